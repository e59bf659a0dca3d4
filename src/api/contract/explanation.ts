/** The explanation of one household over the wire: values, and the same in words. */
import { Schema } from "effect"
import { HardCriterionId } from "../../domain/Criterion.ts"
import { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { ServiceClass } from "../../domain/Need.ts"
import { audiences } from "../../matching/audience.ts"
import type {
  Alternative,
  BestInterests,
  Explanation,
  Members,
  Move,
  PlacementReason,
  Warning,
  WhyNot
} from "../../matching/explanation.ts"
import { priorityLevels } from "../../matching/priority.ts"
import { readinessElements } from "../../matching/readiness.ts"
import { PlanId } from "../../store/PlanId.ts"
import { languages } from "../../texts/language.ts"
import { exampled } from "./exampled.ts"
import { explanationExample } from "./examples/explanation.ts"
import { ExplanationText } from "./explanationText.ts"
import {
  CriterionDifferenceBody,
  CriterionFitBody,
  EvidenceBody,
  ExcludedBody,
  MissingFactBody,
  Points,
  PointsByKind
} from "./facts.ts"

export const LanguageParameter = Schema.Literals(languages).annotate({
  description: "Language of the texts: bokmål, nynorsk, English"
})
export const AudienceParameter = Schema.Literals(audiences).annotate({
  description: "For whom the explanation is made: decides what of it may be seen"
})

export const LaneBody = Schema.Literals(["ordinary", "minors"]).annotate({ identifier: "Lane" })
export const LevelBody = Schema.Literals(priorityLevels).annotate({ identifier: "PriorityLevel" })
export const StateBody = Schema.Literals(["placed", "held", "unplaced", "fixed"]).annotate({
  identifier: "PlacementState"
})

export const WarningBody = Schema.Struct({
  code: Schema.Literals(["not-ready", "thin-profile", "health-not-clarified", "turns-18", "protected"]),
  elements: Schema.Array(Schema.Literals(readinessElements))
}).annotate({ identifier: "Warning" }) satisfies Schema.Schema<Warning>

export const ReasonBody = Schema.Union([
  Schema.Struct({
    code: Schema.Literals([
      "best-for-the-round",
      "own-best",
      "locked",
      "agreed-self-settlement",
      "no-eligible-municipality",
      "no-place-left",
      "no-plan"
    ])
  }),
  Schema.Struct({ code: Schema.Literal("held-for-better"), below: Points, best: Points })
]).annotate({ identifier: "PlacementReason" }) satisfies Schema.Schema<PlacementReason>

export const MembersBody = Schema.Struct({
  mean: Points,
  lowestAdult: Schema.NullOr(Points),
  children: Schema.NullOr(Points)
}).annotate({
  identifier: "Members",
  description: "Fit per person: mean, lowest adult, mean of the children"
}) satisfies Schema.Schema<Members>

export const AlternativeBody = Schema.Struct({
  municipality: MunicipalityCode,
  name: Schema.String,
  rank: Schema.Int.annotate({ description: "1 = the household's best fit among eligible municipalities" }),
  points: Points,
  low: Points,
  high: Points,
  questions: Schema.Array(Schema.String).annotate({ description: "What the municipality must still confirm" }),
  difference: Schema.Struct({ total: Points, criteria: Schema.Array(CriterionDifferenceBody) }),
  price: Points.annotate({ description: "What one such place is worth to the rest of the round" }),
  full: Schema.Boolean,
  chosen: Schema.Boolean.annotate({ description: "The suggested municipality itself" })
}).annotate({ identifier: "Alternative" }) satisfies Schema.Schema<Alternative>

const ChildView = Schema.Union([
  Schema.Struct({
    heard: Schema.Literal(true),
    on: Schema.String,
    how: Schema.String,
    view: Schema.NullOr(Schema.String)
  }),
  Schema.Struct({ heard: Schema.Literal(false), reason: Schema.NullOr(Schema.String) })
])

export const BestInterestsBody = Schema.Struct({
  children: Schema.Int,
  points: Points,
  possible: Points,
  bestForChildren: Schema.NullOr(
    Schema.Struct({ municipality: MunicipalityCode, name: Schema.String, difference: Points })
  ),
  views: Schema.Array(ChildView),
  assessment: Schema.NullOr(Schema.String).annotate({
    description: "The officer's own words; publishing is blocked without them"
  })
}).annotate({ identifier: "BestInterests", description: "Barnets beste" }) satisfies Schema.Schema<BestInterests>

export const MoveBody = Schema.Struct({
  household: HouseholdId,
  from: Schema.NullOr(MunicipalityCode),
  to: Schema.NullOr(MunicipalityCode),
  points: Points
}).annotate({ identifier: "Move" }) satisfies Schema.Schema<Move>

const WhyNotBody = Schema.Struct({
  municipality: MunicipalityCode,
  name: Schema.String,
  answer: Schema.Literals(["chosen", "hard-criterion", "lower-fit", "capacity", "lock", "not-placed-there"]),
  excluded: Schema.Array(Schema.Struct({ criterion: HardCriterionId, evidence: Schema.Array(EvidenceBody) })),
  points: Points,
  criteria: Schema.Array(CriterionFitBody),
  fitDifference: Points,
  byCriterion: Schema.Array(CriterionDifferenceBody),
  holders: Schema.Array(HouseholdId).annotate({
    description: "Households that hold the places there; to officers only"
  }),
  difference: Schema.NullOr(Points).annotate({
    description: "The whole round with the household locked there, minus the plan; null when it cannot be"
  }),
  placedDifference: Schema.Int,
  moved: Schema.Int,
  moves: Schema.Array(MoveBody).annotate({ description: "To officers only" })
}).annotate({ identifier: "WhyNot" }) satisfies Schema.Schema<WhyNot>

/** Keys of the explanation proper, as the report and the recommendations share them. */
export const explanationFields = {
  household: HouseholdId,
  lane: LaneBody,
  persons: Schema.Int,
  level: LevelBody,
  state: StateBody,
  reason: ReasonBody,
  municipality: Schema.NullOr(MunicipalityCode),
  name: Schema.NullOr(Schema.String),
  possible: Points,
  low: Points,
  high: Points,
  members: MembersBody,
  missing: Schema.Array(MissingFactBody),
  questions: Schema.Array(Schema.String).annotate({ description: "What the municipality must confirm before vedtak" }),
  warnings: Schema.Array(WarningBody),
  rankOfPlaced: Schema.NullOr(Schema.Int),
  eligible: Schema.Int.annotate({ description: "Municipalities the household could have" }),
  excluded: Schema.Array(ExcludedBody),
  price: Points.annotate({ description: "What the place is worth to the rest of the round" }),
  byKind: PointsByKind,
  childrensBest: Schema.NullOr(BestInterestsBody)
}

const values = Schema.Struct({
  ...explanationFields,
  total: Points.annotate({ description: "The sum over the criteria" }),
  criteria: Schema.Array(CriterionFitBody),
  facts: Schema.Array(EvidenceBody),
  alternatives: Schema.Array(AlternativeBody).annotate({ description: "The best other municipalities" }),
  top: Schema.Array(AlternativeBody).annotate({ description: "The best municipalities, the suggested one among them" }),
  robustness: Schema.NullOr(
    Schema.Struct({ keeps: Schema.Finite, staysInTop: Schema.Finite, draws: Schema.Int })
  ).annotate({
    description: "Shares of draws in which the household keeps its municipality, and in which it stays among its best"
  }),
  shareableServices: Schema.Array(ServiceClass).annotate({
    description: "Services the household has released to the municipality as well"
  }),
  whyNot: Schema.NullOr(WhyNotBody)
}) satisfies Schema.Schema<Explanation>

export const ExplanationBody = exampled(
  Schema.Struct({
    round: RoundId,
    plan: PlanId.annotateKey({ description: "The plan that is explained" }),
    audience: AudienceParameter,
    language: LanguageParameter,
    ...values.fields,
    text: ExplanationText
  }).annotate({ identifier: "Explanation", description: "What a placement rests on, masked for its audience" }),
  explanationExample
)
