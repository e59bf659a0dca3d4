/** Rounds, their recommendations and what is done with them, as they go over the wire. */
import { Schema } from "effect"
import { Blocker } from "../../casework/process/RoundState.ts"
import { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { PlanId } from "../../store/PlanId.ts"
import { RoundSummary } from "../../store/RoundStore.ts"
import { DecisionKept } from "../../store/rounds/decisions.ts"
import { pageBody } from "../frame/pagination.ts"
import { exampled } from "./exampled.ts"
import { recommendationsExample } from "./examples/recommendations.ts"
import {
  blockersExample,
  decisionsExample,
  doneExample,
  roundCreatedExample,
  roundDetailExample,
  roundsExample,
  versionExample
} from "./examples/rounds.ts"
import { LanguageParameter } from "./explanation.ts"
import { placementFields, reportFields, waitingFields } from "./matchReport.ts"
import { reasonOf } from "./reason.ts"

export const RoundBody = Schema.Struct(RoundSummary.fields).annotate({
  identifier: "Round",
  description: "A settlement round; strictly confidential households are in no count"
})

export const RoundsBody = exampled(
  Schema.Struct({ rounds: Schema.Array(RoundBody) }).annotate({ identifier: "Rounds" }),
  roundsExample
)

/** The plan that recommendations are read from. */
const planFields = {
  plan: PlanId,
  createdAt: Schema.String.annotate({ description: "When the plan was made; UTC, ISO 8601" }),
  outdated: Schema.Boolean.annotate({ description: "Facts, choices or answers have changed since the plan was made" })
}

const { gap, householdsPlaced, placed, status } = reportFields

export const RoundDetailBody = exampled(
  Schema.Struct({
    ...RoundBody.fields,
    recommendations: Schema.NullOr(Schema.Struct({ ...planFields, status, gap, placed, householdsPlaced })).annotate({
      description: "The latest plan; null until the round is solved"
    })
  }).annotate({ identifier: "RoundDetail" }),
  roundDetailExample
)

const text = Schema.String.annotate({ description: "The main reasons in words, in the language asked for" })

export const RecommendationsBody = exampled(
  Schema.Struct({
    ...planFields,
    language: LanguageParameter,
    ...reportFields,
    placements: Schema.Array(Schema.Struct({ ...placementFields, text })),
    held: Schema.Array(Schema.Struct({ ...waitingFields, text })),
    unplaced: Schema.Array(Schema.Struct({ ...waitingFields, text }))
  }).annotate({
    identifier: "Recommendations",
    description: "What Treff recommends for a round, with reasons and proof"
  }),
  recommendationsExample
)

export const RoundCreated = exampled(
  Schema.Struct({
    id: RoundId,
    warnings: Schema.Array(Schema.Struct({ code: Schema.String, field: Schema.String, message: Schema.String }))
  }).annotate({ identifier: "RoundCreated" }),
  roundCreatedExample
)

export const VersionBody = exampled(
  Schema.Struct({
    version: Schema.Int.annotate({ description: "Version after the act of what was named by If-Match; its ETag" })
  }).annotate({ identifier: "Version" }),
  versionExample
)

const Reason = reasonOf(10, "Why; kept with the decision")

/** Follow and override are equal: each names the household, an override also where and why (D15). */
export const DecisionBody = Schema.Union([
  Schema.TaggedStruct("follow", { household: HouseholdId }),
  Schema.TaggedStruct("override", { household: HouseholdId, municipality: MunicipalityCode, reason: Reason })
]).annotate({ identifier: "DecisionMade" })

export const DecisionsBody = Schema.Struct({
  plan: PlanId.annotateKey({ description: "The plan that was decided on" }),
  decisions: Schema.NonEmptyArray(DecisionBody).check(Schema.isMaxLength(1000))
}).annotate({ identifier: "DecisionsMade", description: "All or none" })

export const DecisionsKeptBody = exampled(
  pageBody(DecisionKept).annotate({ identifier: "Decisions" }),
  decisionsExample
)

export const BlockersBody = exampled(
  Schema.Struct({ blockers: Schema.Array(Blocker) }).annotate({ identifier: "Blockers" }),
  blockersExample
)

export const OfficerBody = Schema.Struct({
  officer: Schema.String.check(Schema.isUUID()).annotate({ description: "Account of the officer" })
}).annotate({ identifier: "OfficerGiven" })

export const DoneBody = exampled(
  Schema.Struct({ done: Schema.Literal(true) }).annotate({ identifier: "Done" }),
  doneExample
)
