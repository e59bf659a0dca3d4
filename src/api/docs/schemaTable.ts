/** Schemas as tables: each property with its type, what it must keep and what it means. */
import { html } from "hono/html"
import type { Html } from "../pages/Page.ts"
import type { SchemaNode } from "./OpenApi.ts"
import { constraints, type Row, rowsOf, typeWords } from "./schemaWords.ts"

export const schemaAnchor = (name: string): string => `schema-${name}`

/** A group, not a region: there are too many for landmarks, and several have the same name. */
const scrolling = (labelledBy: string, wide: Html): Html =>
  html`<div class="scroll" role="group" aria-labelledby="${labelledBy}" tabindex="0">${wide}</div>`

export const typeOf = (schema: SchemaNode): Html =>
  html`<span class="type">${typeWords(schema).map(({ schema: name, text }) =>
    name === undefined ? html`${text}` : html`<a class="ds-link" href="#${schemaAnchor(name)}">${text}</a>`
  )}</span>`

export const meaningOf = (schema: SchemaNode, description = schema.description): Html => {
  const kept = constraints(schema)
  const [example] = schema.examples ?? []
  return html`${description ?? ""}${kept.length === 0 ? "" : html`<span class="help">${kept.map((one, i) => html`${i === 0 ? "" : " · "}<code>${one}</code>`)}</span>`}${
    example === undefined ? "" : html`<span class="help">Example: <code>${JSON.stringify(example)}</code></span>`
  }`
}

const row = ({ path, required, schema }: Row): Html => html`<tr>
<th scope="row"><code>${path}</code></th><td>${typeOf(schema)}</td><td>${required ? "yes" : "no"}</td><td>${meaningOf(schema)}</td>
</tr>`

/** `headingId` names the heading that stands above it. */
export const schemaTable = (schema: SchemaNode, headingId: string): Html => {
  const rows = rowsOf(schema)
  const itself = html`<p class="ds-paragraph">${typeOf(schema)} <span class="meaning">${meaningOf(schema)}</span></p>`
  if (rows.length === 0) return itself
  return html`${itself}${scrolling(
    headingId,
    html`<table class="ds-table fields" data-border="true">
<thead><tr><th scope="col">Property</th><th scope="col">Type</th><th scope="col">Required</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.map(row)}</tbody>
</table>`
  )}`
}

export const exampleBlock = (example: unknown, labelledBy: string): Html =>
  example === undefined
    ? html``
    : html`<p class="ds-paragraph">Example</p>${scrolling(labelledBy, html`<pre><code>${JSON.stringify(example, null, 2)}</code></pre>`)}`
