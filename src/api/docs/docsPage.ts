/** The reference of the API as one page: what /openapi.json says, to be read. Holds no script and makes nothing up. */
import { html } from "hono/html"
import { layout } from "../pages/layout.ts"
import type { Html, Page } from "../pages/Page.ts"
import { problemTypes } from "../problem.ts"
import type { Content, OpenApi, Operation, Parameter } from "./OpenApi.ts"
import { exampleBlock, meaningOf, schemaAnchor, schemaTable, typeOf } from "./schemaTable.ts"
import { nameOf } from "./schemaWords.ts"

interface Route {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly body: Content
}

/** What is sent is shown whole; of what is answered the name leads to it. */
const wholeBody = ({ requestBody }: Operation, { components }: OpenApi): Content =>
  Object.fromEntries(
    Object.entries(requestBody?.content ?? {}).map(([type, media]) => {
      const named = components.schemas[nameOf(media.schema ?? {}) ?? ""]
      return [type, named === undefined ? media : { ...media, schema: named }]
    })
  )

const routesOf = (document: OpenApi): ReadonlyArray<Route> =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      body: wholeBody(operation, document)
    }))
  )

const tagAnchor = (name: string): string => `tag-${name}`

const term = (name: Html, meaning: Html): Html => html`<div class="term"><dt>${name}</dt><dd>${meaning}</dd></div>`

const parameter = ({ description, in: where, name, required, schema = {} }: Parameter): Html =>
  term(
    html`<code>${name}</code><span class="help">${where}${required ? ", required" : ""}</span>`,
    html`${typeOf(schema)}<br>${meaningOf(schema, description ?? schema.description)}`
  )

const parameters = ({ parameters: all = [] }: Operation): Html =>
  all.length === 0
    ? html``
    : html`<h4 class="ds-heading" data-size="2xs">Parameters</h4><dl class="terms">${all.map(parameter)}</dl>`

/** A body or an answer; closed, for there are many. */
const content = (title: string, all: Content | undefined, id: string): Html => {
  const media = Object.entries(all ?? {})
  return html`${media.map(([type, { example, schema = {} }], i) => {
    const heading = `${id}-${i}`
    return html`<details class="ds-details"><summary id="${heading}">${title}: <code>${type}</code></summary><div>
${schemaTable(schema, heading)}${exampleBlock(example, heading)}</div></details>`
  })}`
}

const isProblem = (status: string): boolean => Number(status) >= 400

const operationPart = ({ body, method, operation, path }: Route): Html => {
  const { operationId: id, responses, summary } = operation
  const problems = Object.entries(responses).filter(([status]) => isProblem(status))
  return html`<article class="part operation" aria-labelledby="${id}">
<h3 class="ds-heading" data-size="xs" id="${id}">${summary}</h3>
<p class="ds-paragraph address"><code><strong>${method}</strong> ${path}</code></p>
${parameters(operation)}
${content("Body", body, `${id}-body`)}
${Object.entries(responses)
  .filter(([status]) => !isProblem(status))
  .map(([status, answer]) => content(`Answer ${status}`, answer.content, `${id}-${status}`))}
<details class="ds-details"><summary>Problems: ${problems.map(([status]) => status).join(", ")}</summary><div><dl class="terms">
${problems.map(([status, { description }]) => term(html`${status}`, html`${description}`))}
</dl></div></details>
</article>`
}

interface Group {
  readonly name: string
  readonly description: string
  readonly routes: ReadonlyArray<Route>
}

/** A tag nobody uses is not shown. */
const groupsOf = (document: OpenApi): ReadonlyArray<Group> =>
  document.tags
    .map((tag) => ({ ...tag, routes: routesOf(document).filter(({ operation }) => operation.tags.includes(tag.name)) }))
    .filter(({ routes }) => routes.length > 0)

const groupPart = ({ description, name, routes }: Group): Html =>
  html`<section aria-labelledby="${tagAnchor(name)}">
<h2 class="ds-heading" data-size="sm" id="${tagAnchor(name)}">${name}</h2>
<p class="ds-paragraph">${description}</p>
<div class="operations">${routes.map(operationPart)}</div>
</section>`

const contents = (
  groups: ReadonlyArray<Group>
): Html => html`<nav aria-label="Contents" class="part"><ul class="contents">
${groups.map(
  ({ name, routes }) => html`<li><a class="ds-link" href="#${tagAnchor(name)}">${name}</a><ul class="contents">
${routes.map(({ method, operation, path }) => html`<li><a class="ds-link" href="#${operation.operationId}">${operation.summary}</a> <span class="help">${method} ${path}</span></li>`)}
</ul></li>`
)}
<li><a class="ds-link" href="#problem-types">Problem types</a></li>
<li><a class="ds-link" href="#schemas">Schemas</a></li>
</ul></nav>`

const problemPart: Html = html`<section aria-labelledby="problem-types">
<h2 class="ds-heading" data-size="sm" id="problem-types">Problem types</h2>
<p class="ds-paragraph">Every error is Problem Details (RFC 9457). The type never changes its name.</p>
<dl class="terms part">${problemTypes.map(({ status, title, type }) => term(html`<code>${type}</code>`, html`${status}: ${title}`))}</dl>
</section>`

const schemaPart = ({ components }: OpenApi): Html => html`<section aria-labelledby="schemas">
<h2 class="ds-heading" data-size="sm" id="schemas">Schemas</h2>
${Object.entries(components.schemas)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([name, schema]) => html`<article class="part operation" aria-labelledby="${schemaAnchor(name)}">
<h3 class="ds-heading" data-size="xs" id="${schemaAnchor(name)}">${name}</h3>
${schemaTable(schema, schemaAnchor(name))}${exampleBlock(schema.examples?.[0], schemaAnchor(name))}
</article>`
  )}
</section>`

export const docsPage = (page: Page, document: OpenApi): Html => {
  const groups = groupsOf(document)
  return layout(
    page,
    "API reference",
    html`<div class="docs" lang="en"><div class="page-title">
<h1 class="ds-heading" data-size="lg">API reference</h1>
<p class="ds-paragraph">${document.info.description}</p>
<p class="ds-paragraph">Version ${document.info.version}. For machines: <a class="ds-link" href="/openapi.json">/openapi.json</a>.</p>
</div>
${contents(groups)}
${groups.map(groupPart)}
${problemPart}
${schemaPart(document)}</div>`
  )
}
