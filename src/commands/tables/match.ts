/** A solved round on a terminal: the run, who was placed where and why, who waits, what the rules cost, and the caveats. */
import type { Finding } from "../../matching/consistency.ts"
import type { MatchReport, PlacementReport, RuleReport, WaitingReport } from "../../matching/report.ts"
import type { Catalogue } from "../../texts/catalogue.ts"
import type { Formats } from "../../texts/format.ts"
import { catalogueOf, formatsOf, type Language } from "../../texts/language.ts"
import { robustWord } from "../../texts/officerSections.ts"
import { topReasons } from "../../texts/sentences.ts"
import {
  type Cell,
  type Column,
  type Paint,
  painter,
  prose,
  renderTable,
  type TableRow,
  type TerminalOptions,
  usableWidth
} from "./layout.ts"

export interface MatchOptions extends TerminalOptions {
  readonly language: Language
  /** Name of a municipality by its number; without it the names in the report are used. */
  readonly names?: (code: string) => string
}

interface View extends MatchOptions {
  readonly text: Catalogue
  readonly format: Formats
}

const levels = ["limit-before-next-round", "minors-and-children", "others"] as const

/** By priority level, then by id. */
const ordered = <T extends Pick<PlacementReport, "level" | "household">>(
  households: ReadonlyArray<T>
): ReadonlyArray<T> =>
  [...households].sort(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      (a.household < b.household ? -1 : a.household > b.household ? 1 : 0)
  )

const heading = (title: string, view: View): ReadonlyArray<string> => ["", painter(view.color)("cyan", title)]

const note = (sentence: string, view: View): ReadonlyArray<string> =>
  prose(sentence, view.columns).map((line) => painter(view.color)("dim", line))

const secondsOf = (seconds: number, { format }: View): string => format.number(seconds, seconds < 10 ? 2 : 0)

const statusPaint: Readonly<Record<MatchReport["status"], Paint>> = {
  optimal: "green",
  feasible: "yellow",
  "no-solution": "red",
  infeasible: "red"
}

const statusText = ({ gap, status, stoppedBy }: MatchReport, { format, text }: View): string => {
  const stopped =
    stoppedBy === null ? [] : [text.run.stoppedBy[stoppedBy as keyof typeof text.run.stoppedBy] ?? stoppedBy]
  return [text.run.status[status](format.percent(gap)), ...stopped].join(", ")
}

const summary = (report: MatchReport, view: View): ReadonlyArray<string> => {
  const { format, text } = view
  const { held, run, seconds, unplaced } = report
  const { labels } = text.run
  const planned = report.status === "optimal" || report.status === "feasible"
  const rows: ReadonlyArray<readonly [string, Cell]> = [
    [labels.status, { text: statusText(report, view), paint: statusPaint[report.status] }],
    [
      labels.placed,
      { text: text.run.placed(report.placed, report.persons, report.householdsPlaced, report.households) }
    ],
    [labels.waiting, { text: text.run.waiting(held.length, unplaced.length) }],
    ...(planned
      ? ([
          [
            labels.fit,
            {
              text: text.run.fit(
                format.points(report.objective),
                format.points(report.bound),
                format.percent(report.gap)
              )
            }
          ],
          [labels.full, { text: text.run.full(report.fullMunicipalities) }],
          [labels.notOwnBest, { text: text.run.notOwnBest(report.notOwnBest) }]
        ] as const)
      : []),
    [labels.considered, { text: text.run.considered(report.municipalities, report.pairs, report.eligiblePairs) }],
    [
      labels.seconds,
      {
        text: text.run.seconds(
          secondsOf(seconds.load, view),
          secondsOf(seconds.score, view),
          secondsOf(seconds.solve, view),
          secondsOf(seconds.explain, view),
          secondsOf(seconds.rules, view)
        )
      }
    ],
    [
      labels.run,
      {
        text: text.run.run(run.solver, String(run.seed), run.profiles.join(", "), run.facts, run.parameters, run.code),
        paint: "dim"
      }
    ]
  ]
  return renderTable(
    [{}, { least: 20 }],
    rows.map(([label, cell]) => ({ cells: [{ text: label, paint: "bold" }, cell] })),
    view
  )
}

const mark = ({ reason, state }: PlacementReport, { text }: View): string => {
  if (state === "fixed") return ` (${text.table.fixed})`
  return reason.code === "locked" ? ` (${text.table.locked})` : ""
}

const robustPaint: Readonly<Record<ReturnType<typeof robustWord>, Paint | undefined>> = {
  high: "green",
  good: undefined,
  unsure: "yellow",
  low: "red"
}

interface Field {
  readonly id: keyof Catalogue["table"]["columns"]
  readonly column: Column
  /** Terminals narrower than this leave the column out. */
  readonly from?: number
  readonly cell: (placement: PlacementReport, view: View) => Cell
}

const right: Column = { align: "right" }

const reasonsOf = (placement: PlacementReport, { language, text }: View): string =>
  topReasons(placement, language).join(" · ") || text.brief.littleKnown

/** From this width on the reasons have a column of their own; below it they stand on a line under the household. */
const wide = 120

const fields: ReadonlyArray<Field> = [
  { id: "household", column: { least: 8 }, cell: ({ household }) => ({ text: household }) },
  { id: "persons", column: right, cell: ({ persons }, { format }) => ({ text: format.number(persons) }) },
  {
    id: "municipality",
    column: { least: 12 },
    cell: (placement, view) => ({ text: `${placement.name ?? "–"}${mark(placement, view)}`, paint: "bold" })
  },
  { id: "fit", column: right, cell: ({ fit, possible }, { format }) => ({ text: format.share(fit, possible) }) },
  {
    id: "interval",
    column: right,
    from: 76,
    cell: ({ high, low, possible }, { format }) => ({
      text: `${format.share(low, possible)}–${format.share(high, possible)}`
    })
  },
  {
    id: "robustness",
    column: right,
    from: 66,
    cell: ({ robustness, state }, { format }) =>
      state === "fixed"
        ? { text: "–" }
        : { text: format.wholePercent(robustness), paint: robustPaint[robustWord(robustness)] }
  },
  {
    id: "rank",
    column: right,
    cell: ({ eligible, rankOfPlaced }) => ({ text: rankOfPlaced === null ? "–" : `${rankOfPlaced}/${eligible}` })
  },
  {
    id: "questions",
    column: right,
    cell: ({ questions }, { format }) =>
      questions.length === 0 ? { text: "–" } : { text: format.number(questions.length), paint: "yellow" }
  },
  {
    id: "reasons",
    column: { least: 24 },
    from: wide,
    cell: (placement, view) => ({ text: reasonsOf(placement, view) })
  }
]

const placementRow = (placement: PlacementReport, shown: ReadonlyArray<Field>, view: View): TableRow => {
  const cells = shown.map((field) => field.cell(placement, view))
  return usableWidth(view.columns) >= wide
    ? { cells }
    : { cells, across: { text: reasonsOf(placement, view), paint: "dim" } }
}

const placementsTable = ({ placements }: MatchReport, view: View): ReadonlyArray<string> => {
  if (placements.length === 0) return []
  const { text } = view
  const shown = fields.filter((field) => usableWidth(view.columns) >= (field.from ?? 0))
  const byLevel = Map.groupBy(ordered(placements), (placement) => placement.level)
  const rows = [...byLevel].flatMap(
    ([level, households]): ReadonlyArray<TableRow> => [
      { across: { text: `${text.levels[level]} (${view.format.number(households.length)})`, paint: "cyan" } },
      ...households.map((placement) => placementRow(placement, shown, view))
    ]
  )
  return [
    ...heading(text.table.placements, view),
    ...renderTable(
      shown.map(({ column, id }) => ({ ...column, head: text.table.columns[id] })),
      rows,
      view
    ),
    ...note(text.table.legend, view)
  ]
}

/** Fit of 100: a household's weights sum to one person's perfect fit per member (S20). */
const bestText = ({ best, persons }: WaitingReport, { format, text }: View): string =>
  best.length === 0
    ? text.table.none
    : best.map((one) => `${one.name} ${format.share(one.fit, persons * 1_000_000)}`).join(" · ")

const heldTable = ({ held }: MatchReport, view: View): ReadonlyArray<string> => {
  if (held.length === 0) return []
  const { format, text } = view
  const { columns } = text.table
  return [
    ...heading(text.table.held, view),
    ...renderTable(
      [
        { head: columns.household, least: 8 },
        { head: columns.persons, align: "right" },
        { head: columns.price, align: "right" },
        { head: columns.best, least: 20 }
      ],
      ordered(held).map((one) => ({
        cells: [
          { text: one.household },
          { text: format.number(one.persons) },
          { text: one.price === null ? "–" : format.signedPoints(one.price) },
          { text: bestText(one, view) }
        ]
      })),
      view
    ),
    ...note(text.table.heldNote, view)
  ]
}

const exclusions = ({ excluded }: WaitingReport, { text }: View): string =>
  [...excluded]
    .sort((a, b) => b.municipalities.length - a.municipalities.length)
    .slice(0, 3)
    .map((one) => `${text.hard[one.criterion].title}: ${text.officer.municipalities(one.municipalities.length)}`)
    .join(" · ")

const unplacedTable = ({ unplaced }: MatchReport, view: View): ReadonlyArray<string> => {
  if (unplaced.length === 0) return []
  const { format, text } = view
  const { columns } = text.table
  return [
    ...heading(text.table.unplaced, view),
    ...renderTable(
      [
        { head: columns.household, least: 8 },
        { head: columns.persons, align: "right" },
        { head: columns.reason, least: 20 }
      ],
      ordered(unplaced).map((one): TableRow => {
        const cells = [
          { text: one.household },
          { text: format.number(one.persons) },
          {
            text: text.brief.reason[one.reason.code as Exclude<typeof one.reason.code, "best-for-the-round">],
            paint: "yellow" as const
          }
        ]
        const why = exclusions(one, view)
        return why === "" ? { cells } : { cells, across: { text: why, paint: "dim" } }
      }),
      view
    )
  ]
}

const ruleRow = ({ id, moved, placed, price, share }: RuleReport, { format, text }: View): TableRow => ({
  cells: [
    { text: text.rules[id as keyof typeof text.rules] ?? id },
    { text: `${format.signedPoints(price)} (${format.percent(share)})` },
    { text: text.table.placedChange(placed) },
    { text: format.number(moved) }
  ]
})

const rulesTable = ({ rules }: MatchReport, view: View): ReadonlyArray<string> => {
  if (rules.length === 0) return []
  const { columns, rules: title, rulesNote } = view.text.table
  return [
    ...heading(title, view),
    ...renderTable(
      [
        { head: columns.rule, least: 20 },
        { head: columns.price, align: "right" },
        { head: columns.placed, align: "right" },
        { head: columns.moved, align: "right" }
      ],
      rules.map((rule) => ruleRow(rule, view)),
      view
    ),
    ...note(rulesNote, view)
  ]
}

const namesIn = ({ placements, held, unplaced }: MatchReport): ReadonlyMap<string, string> =>
  new Map([
    ...placements.flatMap((one) => [
      ...one.topK.map((other) => [other.municipality as string, other.name] as const),
      ...(one.municipality === null || one.name === null ? [] : [[one.municipality as string, one.name] as const])
    ]),
    ...[...held, ...unplaced].flatMap((one) =>
      one.best.map((other) => [other.municipality as string, other.name] as const)
    )
  ])

const shownPlaces = 5

const findingText = (
  found: ReadonlyArray<Finding>,
  names: (code: string) => string,
  { format, text }: View
): string => {
  const first = found[0]!
  const title = text.findings[first.code as keyof typeof text.findings]
  if (title === undefined) return text.findingPlaces(first.message, found.length - 1)
  const places = found.map(({ field }) => (/^\d{4}$/u.test(field) ? names(field) : field.replace(/^household /u, "")))
  return `${title}: ${text.findingPlaces(format.list(places.slice(0, shownPlaces)), Math.max(0, places.length - shownPlaces))}`
}

const findingsTable = (report: MatchReport, view: View): ReadonlyArray<string> => {
  const { findings } = report
  if (findings.length === 0) return []
  const known = namesIn(report)
  const names = view.names ?? ((code: string): string => known.get(code) ?? code)
  const groups = Map.groupBy(findings, (finding) => `${finding.severity} ${finding.code}`)
  const rows = [...groups.values()].map((found): TableRow => {
    const { severity } = found[0]!
    return {
      cells: [
        { text: view.text.severity[severity], paint: severity === "error" ? "red" : "yellow" },
        { text: findingText(found, names, view) }
      ]
    }
  })
  return [...heading(view.text.table.findings, view), ...renderTable([{}, { least: 20 }], rows, view)]
}

const conflictLines = ({ conflict }: MatchReport, view: View): ReadonlyArray<string> =>
  conflict.length === 0
    ? []
    : [...heading(view.text.table.conflict, view), ...conflict.flatMap((sentence) => prose(sentence, view.columns))]

const caveats = (report: MatchReport, view: View): ReadonlyArray<string> => {
  const { caveats: text } = view.text
  const syntheticFacts = report.placements.some((placement) => placement.byKind.synthetic > 0)
  return [
    "",
    ...prose(text.suggestion, view.columns).map((line) => painter(view.color)("bold", line)),
    ...note(text.scale, view),
    ...(syntheticFacts ? note(text.syntheticFacts, view) : []),
    ...(report.synthetic ? note(text.syntheticPersons, view) : [])
  ]
}

export const renderMatch = (report: MatchReport, options: MatchOptions): string => {
  const view: View = { ...options, text: catalogueOf(options.language), format: formatsOf(options.language) }
  return [
    painter(view.color)("bold", view.text.run.title(report.round)),
    ...summary(report, view),
    ...conflictLines(report, view),
    ...placementsTable(report, view),
    ...heldTable(report, view),
    ...unplacedTable(report, view),
    ...rulesTable(report, view),
    ...findingsTable(report, view),
    ...caveats(report, view)
  ].join("\n")
}
