/** What municipalities take, declare and expect, as it goes over the wire. */
import { Schema } from "effect"
import { needClasses } from "../../casework/answer/declineRates.ts"
import { MissingFact } from "../../casework/answer/missingFacts.ts"
import { UpperSecondary } from "../../casework/disclosure/upperSecondary.ts"
import { Forecast, ForecastQuarter } from "../../casework/forecast/Forecast.ts"
import { placeFindings, placeStages } from "../../casework/places/reconcile.ts"
import { SameAgeOffer } from "../../domain/Declaration.ts"
import { CapacityLoaded } from "../../store/CapacityStore.ts"
import { CountedPlaces } from "../../store/cases/CountedPlaces.ts"
import { DeclarationKept } from "../../store/cases/declarations.ts"
import { exampled } from "./exampled.ts"
import {
  capacitiesExample,
  capacitiesLoadedExample,
  declarationsExample,
  declaredExample,
  declinesExample,
  forecastExample,
  noticeAddressesExample,
  reconciliationExample,
  upperSecondaryExample
} from "./examples/municipalities.ts"

const namedOnce = Schema.makeFilter((all: ReadonlyArray<CapacityLoaded>) => {
  const seen = new Set<string>()
  return all.flatMap(({ municipality }, at) => {
    if (!seen.has(municipality)) {
      seen.add(municipality)
      return []
    }
    return [{ path: [at, "municipality"], issue: "a municipality that is named once" }]
  })
})
export const CapacitiesToLoad = Schema.NonEmptyArray(CapacityLoaded)
  .check(Schema.isMaxLength(1000), namedOnce)
  .annotate({ identifier: "CapacitiesToLoad", description: "All or none" })
export const CapacitiesLoaded = exampled(
  Schema.Struct({ loaded: Schema.Int }).annotate({ identifier: "CapacitiesLoaded" }),
  capacitiesLoadedExample
)

const Dimension = Schema.Literals(["total", "minors"])
const Finding = Schema.Struct({
  code: Schema.Literals(placeFindings),
  dimension: Dimension,
  persons: Schema.Int
}).annotate({ identifier: "PlaceFinding" })

export const CapacityBody = Schema.Struct({
  ...CountedPlaces.fields,
  free: Schema.NullOr(Schema.Int).annotate({ description: "Free places; null = not decided" }),
  minorsFree: Schema.NullOr(Schema.Int),
  findings: Schema.Array(Finding)
}).annotate({ identifier: "Capacity" })
export const CapacitiesBody = exampled(
  Schema.Struct({ capacities: Schema.Array(CapacityBody) }).annotate({
    identifier: "Capacities"
  }),
  capacitiesExample
)

const Rows = Schema.Array(
  Schema.Struct({
    stage: Schema.Literals(placeStages),
    persons: Schema.NullOr(Schema.Int),
    fewer: Schema.NullOr(Schema.Int)
  })
)
export const ReconciliationBody = exampled(
  Schema.Struct({
    rows: Schema.Struct({ total: Rows, minors: Rows }),
    findings: Schema.Array(Finding)
  }).annotate({ identifier: "Reconciliation" }),
  reconciliationExample
)

export const Declared = exampled(
  Schema.Struct({ id: Schema.String }).annotate({ identifier: "Declared" }),
  declaredExample
)
export const DeclarationsBody = exampled(
  Schema.Struct({
    declarations: Schema.Array(
      Schema.Struct({
        ...DeclarationKept.fields,
        missing: Schema.Array(MissingFact).annotate({ description: "What it leaves open; nothing when it is complete" })
      })
    )
  }).annotate({
    identifier: "Declarations",
    description: "The latest first; it is the one that counts"
  }),
  declarationsExample
)

export const SchoolPlacesBody = Schema.Struct({
  offers: Schema.Array(SameAgeOffer).check(Schema.isMaxLength(50))
}).annotate({ identifier: "SchoolPlaces", description: "Instead of what was confirmed before" })

/** By role: a county sees ages and numbers alone. */
export const ForecastBody = exampled(
  Schema.Struct({
    ...Forecast.fields,
    quarters: Schema.Array(
      Schema.Struct({
        ...ForecastQuarter.fields,
        householdSizes: Schema.optionalKey(ForecastQuarter.fields.householdSizes),
        rooms: Schema.optionalKey(ForecastQuarter.fields.rooms),
        stepFree: Schema.optionalKey(ForecastQuarter.fields.stepFree),
        norwegianTracks: Schema.optionalKey(ForecastQuarter.fields.norwegianTracks),
        languages: Schema.optionalKey(ForecastQuarter.fields.languages),
        minorsByForm: Schema.optionalKey(ForecastQuarter.fields.minorsByForm),
        reunification: Schema.optionalKey(ForecastQuarter.fields.reunification)
      })
    ),
    months: Schema.optionalKey(Forecast.fields.months),
    agreedNotArrived: Schema.optionalKey(Forecast.fields.agreedNotArrived),
    lastYear: Schema.optionalKey(Forecast.fields.lastYear)
  }).annotate({ identifier: "ForecastShown" }),
  forecastExample
)

const Address = Schema.String.check(Schema.isPattern(/^[^@\s,;<>"]+@[^@\s,;<>"]+$/u), Schema.isMaxLength(254))
export const AddressesBody = exampled(
  Schema.Struct({
    addresses: Schema.Array(Address).check(Schema.isMaxLength(20), Schema.isUnique())
  }).annotate({ identifier: "NoticeAddresses" }),
  noticeAddressesExample
)

export const DeclinesBody = exampled(
  Schema.Struct({
    rates: Schema.Array(
      Schema.Struct({
        need: Schema.Literals(needClasses),
        hidden: Schema.Boolean.annotate({ description: "Too few to tell" }),
        requests: Schema.optionalKey(Schema.Int),
        declined: Schema.optionalKey(Schema.Int),
        share: Schema.optionalKey(Schema.Finite)
      })
    )
  }).annotate({ identifier: "Declines" }),
  declinesExample
)

export const UpperSecondaryBody = exampled(UpperSecondary, upperSecondaryExample)
