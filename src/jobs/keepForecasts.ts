/**
 * Once a day: what municipalities may expect, from simulated households sent through the solver (S23). Nobody real is in it, and
 * no round is touched.
 */
import { Effect, Schema } from "effect"
import { forecastFrom, type SimulatedPlacement } from "../casework/forecast/forecastFrom.ts"
import { type SimulatedRound, simulatedRounds } from "../casework/forecast/simulatedRounds.ts"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import { Round } from "../domain/Round.ts"
import type { Mode } from "../matching/consistency.ts"
import { parameter } from "../matching/parameters.ts"
import { prepareRound } from "../matching/prepare.ts"
import { refuseSynthetic } from "../matching/refuseSynthetic.ts"
import { answersOf } from "../matching/solved.ts"
import { solveRound } from "../matching/solveRound.ts"
import { agreedNotArrived, forecastsAreOld, forecastsHeld, saveForecasts } from "../store/forecasts.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { worker } from "../store/work/asWorker.ts"
import { generateCohort } from "../whatif/cohort/generate.ts"

/** How many years are simulated, and how far ahead. */
export interface ForecastSize {
  readonly runs: number
  readonly months: number
  /** Persons a month. */
  readonly persons: number
}

const usual: ForecastSize = { runs: 4, months: 3, persons: parameter("forecastPersons") }

const monthsFrom = (day: Date, months: number): ReadonlyArray<string> =>
  Array.from({ length: months }, (_, i) =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1 + i, 1)).toISOString().slice(0, 7)
  )

const decodeRound = Schema.decodeSync(Round)

const placementsOf = Effect.fnUntraced(function* (file: MunicipalityFile, simulated: SimulatedRound) {
  const { date, nextRound, persons, seed } = simulated
  const { round } = generateCohort({ persons, seed, date, nextRound, municipalities: file.municipalities })
  const solved = yield* solveRound(prepareRound({ file, round: decodeRound(round) }))
  return answersOf(solved).flatMap(
    ({ household, place }): ReadonlyArray<SimulatedPlacement> =>
      place === null
        ? []
        : [{ simulated: true, municipality: place.code, household: household.household, on: simulated.date }]
  )
})

/** Makes and keeps the forecast of every municipality. */
export const makeForecasts = Effect.fn("makeForecasts")(function* (mode: Mode, day: Date, size: ForecastSize = usual) {
  const latest = yield* (yield* MunicipalityStore).getLatest(worker)
  const file = mode === "production" ? refuseSynthetic(latest) : latest
  const months = monthsFrom(day, size.months)
  const expected = months.map((month) => ({ month, persons: size.persons }))
  const seeds = Array.from({ length: size.runs }, (_, i) => i + 1)
  const runs: Array<Array<SimulatedPlacement>> = seeds.map(() => [])
  for (const simulated of simulatedRounds(expected, seeds))
    runs[simulated.run]?.push(...(yield* placementsOf(file, simulated)))
  const agreed = yield* agreedNotArrived(day.getUTCFullYear())
  const held = yield* forecastsHeld(day.getUTCFullYear() - 1)
  const forecasts = file.municipalities.map(({ code }) =>
    forecastFrom({
      municipality: code,
      months,
      runs,
      agreedNotArrived: agreed.get(code) ?? 0,
      lastYear: held.get(code) ?? null
    })
  )
  yield* saveForecasts(forecasts, months)
})

/** Until interrupted: looks every hour, and makes them where there are none of the last day. */
export const keepForecasts = (mode: Mode) =>
  Effect.gen(function* () {
    if (yield* forecastsAreOld) yield* makeForecasts(mode, new Date())
  }).pipe(
    Effect.catch((failure) => Effect.logWarning(failure.message)),
    // A start has other things to do first.
    Effect.delay("2 minutes"),
    Effect.andThen(Effect.sleep("58 minutes")),
    Effect.forever
  )
