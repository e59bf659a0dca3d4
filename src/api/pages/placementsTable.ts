/** Every household with a place: where, how well it fits, how sure that is, why, and what the municipality must confirm. */
import { html } from "hono/html"
import { priorityLevels } from "../../matching/priority.ts"
import type { MatchReport, PlacementReport } from "../../matching/report.ts"
import { topReasons } from "../../texts/sentences.ts"
import { fitFigure } from "./fitFigure.ts"
import { type Html, householdPath, linkTo, type Page } from "./Page.ts"
import { questionTopic } from "./questionTopic.ts"
import { scrollRegion } from "./scrollRegion.ts"

const shownReasons = 3

const mark = ({ reason, state }: PlacementReport, { text }: Page): Html => {
  const word = state === "fixed" ? text.table.fixed : reason.code === "locked" ? text.table.locked : null
  return word === null ? html`` : html` <span class="ds-tag" data-color="neutral" data-size="sm">${word}</span>`
}

const list = (parts: ReadonlyArray<string>, none: string): Html =>
  parts.length === 0
    ? html`<span class="help">${none}</span>`
    : html`<ul class="in-cell">${parts.map((part) => html`<li>${part}</li>`)}</ul>`

const row = (page: Page, round: string, placement: PlacementReport): Html => {
  const { format, says } = page
  const { eligible, fit, high, household, low, persons, possible, questions, rankOfPlaced, robustness, state } =
    placement
  return html`<tr>
<th scope="row"><a class="ds-link" data-color="accent" href="${linkTo(page, householdPath(household), { round })}">${household}</a></th>
<td class="number-cell">${format.number(persons)}</td>
<td><strong>${placement.name}</strong>${mark(placement, page)}</td>
<td class="fit"><span class="fit-value">${format.share(fit, possible)}</span> ${fitFigure({ fit, low, high, possible })} <span class="help">${says.round.interval(format.share(low, possible), format.share(high, possible))}</span></td>
<td class="number-cell">${state === "fixed" ? "–" : page.text.units.percent(format.number(100 * robustness))}</td>
<td class="number-cell">${rankOfPlaced === null ? "–" : says.round.rankOf(rankOfPlaced, eligible)}</td>
<td>${list(topReasons(placement, page.language, shownReasons), page.text.brief.littleKnown)}</td>
<td>${list(
    questions.map((question) => questionTopic(question, page)),
    says.round.nothing
  )}</td>
</tr>`
}

/** Most urgent first, as the round places them; inside a level by id. */
const byLevel = ({ placements }: MatchReport) =>
  priorityLevels
    .map((level) => ({ level, households: placements.filter((placement) => placement.level === level) }))
    .filter(({ households }) => households.length > 0)

export const placementsTable = (page: Page, report: MatchReport): Html => {
  const { says, text } = page
  if (report.placements.length === 0) return html`<p class="ds-paragraph">${says.round.none}</p>`
  return scrollRegion(
    "forslag-tabell",
    html`<table data-color="neutral" class="ds-table placements">
<caption id="forslag-tabell" class="ds-sr-only">${says.round.table}</caption>
<thead><tr>
<th scope="col">${text.table.columns.household}</th>
<th scope="col" class="number-cell">${says.round.persons}</th>
<th scope="col">${says.round.municipality}</th>
<th scope="col">${text.table.columns.fit} <span class="help">${says.round.fitHelp}</span></th>
<th scope="col" class="number-cell">${text.table.columns.robustness}</th>
<th scope="col" class="number-cell">${text.table.columns.rank}</th>
<th scope="col">${text.table.columns.reasons}</th>
<th scope="col">${text.headings.confirm}</th>
</tr></thead>
${byLevel(report).map(
  ({ households, level }) => html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="8"><span>${says.round.level(text.levels[level], households.length)}</span></th></tr>
${households.map((placement) => row(page, report.round, placement))}
</tbody>`
)}
</table>`
  )
}
