/** Households without a place: held back for a better one, or left over. Each with its reason and its best municipalities. */
import { html } from "hono/html"
import { pointsPerPerson } from "../../domain/Points.ts"
import type { MatchReport, WaitingReport } from "../../matching/report.ts"
import { waitingReason } from "../words.ts"
import { type Html, householdPath, linkTo, type Page } from "./Page.ts"
import { scrollRegion } from "./scrollRegion.ts"

const bestList = ({ best, persons }: WaitingReport, { format, text }: Page): Html =>
  best.length === 0
    ? html`<span class="help">${text.table.none}</span>`
    : html`<ul class="in-cell">${best.map((one) => html`<li>${one.name} ${format.share(one.fit, persons * pointsPerPerson)}</li>`)}</ul>`

/** The requirements that rule out most, so that it is seen what would have to change. */
const shownRequirements = 3

const requirements = ({ excluded }: WaitingReport, { format, text }: Page): Html => {
  const most = [...excluded]
    .sort((a, b) => b.municipalities.length - a.municipalities.length)
    .slice(0, shownRequirements)
  return html`<ul class="in-cell">${most.map(
    (one) => html`<li>${text.hard[one.criterion].title} (${format.number(one.municipalities.length)})</li>`
  )}</ul>`
}

const row = (page: Page, round: string, waiting: WaitingReport): Html => {
  const { format } = page
  const { household, persons, price } = waiting
  return html`<tr>
<th scope="row"><a class="ds-link" data-color="accent" href="${linkTo(page, householdPath(household), { round })}">${household}</a></th>
<td class="number-cell">${format.number(persons)}</td>
<td>${waitingReason(waiting, page.language)}</td>
<td>${requirements(waiting, page)}</td>
<td>${bestList(waiting, page)}</td>
<td class="number-cell">${price === null ? "–" : format.signedPoints(price)}</td>
</tr>`
}

interface WaitingSection {
  readonly id: string
  readonly heading: string
  readonly note: string | null
  readonly waiting: ReadonlyArray<WaitingReport>
}

const section = (page: Page, round: string, { heading, id, note, waiting }: WaitingSection): Html => {
  const { says, text } = page
  if (waiting.length === 0) return html``
  return html`<section>
<h2 class="ds-heading" data-size="md" id="${id}">${heading}</h2>
${note === null ? html`` : html`<p class="ds-paragraph note">${note}</p>`}
${scrollRegion(
  `${id}-tabell`,
  html`<table data-color="neutral" class="ds-table waiting">
<caption class="ds-sr-only" id="${id}-tabell">${heading}</caption>
<thead><tr>
<th scope="col">${text.table.columns.household}</th>
<th scope="col" class="number-cell">${says.round.persons}</th>
<th scope="col">${text.table.columns.reason}</th>
<th scope="col">${says.round.excluded}</th>
<th scope="col">${text.table.columns.best}</th>
<th scope="col" class="number-cell">${text.table.columns.price}</th>
</tr></thead>
<tbody>${waiting.map((one) => row(page, round, one))}</tbody>
</table>`
)}
</section>`
}

export const waitingSections = (page: Page, { held, round, unplaced }: MatchReport): Html => {
  const { table } = page.text
  if (held.length + unplaced.length === 0) return html`<p class="ds-paragraph">${page.says.round.nobodyWaits}</p>`
  return html`${section(page, round, { id: "holdes", heading: table.held, note: table.heldNote, waiting: held })}${section(page, round, { id: "uten-plass", heading: table.unplaced, note: null, waiting: unplaced })}`
}
