/** A named set of weights (S12): purpose × criterion, normalised over what concerns each person. The file format `treff-profile/1`. */
import { Schema } from "effect"
import { Purpose, SoftCriterionId } from "./Criterion.ts"
import { ProfileId } from "./Ids.ts"
import { IsoDate } from "./IsoDate.ts"

const Weight = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

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
    })
  },
  { description: "Weights of purposes and criteria" }
) {}
