/**
 * What a municipality's places of one year are counted from (S10), once for all persons and once for unaccompanied minors.
 * Counts persons, never households, and does not know who they are.
 */
import { Schema } from "effect"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const PlaceCounts = Schema.Struct({
  requested: Count.annotate({ description: "anmodning" }),
  decided: Schema.NullOr(Count).annotate({ description: "vedtak; null = no decision registered, which is not zero" }),
  tolerance: Count.annotate({ description: "Persons over the decided number, to keep a household together" }),
  settledBefore: Count.annotate({ description: "bosatt this year before Treff" }),
  agreedBefore: Count.annotate({ description: "avtalt before Treff, not yet moved" }),
  selfSettlement: Count.annotate({ description: "godkjent avtalt selvbosetting, not yet moved" }),
  planned: Count.annotate({ description: "In a published plan, nobody asked yet" }),
  asked: Count.annotate({ description: "forespurt, no answer yet" }),
  agreed: Count.annotate({ description: "avtalt, not yet moved" }),
  settled: Count.annotate({ description: "bosatt" })
}).annotate({ identifier: "PlaceCounts", description: "Persons, one municipality, one year, one dimension" })
export type PlaceCounts = typeof PlaceCounts.Type

/** Minors are inside the total: an unaccompanied minor uses one place of both. */
export type PlaceDimension = "total" | "minors"

/** The month plan: how many persons the municipality wants to receive in each month. It paces, it does not bind. */
const MonthPlan = Schema.Array(
  Schema.Struct({ month: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })), places: Count })
).annotate({ identifier: "MonthPlan" })
export type MonthPlan = typeof MonthPlan.Type

/** One municipality in one year. */
export interface MunicipalityPlaces {
  readonly total: PlaceCounts
  readonly minors: PlaceCounts
}
