/**
 * One settlement round: who is to be placed, what places the round may use, and what people have already decided.
 * The file format `treff-round/1`. Refuses facts of municipalities (Municipality.ts) and weights (Profile.ts).
 */
import { Schema } from "effect"
import { CareForm } from "./CareForm.ts"
import { Household } from "./Household.ts"
import { HouseholdId, RoundId } from "./Ids.ts"
import { IsoDate } from "./IsoDate.ts"
import { CountyCode, MunicipalityCode } from "./MunicipalityCode.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/**
 * Places a municipality gives this round. `places` serves the ordinary lane, `minorPlaces` the minors' lane: the two are
 * disjoint shares of the municipality's free places, so that neither lane can take from the other.
 */
export const RoundCapacity = Schema.Struct({
  municipality: MunicipalityCode,
  places: Count.annotate({ description: "Persons, ordinary lane" }),
  minorPlaces: Schema.optionalKey(
    Schema.Array(Schema.Struct({ form: CareForm, places: Count })).annotate({
      description: "Unaccompanied minors by housing form"
    })
  ),
  minimum: Schema.optionalKey(
    Count.annotate({ description: "Minimum intake in the round, pro rata of the year (S10)" })
  ),
  followUpUsed: Schema.optionalKey(
    Count.annotate({ description: "Households with complex follow-up already placed this year (S24)" })
  ),
  askable: Schema.optionalKey(
    Schema.Boolean.annotate({ description: "Officer's choice to ask although no vedtak is registered (S10)" })
  )
}).annotate({ identifier: "RoundCapacity" })
export type RoundCapacity = typeof RoundCapacity.Type

export const PairChoice = Schema.Struct({
  household: HouseholdId,
  municipality: MunicipalityCode,
  reason: Schema.optionalKey(Schema.NonEmptyString)
}).annotate({ identifier: "PairChoice" })
export type PairChoice = typeof PairChoice.Type

/** «Styrt og spredt» (C6): how many persons of the ordinary lane may or must go to some counties or municipalities. */
export const AreaBound = Schema.Struct({
  name: Schema.NonEmptyString,
  counties: Schema.optionalKey(Schema.Array(CountyCode)),
  municipalities: Schema.optionalKey(Schema.Array(MunicipalityCode)),
  min: Schema.optionalKey(Count.annotate({ description: "Persons at least" })),
  max: Schema.optionalKey(Count.annotate({ description: "Persons at most" }))
}).annotate({ identifier: "AreaBound" })
export type AreaBound = typeof AreaBound.Type

export class Round extends Schema.Class<Round>("Round")(
  {
    format: Schema.Literal("treff-round/1"),
    id: RoundId,
    name: Schema.NonEmptyString,
    synthetic: Schema.Boolean.annotate({ description: "True when every person in the file is made up" }),
    date: IsoDate.annotateKey({
      description: "The day the round is solved for: ages, waiting and releases are counted here"
    }),
    nextRound: IsoDate.annotateKey({ description: "Day of the next round: limits before it go first (S7)" }),
    seed: Count.annotate({ description: "Seed of decoys and draws" }),
    households: Schema.Array(Household),
    capacities: Schema.Array(RoundCapacity),
    locks: Schema.Array(PairChoice),
    forbids: Schema.Array(PairChoice),
    protectedPairs: Schema.Array(Schema.Tuple([HouseholdId, HouseholdId])).annotate({
      description: "Households that must not meet: never in the same commuting region (S3)"
    }),
    announced: Schema.Array(PairChoice).annotate({ description: "Placements already announced" }),
    bounds: Schema.optionalKey(
      Schema.Array(AreaBound).annotate({ description: "Bounds on counties and groups of municipalities (C6)" })
    )
  },
  { description: "A settlement round" }
) {
  /** The households an ordinary round may see. Strictly confidential ones have their own queue (S3). */
  get ordinary(): ReadonlyArray<Household> {
    return this.households.filter((household) => !household.isStrictlyConfidential)
  }
}
