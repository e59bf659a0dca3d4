/** A named set of weights (S12): purposes share 1, criteria share their purpose. The file format `treff-profile/1`. */
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
      description: "Weight of each criterion inside its purpose, any scale"
    })
  },
  { description: "Weights of purposes and criteria" }
) {}
