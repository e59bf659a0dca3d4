/**
 * How far a municipality's places of a year are used, in persons, over all rounds (S10). Minors are inside the totals and
 * counted beside them. Written by the database function core.places; what follows from them is in casework/places.
 */
import { Schema } from "effect"
import type { MunicipalityPlaces } from "../../casework/places/PlaceCounts.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"

const Count = Schema.Int

export const CountedPlaces = Schema.Struct({
  municipality: MunicipalityCode,
  year: Schema.Int,
  version: Schema.Int,
  requested: Count.annotate({ description: "anmodning" }),
  minorsRequested: Count,
  decided: Schema.NullOr(Count).annotate({ description: "vedtak; null = not decided, which is not zero" }),
  minorsDecided: Schema.NullOr(Count),
  tolerance: Count.annotate({ description: "Persons over the decided number, to keep a household together" }),
  settledBefore: Count.annotate({ description: "bosatt before Treff" }),
  agreedBefore: Count.annotate({ description: "avtalt before Treff, not yet moved" }),
  selfSettlement: Count.annotate({
    description: "godkjent avtalt selvbosetting before Treff and in it, not yet moved"
  }),
  minorsBefore: Count.annotate({ description: "Minors among the settled and agreed before Treff" }),
  asked: Count.annotate({ description: "forespurt, no answer yet" }),
  minorsAsked: Count,
  agreed: Count.annotate({ description: "avtalt, not yet moved" }),
  minorsAgreed: Count,
  settled: Count.annotate({ description: "bosatt" }),
  minorsSettled: Count,
  planned: Count.annotate({ description: "In a published plan, nobody asked yet" }),
  minorsPlanned: Count
}).annotate({ identifier: "CountedPlaces" })
export type CountedPlaces = typeof CountedPlaces.Type

/** As the rules count: the total and the minors inside it, side by side. */
export const municipalityPlaces = (counted: CountedPlaces): MunicipalityPlaces => ({
  total: {
    requested: counted.requested,
    decided: counted.decided,
    tolerance: counted.tolerance,
    settledBefore: counted.settledBefore,
    agreedBefore: counted.agreedBefore,
    selfSettlement: counted.selfSettlement,
    asked: counted.asked,
    agreed: counted.agreed,
    settled: counted.settled,
    planned: counted.planned
  },
  minors: {
    requested: counted.minorsRequested,
    decided: counted.minorsDecided,
    tolerance: 0,
    settledBefore: counted.minorsBefore,
    agreedBefore: 0,
    selfSettlement: 0,
    asked: counted.minorsAsked,
    agreed: counted.minorsAgreed,
    settled: counted.minorsSettled,
    planned: counted.minorsPlanned
  }
})
