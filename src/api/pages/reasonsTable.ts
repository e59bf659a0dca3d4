/** What counts, most first, each with the facts it rests on: value, who says so, of which day, and what kind of figure it is. */
import { html } from "hono/html"
import type { Explanation } from "../../matching/explanation.ts"
import type { CriterionFit } from "../../matching/fit.ts"
import type { Evidence } from "../../matching/World.ts"
import type { DocumentSection, Words } from "../../texts/document.ts"
import { evidenceTitle, evidenceValue } from "../../texts/evidence.ts"
import { sectionHead } from "./documentSection.ts"
import type { Html, Page } from "./Page.ts"
import { scrollRegion } from "./scrollRegion.ts"

const kindColours: Readonly<Record<Evidence["kind"], string>> = {
  measured: "success",
  modelled: "info",
  synthetic: "warning",
  person: "neutral"
}

/** A made-up figure has no source but that it is made up. */
const sourceOf = ({ kind, source }: Evidence, { text }: Words): string => {
  const sources: Readonly<Record<string, string>> = text.sources
  return kind === "person" ? (sources[source] ?? source) : kind === "synthetic" ? text.kinds.synthetic.meaning : source
}

const factCells = (fact: Evidence, words: Words): Html => {
  const { format, text } = words
  return html`<td>${evidenceTitle(fact.fact, words)}</td><td>${evidenceValue(fact, words)}</td><td>${sourceOf(fact, words)}</td><td class="date">${format.date(fact.date)}</td><td><span class="ds-tag" data-size="sm" data-color="${kindColours[fact.kind]}">${text.kinds[fact.kind].label}</span></td>`
}

const noFacts = ({ missing }: CriterionFit, { says, text }: Page): Html =>
  html`<td colspan="4" class="help">${missing.length === 0 ? text.officer.noFacts : says.household.noFacts}</td><td>${missing.length === 0 ? html`` : html`<span class="ds-tag" data-size="sm" data-color="neutral">${text.kinds.unknown.label}</span>`}</td>`

const criterionRows = (page: Page, one: CriterionFit, possible: number, words: Words): Html => {
  const { format, text } = page
  const [first, ...others] = one.facts
  const rows = Math.max(1, one.facts.length)
  return html`<tbody><tr>
<th scope="rowgroup" rowspan="${rows}">${text.criteria[one.criterion].title} <span class="help">${text.purposes[one.purpose]}</span></th>
<td rowspan="${rows}" class="number-cell">${text.officer.ofPossible(format.share(one.points, possible), format.share(one.possible, possible))}</td>
${first === undefined ? noFacts(one, page) : factCells(first, words)}
</tr>${others.map((fact) => html`<tr>${factCells(fact, words)}</tr>`)}</tbody>`
}

export const reasonsSection = (page: Page, section: DocumentSection, explanation: Explanation, words: Words): Html => {
  const { household } = page.says
  const criteria = [...explanation.criteria].sort((a, b) => b.points - a.points)
  return html`<section class="part part-${section.id}">${sectionHead(section)}
${scrollRegion(
  "hensyn",
  html`<table data-color="neutral" class="ds-table reasons">
<caption class="ds-sr-only" id="hensyn">${household.reasonsTable}</caption>
<thead><tr>
<th scope="col">${household.criterion}</th>
<th scope="col" class="number-cell">${household.contribution}</th>
<th scope="col">${household.fact}</th>
<th scope="col">${household.value}</th>
<th scope="col">${household.source}</th>
<th scope="col">${household.date}</th>
<th scope="col">${household.kind}</th>
</tr></thead>
${criteria.map((one) => criterionRows(page, one, explanation.possible, words))}
</table>`
)}</section>`
}
