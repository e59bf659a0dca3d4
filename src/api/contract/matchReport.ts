/** The recommendations of a round over the wire: the report kept with the plan. */
import { Schema } from "effect"
import { Purpose, SoftCriterionId } from "../../domain/Criterion.ts"
import { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { RunRecord } from "../../domain/Plan.ts"
import type { Finding } from "../../matching/consistency.ts"
import type { KnockOn, MatchReport, PlacementReport, Reason, RuleReport, WaitingReport } from "../../matching/report.ts"
import {
  AlternativeBody,
  explanationFields,
  LaneBody,
  LevelBody,
  MoveBody,
  ReasonBody,
  StateBody,
  WarningBody
} from "./explanation.ts"
import { EvidenceBody, ExcludedBody, Points } from "./facts.ts"

const { points: _points, ...alternativeFields } = AlternativeBody.fields

const CriterionReason = Schema.Struct({
  criterion: SoftCriterionId,
  purpose: Purpose,
  points: Points,
  possible: Points,
  facts: Schema.Array(EvidenceBody),
  missing: Schema.Array(Schema.String)
}).annotate({ identifier: "Reason" }) satisfies Schema.Schema<Reason>

const KnockOnBody = Schema.Struct({
  municipality: MunicipalityCode,
  difference: Points,
  placedDifference: Schema.Int,
  moves: Schema.Array(MoveBody)
}).annotate({
  identifier: "KnockOn",
  description: "What the nearest alternative would mean for the whole round"
}) satisfies Schema.Schema<KnockOn>

export const placementFields = {
  ...explanationFields,
  fit: Points.annotate({ description: "The sum over the reasons" }),
  robustness: Schema.Finite.annotate({ description: "Share of draws in which the household keeps its municipality" }),
  staysInTop: Schema.Finite,
  topK: Schema.Array(Schema.Struct({ ...alternativeFields, fit: Points })),
  reasons: Schema.Array(CriterionReason),
  knockOn: Schema.NullOr(KnockOnBody)
}

export const waitingFields = {
  household: HouseholdId,
  lane: LaneBody,
  persons: Schema.Int,
  level: LevelBody,
  state: StateBody,
  reason: ReasonBody,
  warnings: Schema.Array(WarningBody),
  excluded: Schema.Array(ExcludedBody),
  eligible: Schema.Int,
  best: Schema.Array(Schema.Struct({ municipality: MunicipalityCode, name: Schema.String, fit: Points })),
  price: Schema.NullOr(Points).annotate({
    description: "What the round would gain or lose by placing it now; null when it cannot be placed"
  })
}

const RuleBody = Schema.Struct({
  id: Schema.String,
  price: Points.annotate({ description: "Points the plan would gain without the rule" }),
  share: Schema.Finite.annotate({ description: "The price as a share of the plan's objective" }),
  placed: Schema.Int,
  moved: Schema.Int
}).annotate({ identifier: "RulePrice" }) satisfies Schema.Schema<RuleReport>

const FindingBody = Schema.Struct({
  severity: Schema.Literals(["error", "warning"]),
  code: Schema.String,
  field: Schema.String,
  message: Schema.String
}).annotate({ identifier: "Finding" }) satisfies Schema.Schema<Finding>

export const reportFields = {
  format: Schema.Literal("treff-match/1"),
  round: RoundId,
  synthetic: Schema.Boolean,
  households: Schema.Int,
  persons: Schema.Int,
  municipalities: Schema.Int,
  pairs: Schema.Int.annotate({ description: "Pairs scored" }),
  eligiblePairs: Schema.Int,
  status: RunRecord.fields.status,
  stoppedBy: Schema.NullOr(Schema.String),
  objective: Points,
  bound: Points,
  gap: Schema.Finite,
  placed: Schema.Int.annotate({ description: "Persons placed" }),
  householdsPlaced: Schema.Int,
  fullMunicipalities: Schema.Int,
  notOwnBest: Schema.Int,
  levels: Schema.Array(
    Schema.Struct({ lane: Schema.String, name: Schema.String, objective: Schema.Finite, bound: Schema.Finite })
  ),
  seconds: Schema.Struct({
    load: Schema.Finite,
    score: Schema.Finite,
    solve: Schema.Finite,
    explain: Schema.Finite,
    rules: Schema.Finite
  }),
  placements: Schema.Array(Schema.Struct(placementFields) satisfies Schema.Schema<PlacementReport>),
  held: Schema.Array(Schema.Struct(waitingFields) satisfies Schema.Schema<WaitingReport>),
  unplaced: Schema.Array(Schema.Struct(waitingFields)),
  rules: Schema.Array(RuleBody),
  findings: Schema.Array(FindingBody),
  conflict: Schema.Array(Schema.String),
  run: RunRecord
}

/** The document as it is stored with a plan. */
export const StoredReport = Schema.Struct(reportFields) satisfies Schema.Schema<MatchReport>
