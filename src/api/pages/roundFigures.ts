/** The plan of a round in a handful of figures: is it proved best, who is placed, who waits, where it is full. */
import { html } from "hono/html"
import type { MatchReport } from "../../matching/report.ts"
import type { Html, Page } from "./Page.ts"

interface Figure {
  readonly label: string
  readonly value: string
  readonly help: string
}

const colours: Readonly<Record<MatchReport["status"], string>> = {
  optimal: "success",
  feasible: "warning",
  "no-solution": "danger",
  infeasible: "danger"
}

const statusText = (page: Page, { gap, status, stoppedBy }: MatchReport): string => {
  const reasons: Readonly<Record<string, string>> = page.text.run.stoppedBy
  const stopped = stoppedBy === null ? "" : `, ${reasons[stoppedBy] ?? stoppedBy}`
  return page.text.run.status[status](page.format.percent(gap)) + stopped
}

const figuresOf = ({ format, says }: Page, report: MatchReport): ReadonlyArray<Figure> => {
  const { figures } = says
  const { held, seconds, unplaced } = report
  return [
    {
      label: figures.placedPersons,
      value: format.number(report.placed),
      help: figures.ofAll(format.number(report.persons))
    },
    {
      label: figures.placedHouseholds,
      value: format.number(report.householdsPlaced),
      help: figures.ofAll(format.number(report.households))
    },
    {
      label: figures.waiting,
      value: format.number(held.length + unplaced.length),
      help: figures.waitingOf(held.length, unplaced.length)
    },
    { label: figures.gap, value: format.percent(report.gap), help: figures.gapHelp },
    {
      label: figures.full,
      value: format.number(report.fullMunicipalities),
      help: figures.fullOf(format.number(report.municipalities))
    },
    { label: figures.notOwnBest, value: format.number(report.notOwnBest), help: figures.notOwnBestHelp },
    {
      label: figures.solved,
      value: figures.seconds(format.number(seconds.score + seconds.solve, 1)),
      help: figures.pairs(format.number(report.pairs))
    }
  ]
}

export const roundFigures = (page: Page, report: MatchReport): Html => html`<section>
<div class="section-head"><h2 class="ds-heading" data-size="md" id="samlet">${page.says.round.summary}</h2>
<p class="status"><span class="ds-sr-only">${page.says.figures.status}: </span><span class="ds-tag" data-color="${colours[report.status]}">${statusText(page, report)}</span></p></div>
<dl class="figures">
${figuresOf(page, report).map(
  ({ help, label, value }) =>
    html`<div class="figure"><dt>${label}</dt><dd><span class="number">${value}</span> <span class="help">${help}</span></dd></div>`
)}
</dl>
${report.conflict.length === 0 ? html`` : html`<div class="ds-alert" data-color="danger"><h3 class="ds-heading" data-size="xs">${page.text.table.conflict}</h3><ul class="ds-list">${report.conflict.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`}
</section>`
