/** `treff cohort generate`: a synthetic cohort, and its margins beside the published figures. */
import Table from "cli-table3"
import { Effect } from "effect"
import { IsoDate } from "../domain/IsoDate.ts"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import { type FileUnwritable, readMunicipalities, writeText } from "../intake/files.ts"
import { type Cohort, generateCohort } from "../whatif/cohort/generate.ts"
import type { MarginRow } from "../whatif/cohort/Margin.ts"
import { done } from "./exit.ts"
import { print, printJson } from "./output.ts"
import { UsageError } from "./UsageError.ts"

export interface CohortOptions {
  readonly persons: number
  readonly seed: number
  /** Year whose requested numbers are the places; absent: what is free on the day. */
  readonly requestedFor?: number
}

/** The day the municipalities' places are known for, and three weeks on. */
const [date, nextRound] = [IsoDate.make("2024-11-29"), IsoDate.make("2024-12-20")]

export const cohortGenerate = (
  { persons, requestedFor, seed }: CohortOptions,
  { municipalities }: MunicipalityFile
): Cohort =>
  generateCohort({
    persons,
    seed,
    date,
    nextRound,
    municipalities,
    ...(requestedFor !== undefined && { requestedFor })
  })

const figure = (value: number | null, unit: MarginRow["unit"]): string =>
  value === null ? "" : unit === "%" ? `${value.toFixed(1)} %` : `${value.toFixed(0)} days`

/** One block per margin: what is divided and who says so, then a line per category. */
export const renderMargins = (rows: ReadonlyArray<MarginRow>): string => {
  const table = new Table({
    head: ["", "published", "assumed", "generated", "number"],
    colWidths: [54, 12, 12, 12, 10],
    colAligns: ["left", "right", "right", "right", "right"],
    wordWrap: true,
    style: { head: [], border: [], compact: true }
  })
  for (const [, block] of Map.groupBy(rows, (row) => row.margin)) {
    const [first] = block
    if (first === undefined) continue
    const source = first.published === null ? `Assumption: ${first.source}` : `${first.source} (${first.date})`
    table.push([{ colSpan: 5, content: `${first.title}, ${first.of}\n${source}` }])
    for (const row of block) {
      table.push([
        `  ${row.category}`,
        figure(row.published, row.unit),
        figure(row.assumption, row.unit),
        figure(row.generated, row.unit),
        String(row.count)
      ])
    }
  }
  return table.toString()
}

const yearsRequested = ({ municipalities }: MunicipalityFile): ReadonlyArray<number> =>
  [
    ...new Set(
      municipalities.flatMap(({ settlement }) =>
        settlement.flatMap(({ requested = 0, year }) => (requested > 0 ? [year] : []))
      )
    )
  ].sort((a, b) => a - b)

export const cohortFrom = Effect.fn("cohortFrom")(function* (options: CohortOptions) {
  const file = yield* readMunicipalities()
  const years = yearsRequested(file)
  if (options.requestedFor !== undefined && !years.includes(options.requestedFor)) {
    return yield* new UsageError({
      problem: `No requested numbers are known for ${options.requestedFor}.`,
      advice: `Use ${years.join(", ")}.`
    })
  }
  return cohortGenerate(options, file)
})

/** The round itself goes to a file; the screen gets the margins. */
export const showCohort = (
  { margins, round }: Cohort,
  { json, out }: { readonly json: boolean; readonly out?: string }
): Effect.Effect<number, FileUnwritable> => {
  if (json) printJson({ margins, round })
  else print(renderMargins(margins))
  return out === undefined ? Effect.succeed(done) : Effect.as(writeText(out, `${JSON.stringify(round)}\n`), done)
}
