/** The page of a round: the plan in figures, then every household with its suggestion, then those who wait and why. */
import { html } from "hono/html"
import type { MatchReport } from "../../matching/report.ts"
import type { RoundSummary } from "../../store/RoundStore.ts"
import { layout } from "./layout.ts"
import { type Html, linkTo, type Page } from "./Page.ts"
import { placementsTable } from "./placementsTable.ts"
import { roundFigures } from "./roundFigures.ts"
import { waitingSections } from "./waitingTable.ts"

export interface RoundView {
  readonly round: RoundSummary
  readonly rounds: ReadonlyArray<RoundSummary>
  /** Null until the round is solved. */
  readonly report: MatchReport | null
}

const otherRounds = (page: Page, { round, rounds }: RoundView): Html => {
  const others = rounds.filter((one) => one.id !== round.id)
  if (others.length === 0) return html``
  return html`<nav class="other-rounds" aria-label="${page.says.round.others}"><h2 class="ds-heading" data-size="xs">${page.says.round.others}</h2><ul class="ds-list">
${others.map((one) => html`<li><a class="ds-link" href="${linkTo(page, "/", { round: one.id })}">${one.name}</a> (${page.format.date(one.date)})</li>`)}
</ul></nav>`
}

const solved = (page: Page, report: MatchReport): Html => html`${roundFigures(page, report)}
<section>
<h2 class="ds-heading" data-size="md" id="forslag">${page.text.table.placements}</h2>
<p class="ds-paragraph note">${page.says.round.legend}</p>
${placementsTable(page, report)}
</section>
${waitingSections(page, report)}`

export const roundPage = (page: Page, view: RoundView): Html => {
  const { report, round } = view
  const { format, says, text } = page
  return layout(
    page,
    `${says.round.title}, ${round.name}`,
    html`<div class="page-title">
<h1 class="ds-heading" data-size="lg">${says.round.title}</h1>
<p class="ds-paragraph subtitle" data-size="lg">${round.name}</p>
<p class="ds-paragraph">${says.round.dates(format.longDate(round.date), format.longDate(round.nextRound))} ${says.round.size(round.households, round.persons)}</p>
<p class="ds-paragraph">${says.round.intro} <strong>${text.caveats.suggestion}</strong></p>
</div>
${report === null ? html`<div class="ds-alert" data-color="info"><p class="ds-paragraph">${says.empty.unsolved}</p></div>` : solved(page, report)}
${otherRounds(page, view)}`
  )
}

export const noRoundsPage = (page: Page): Html =>
  layout(
    page,
    page.says.empty.title,
    html`<div class="page-title"><h1 class="ds-heading" data-size="lg">${page.says.empty.title}</h1><p class="ds-paragraph">${page.says.empty.text}</p></div>`
  )
