/** The other municipalities a household could have, best first: how much better or worse, and what makes the difference. */
import { html } from "hono/html"
import type { Explanation } from "../../matching/explanation.ts"
import type { DocumentSection } from "../../texts/document.ts"
import { sectionHead } from "./documentSection.ts"
import type { Html, Page } from "./Page.ts"
import { scrollRegion } from "./scrollRegion.ts"

export const alternativesSection = (page: Page, section: DocumentSection, { municipality }: Explanation): Html => {
  const { rows = [] } = section
  const { household } = page.says
  const { text } = page
  return html`<section class="part part-${section.id}">${sectionHead(section)}
${
  rows.length === 0
    ? html``
    : scrollRegion(
        "andre-kommuner",
        html`<table data-color="neutral" class="ds-table alternatives">
<caption class="ds-sr-only" id="andre-kommuner">${household.alternativesTable}</caption>
<thead><tr>
<th scope="col">${text.table.columns.municipality}</th>
<th scope="col" class="number-cell">${municipality === null ? text.table.columns.fit : household.difference}</th>
<th scope="col">${household.distinguishes}</th>
</tr></thead>
<tbody>${rows.map(({ detail, label, value }) => html`<tr><th scope="row">${label}</th><td class="number-cell">${value}</td><td>${detail ?? "–"}</td></tr>`)}</tbody>
</table>`
      )
}</section>`
}
