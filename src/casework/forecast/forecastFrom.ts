/**
 * Makes a municipality's forecast from simulated placements (S23). Refuses to know where the households come from: whoever
 * calls must hand in simulated ones only, which is why a household of a real round does not fit the type.
 */
import { type CareForm, careForms } from "../../domain/CareForm.ts"
import type { Household } from "../../domain/Household.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { LanguageCode } from "../../domain/Language.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { NorwegianTrack } from "../../domain/NorwegianTrack.ts"
import { needsStepFree, roomsFor } from "../../matching/criteria/dwelling.ts"
import {
  type Forecast,
  type ForecastQuarter,
  type HitRate,
  type HouseholdSize,
  householdSizes,
  type Range,
  type RoomClass,
  roomClasses,
  type SchoolStage,
  schoolStages
} from "./Forecast.ts"
import { rangeOf } from "./range.ts"

export interface SimulatedPlacement {
  readonly simulated: true
  readonly municipality: MunicipalityCode
  readonly household: Household
  /** Day of the round the household was placed in. */
  readonly on: IsoDate
}

export type SimulatedRun = ReadonlyArray<SimulatedPlacement>

export interface ForecastRequest {
  readonly municipality: MunicipalityCode
  /** Months the forecast is for, `2026-07`, in order. */
  readonly months: ReadonlyArray<string>
  readonly runs: ReadonlyArray<SimulatedRun>
  readonly agreedNotArrived: number
  readonly lastYear: HitRate | null
}

const monthOf = (on: IsoDate): string => on.slice(0, 7)
const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`

/** In the school year a child starts or ends, age alone is within a year of the truth; a forecast needs no more. */
const stageOf = (age: number): SchoolStage => {
  if (age < 6) return "kindergarten"
  if (age < 13) return "primary"
  if (age < 16) return "lower-secondary"
  return age < 19 ? "upper-secondary" : "adult"
}

const sizeOf = (persons: number): HouseholdSize => {
  if (persons <= 2) return persons === 1 ? "1" : "2"
  if (persons <= 4) return "3-4"
  return persons <= 6 ? "5-6" : "7+"
}

const roomClassOf = (rooms: number): RoomClass => roomClasses[Math.min(rooms, roomClasses.length) - 1] ?? "1"

type Count = (run: SimulatedRun) => number

/** How many of one kind a run has, counted by what a placement adds. */
const summed =
  (adds: (placement: SimulatedPlacement) => number): Count =>
  (run) =>
    run.reduce((sum, placement) => sum + adds(placement), 0)

const when = (is: boolean): number => (is ? 1 : 0)
const ordinary = ({ household }: SimulatedPlacement): boolean => household.lane === "ordinary"
const roomsOf = ({ household }: SimulatedPlacement): RoomClass => roomClassOf(roomsFor(household.persons))
const membersWith = ({ household }: SimulatedPlacement, is: (member: Household["members"][number]) => boolean) =>
  household.members.filter(is).length

type Ranged = (count: Count) => Range

const byKey = <Key extends string>(keys: ReadonlyArray<Key>, ranged: Ranged, count: (key: Key) => Count) =>
  Object.fromEntries(keys.map((key) => [key, ranged(count(key))])) as Record<Key, Range>

const languagesOf = (runs: ReadonlyArray<SimulatedRun>, ranged: Ranged): ForecastQuarter["languages"] => {
  const spoken = new Set<LanguageCode>(
    runs
      .flat()
      .flatMap(({ household }) => household.members.filter((one) => one.needsInterpreter).map((one) => one.language))
  )
  const middle = (range: Range): number => (range._tag === "small" ? 0 : range.p50)
  return [...spoken]
    .map((language) => ({
      language,
      persons: ranged(
        summed((one) => membersWith(one, (member) => member.needsInterpreter && member.language === language))
      )
    }))
    .filter(({ persons }) => persons._tag === "range")
    .sort((a, b) => middle(b.persons) - middle(a.persons) || (a.language < b.language ? -1 : 1))
}

const quarterFrom = (period: string, runs: ReadonlyArray<SimulatedRun>): ForecastQuarter => {
  const ranged: Ranged = (count) => rangeOf(runs.map(count))
  return {
    period,
    persons: ranged(summed(({ household }) => household.persons)),
    schoolStages: byKey(schoolStages, ranged, (stage) =>
      summed((one) => membersWith(one, (member) => stageOf(member.ageOn(one.on)) === stage))
    ),
    householdSizes: byKey(householdSizes, ranged, (size) =>
      summed((one) => when(ordinary(one) && sizeOf(one.household.persons) === size))
    ),
    rooms: byKey(roomClasses, ranged, (rooms) => summed((one) => when(ordinary(one) && roomsOf(one) === rooms))),
    stepFree: ranged(summed((one) => when(ordinary(one) && needsStepFree(one.household)))),
    norwegianTracks: byKey(NorwegianTrack.literals, ranged, (track) =>
      summed((one) => membersWith(one, (member) => member.competence?.track?.track === track))
    ),
    languages: languagesOf(runs, ranged),
    minorsByForm: byKey<CareForm>(careForms, ranged, (form) =>
      summed(({ household }) => (household.minor?.careForms[0] === form ? household.persons : 0))
    ),
    reunification: ranged(summed(({ household }) => household.reunification?.persons ?? 0))
  }
}

/** Each run cut down to one municipality and one period; a run in which nobody came stays, as nobody. */
const within = (runs: ReadonlyArray<SimulatedRun>, is: (placement: SimulatedPlacement) => boolean) =>
  runs.map((run) => run.filter(is))

export const forecastFrom = ({ agreedNotArrived, lastYear, months, municipality, runs }: ForecastRequest): Forecast => {
  const here = within(runs, (one) => one.municipality === municipality && !one.household.isStrictlyConfidential)
  const quarters = [...new Set(months.map(quarterOf))]
  const persons = (month: string): Range =>
    rangeOf(within(here, (one) => monthOf(one.on) === month).map(summed(({ household }) => household.persons)))
  return {
    format: "treff-forecast/1",
    municipality,
    runs: runs.length,
    quarters: quarters.map((period) =>
      quarterFrom(
        period,
        within(here, (one) => months.includes(monthOf(one.on)) && quarterOf(monthOf(one.on)) === period)
      )
    ),
    months: months
      .map((period) => ({ period, persons: persons(period) }))
      .filter((month) => month.persons._tag === "range"),
    agreedNotArrived,
    lastYear
  }
}
