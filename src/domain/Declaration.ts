/**
 * What a municipality declares (S6): dated facts about dwellings, services and places. How many, never whom.
 * A field that is absent is unknown, and an unknown becomes a question in the request (S5).
 */
import { Schema } from "effect"
import { CareForm } from "./CareForm.ts"
import { SourceId } from "./Fact.ts"
import { IsoDate } from "./IsoDate.ts"
import { ServiceClass } from "./Need.ts"
import { NorwegianTrack } from "./NorwegianTrack.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const Dwellings = Schema.Struct({
  rooms: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })).annotate({
    description: "Rooms besides kitchen and bath"
  }),
  stepFree: Schema.Boolean,
  count: Count.annotate({ description: "Dwellings of this kind on offer" }),
  availableFrom: IsoDate
}).annotate({ identifier: "Dwellings" })

export const DeclaredService = Schema.Struct({
  service: ServiceClass,
  status: Schema.Literals(["exists", "from", "not"]),
  from: Schema.optionalKey(IsoDate.annotateKey({ description: "With status `from`: first day of the service" }))
}).annotate({ identifier: "DeclaredService" })

export const TrackOffer = Schema.Struct({ track: NorwegianTrack, startsOn: IsoDate }).annotate({
  identifier: "TrackOffer"
})

/** Place in education with peers for ages 16–17 (S16), confirmed by county or municipality. */
export const SameAgeOffer = Schema.Struct({
  offer: Schema.Literals(["upper-secondary", "introductory-class", "combination-class"]),
  access: Schema.Literals(["daily-travel", "supported-lodging"]),
  places: Count,
  confirmedBy: Schema.Literals(["county", "municipality"]),
  confirmedOn: IsoDate
}).annotate({ identifier: "SameAgeOffer" })

export const MinorHousing = Schema.Struct({
  form: CareForm,
  places: Count,
  only: Schema.optionalKey(
    Schema.Literals(["boys", "girls"]).annotate({ description: "A declared housing form for one sex (S9)" })
  )
}).annotate({ identifier: "MinorHousing" })

export class Declaration extends Schema.Class<Declaration>("Declaration")(
  {
    declaredOn: IsoDate,
    source: SourceId,
    dwellings: Schema.optionalKey(Schema.Array(Dwellings)),
    services: Schema.optionalKey(Schema.Array(DeclaredService)),
    norwegianTracks: Schema.optionalKey(Schema.Array(TrackOffer)),
    sameAgeEducation: Schema.optionalKey(Schema.Array(SameAgeOffer)),
    minorHousing: Schema.optionalKey(Schema.Array(MinorHousing)),
    followUpPlaces: Schema.optionalKey(
      Count.annotate({
        description: "Households with complex follow-up the municipality confirms capacity for this year (S24)"
      })
    )
  },
  { description: "Dated declaration of a municipality" }
) {}
