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

const section = (
  page: Page,
  round: string,
  id: string,
  heading: string,
  waiting: ReadonlyArray<WaitingReport>
): Html => {
  const { says } = page
  if (waiting.length === 0) return html``
  return html`<section aria-labelledby="${id}">
<h2 class="ds-heading" data-size="md" id="${id}">${heading}</h2>
${scrollRegion(
  id,
  html`<table data-color="neutral" class="ds-table waiting">
<caption class="ds-sr-only">${heading}</caption>
<thead><tr>
<th scope="col">${says.round.household}</th>
<th scope="col" class="number-cell">${says.round.persons}</th>
<th scope="col">${says.round.reason}</th>
<th scope="col">${says.round.excluded}</th>
<th scope="col">${says.round.best}</th>
<th scope="col" class="number-cell">${says.round.placedNow}</th>
</tr></thead>
<tbody>${waiting.map((one) => row(page, round, one))}</tbody>
</table>`
)}
</section>`
}

export const waitingSections = (page: Page, { held, round, unplaced }: MatchReport): Html =>
  held.length + unplaced.length === 0
    ? html`<p class="ds-paragraph">${page.says.round.nobodyWaits}</p>`
    : html`${section(page, round, "holdes", page.says.round.held, held)}${section(page, round, "uten-plass", page.says.round.unplaced, unplaced)}`
