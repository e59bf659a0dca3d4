/** Rounds and their recommendations as they go over the wire. */
import { Schema } from "effect"
import { PlanId } from "../../store/PlanStore.ts"
import { RoundSummary } from "../../store/RoundStore.ts"
import { LanguageParameter } from "./explanation.ts"
import { placementFields, reportFields, waitingFields } from "./matchReport.ts"

export const RoundBody = Schema.Struct(RoundSummary.fields).annotate({
  identifier: "Round",
  description: "A settlement round; strictly confidential households are in no count"
})

export const RoundsBody = Schema.Struct({ rounds: Schema.Array(RoundBody) }).annotate({ identifier: "Rounds" })

/** The plan that recommendations are read from. */
const planFields = {
  plan: PlanId,
  createdAt: Schema.String.annotate({ description: "When the plan was made; UTC, ISO 8601" })
}

const { gap, householdsPlaced, placed, status } = reportFields

export const RoundDetailBody = Schema.Struct({
  ...RoundBody.fields,
  recommendations: Schema.NullOr(Schema.Struct({ ...planFields, status, gap, placed, householdsPlaced })).annotate({
    description: "The latest plan; null until the round is solved"
  })
}).annotate({ identifier: "RoundDetail" })

const text = Schema.String.annotate({ description: "The main reasons in words, in the language asked for" })

export const RecommendationsBody = Schema.Struct({
  ...planFields,
  language: LanguageParameter,
  ...reportFields,
  placements: Schema.Array(Schema.Struct({ ...placementFields, text })),
  held: Schema.Array(Schema.Struct({ ...waitingFields, text })),
  unplaced: Schema.Array(Schema.Struct({ ...waitingFields, text }))
}).annotate({ identifier: "Recommendations", description: "What Treff recommends for a round, with reasons and proof" })
