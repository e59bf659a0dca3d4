/**
 * What a municipality sees of a household it is asked for (S23): bands and classes, nothing that names, counts days or places
 * the household. The file format `treff-request/1`. Null = not shown in this request; `afterYes` then lists the topic.
 */
import { Schema } from "effect"
import { LanguageCode } from "../../domain/Language.ts"
import { ServiceClass } from "../../domain/Need.ts"
import { NorwegianTrack } from "../../domain/NorwegianTrack.ts"
import { OccupationGroup } from "../../domain/OccupationGroup.ts"
import { RequiredConfirmation } from "../answer/Confirmation.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

/** `to` null = and above. */
const Band = { from: Schema.Int, to: Schema.NullOr(Schema.Int) }

export const NorwegianBand = Schema.Literals(["none", "A1", "A2", "B1", "B2", "C1", "unknown"])
export type NorwegianBand = typeof NorwegianBand.Type

export const EducationBand = Schema.Literals(["none", "compulsory", "upper-secondary", "higher", "unknown"])
export type EducationBand = typeof EducationBand.Type

/** Topics the municipality and IMDi clear after a yes, before vedtak. The list follows the rung alone, never the household. */
export const AfterYes = Schema.Literals(["treatment", "school-place", "dwelling", "size"]).annotate({
  identifier: "AfterYes"
})
export type AfterYes = typeof AfterYes.Type

const fields = {
  format: Schema.Literal("treff-request/1"),
  rung: Schema.Int.annotate({ description: "How far the request is generalised: 0 = not at all" }),
  lane: Schema.NullOr(Schema.Literals(["ordinary", "minors"])),
  persons: Schema.NullOr(Schema.Struct(Band)),
  ages: Schema.NullOr(Schema.Array(Schema.Struct({ ...Band, persons: Count }))),
  dwelling: Schema.NullOr(
    Schema.Struct({ rooms: Count, stepFree: Schema.Boolean, canGrow: Schema.NullOr(Schema.Boolean) })
  ),
  services: Schema.NullOr(
    Schema.Array(ServiceClass).annotate({ description: "Needs released to the municipality, as classes" })
  ),
  norwegianLevels: Schema.NullOr(Schema.Array(NorwegianBand)),
  norwegianTracks: Schema.NullOr(Schema.Array(Schema.Literals([...NorwegianTrack.literals, "unknown"]))),
  education: Schema.NullOr(Schema.Array(EducationBand)).annotate({
    description: "Of the adults, sorted: not tied to an age or an occupation"
  }),
  occupations: Schema.NullOr(Schema.Array(OccupationGroup)),
  interpreter: Schema.NullOr(Schema.Boolean),
  languages: Schema.NullOr(Schema.Array(LanguageCode)),
  moveWindow: Schema.NullOr(
    Schema.Struct({
      year: Schema.Int,
      quarter: Schema.Int,
      month: Schema.NullOr(Schema.Int)
    })
  ),
  confirmations: Schema.Array(RequiredConfirmation).annotate({ description: "What a yes must confirm" }),
  schoolPlaces: Schema.NullOr(Schema.Int).annotate({
    description: "Places in education with peers to be confirmed, for the county (S16)"
  }),
  afterYes: Schema.Array(AfterYes)
}

export const RequestDisclosure = Schema.Struct(fields).annotate({
  identifier: "RequestDisclosure",
  description: "What a request shows a municipality"
})
export type RequestDisclosure = typeof RequestDisclosure.Type
