/**
 * What a municipality may expect (S23), from simulated households alone: no real person is in it. Ranges say how nine of ten
 * simulated years spread, not what will come. The file format `treff-forecast/1`.
 */
import { Schema } from "effect"
import { CareForm } from "../../domain/CareForm.ts"
import { LanguageCode } from "../../domain/Language.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { NorwegianTrack } from "../../domain/NorwegianTrack.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** `small`: 0–4 persons or households, whichever of them. A finer number would promise what nobody knows. */
export const Range = Schema.Union([
  Schema.TaggedStruct("range", { p10: Count, p50: Count, p90: Count }),
  Schema.TaggedStruct("small", {})
]).annotate({ identifier: "ForecastRange", description: "P10–P50–P90 over the simulated runs, or 0–4" })
export type Range = typeof Range.Type

export const schoolStages = ["kindergarten", "primary", "lower-secondary", "upper-secondary", "adult"] as const
export const SchoolStage = Schema.Literals(schoolStages).annotate({
  identifier: "SchoolStage",
  description: "0–5 · 6–12 · 13–15 · 16–18 · 19 and above"
})
export type SchoolStage = typeof SchoolStage.Type

export const householdSizes = ["1", "2", "3-4", "5-6", "7+"] as const
export const HouseholdSize = Schema.Literals(householdSizes).annotate({ identifier: "HouseholdSize" })
export type HouseholdSize = typeof HouseholdSize.Type

export const roomClasses = ["1", "2", "3", "4", "5+"] as const
export const RoomClass = Schema.Literals(roomClasses).annotate({ identifier: "RoomClass" })
export type RoomClass = typeof RoomClass.Type

const Month = Schema.String.check(Schema.isPattern(/^\d{4}-(?:0[1-9]|1[0-2])$/u))
const Quarter = Schema.String.check(Schema.isPattern(/^\d{4}-Q[1-4]$/u)).annotate({ examples: ["2026-Q3"] })

export const ForecastQuarter = Schema.Struct({
  period: Quarter,
  persons: Range,
  schoolStages: Schema.Record(SchoolStage, Range),
  householdSizes: Schema.Record(HouseholdSize, Range).annotate({ description: "Households" }),
  rooms: Schema.Record(RoomClass, Range).annotate({ description: "Dwellings by rooms at least" }),
  stepFree: Range.annotateKey({ description: "Dwellings that must be step-free" }),
  norwegianTracks: Schema.Record(NorwegianTrack, Range).annotate({ description: "Persons by the track they need" }),
  languages: Schema.Array(Schema.Struct({ language: LanguageCode, persons: Range })).annotate({
    description: "Interpreter languages with more than a few persons, most first"
  }),
  minorsByForm: Schema.Record(CareForm, Range),
  reunification: Range.annotateKey({ description: "Family members expected later, of the households of this quarter" })
}).annotate({ identifier: "ForecastQuarter" })
export type ForecastQuarter = typeof ForecastQuarter.Type

/**
 * How last year's ranges held: of so many months that were told ahead, in so many the persons who came were within P10–P90 or 0–4.
 * Eight of ten is what the range says.
 */
export const HitRate = Schema.Struct({ year: Schema.Int, numbers: Count, inside: Count }).annotate({
  identifier: "HitRate",
  description: "Months told ahead, and those in which the persons who came were within the range first told"
})
export type HitRate = typeof HitRate.Type

export const Forecast = Schema.Struct({
  format: Schema.Literal("treff-forecast/1"),
  municipality: MunicipalityCode,
  runs: Count.annotate({ description: "Simulated runs behind the ranges" }),
  quarters: Schema.Array(ForecastQuarter),
  months: Schema.Array(Schema.Struct({ period: Month, persons: Range })).annotate({
    description: "Only months in which the numbers are large enough to say more than 0–4"
  }),
  agreedNotArrived: Count.annotate({ description: "Persons agreed on and not yet moved: counted, not simulated" }),
  lastYear: Schema.NullOr(HitRate).annotate({ description: "null where no month of last year was told ahead" })
}).annotate({ identifier: "Forecast", description: "Forecast for one municipality" })
export type Forecast = typeof Forecast.Type
