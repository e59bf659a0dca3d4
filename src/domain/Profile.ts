/** A named set of weights (S12): purpose × criterion, normalised over what concerns each person. The file format `treff-profile/1`. */
import { Schema } from "effect"
import { Purpose, SoftCriterionId } from "./Criterion.ts"
import { ProfileId } from "./Ids.ts"
import { IsoDate } from "./IsoDate.ts"

const Weight = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

const FloorSchema = Schema.Struct({
  share: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })).annotate({
    description: "Share of the best open place below which a place is charged for (1 − δ)"
  }),
  price: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 })).annotate({
    description: "Points charged for each point short"
  })
})
export type Floor = typeof FloorSchema.Type

const FloorsSchema = Schema.Struct({
  household: Schema.optionalKey(FloorSchema.annotate({ description: "For the household as a whole (C9)" })),
  adult: Schema.optionalKey(FloorSchema.annotate({ description: "For each adult alone (C9b)" }))
})
export type Floors = typeof FloorsSchema.Type

const isDescending = (shares: ReadonlyArray<number>): boolean =>
  shares.every((share, at) => at === 0 || share <= shares[at - 1]!)

const DiminishingSchema = Schema.Struct({
  shares: Schema.Array(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })))
    .check(Schema.makeFilter((shares) => isDescending(shares) || "shares that never rise"))
    .annotate({
      description:
        "What the first, second, third … job seeker of an occupation group counts in one municipality; the last share goes for all after"
    }),
  points: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 })).annotate({
    description: "Points a job seeker who counts in full is worth"
  })
})
export type Diminishing = typeof DiminishingSchema.Type

export class Profile extends Schema.Class<Profile>("Profile")(
  {
    format: Schema.Literal("treff-profile/1"),
    id: ProfileId,
    name: Schema.NonEmptyString,
    lane: Schema.Literals(["ordinary", "minors"]),
    validFrom: IsoDate,
    source: Schema.NonEmptyString.annotate({ description: "Who decided the weights, and where it is written" }),
    purposes: Schema.Record(Purpose, Weight).annotate({ description: "Weight of each purpose, any scale" }),
    criteria: Schema.Record(SoftCriterionId, Weight).annotate({
      description:
        "Weight of each criterion inside its purpose, 0–100: its share of the purpose when it concerns somebody"
    }),
    diminishing: Schema.optionalKey(
      DiminishingSchema.annotate({
        description: "More of the same occupation in one place is worth less and less (C8)"
      })
    ),
    floors: Schema.optionalKey(
      FloorsSchema.annotate({ description: "Elastic floors under each household's own fit; their price is reported" })
    )
  },
  { description: "Weights of purposes and criteria" }
) {}
