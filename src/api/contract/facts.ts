/** Facts, criteria and differences as they go over the wire: the same shapes as in matching, described. */
import { Schema } from "effect"
import { HardCriterionId, Purpose, SoftCriterionId } from "../../domain/Criterion.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { CriterionDifference, ExcludedMunicipalities, MissingFact } from "../../matching/explanation.ts"
import type { CriterionFit } from "../../matching/fit.ts"
import type { Evidence } from "../../matching/World.ts"

export const Points = Schema.Int.annotate({
  description: "Whole points: 1 000 000 = one person's perfect place"
})

export const EvidenceBody = Schema.Struct({
  fact: Schema.String,
  value: Schema.Union([Schema.Finite, Schema.String, Schema.Boolean]),
  unit: Schema.NullOr(Schema.String),
  source: Schema.String.annotate({ description: "Table or publication, or who said it of the person" }),
  date: Schema.String.annotate({ description: "The day the figure describes" }),
  kind: Schema.Literals(["measured", "modelled", "synthetic", "person"])
}).annotate({
  identifier: "Evidence",
  description: "A fact with unit, source, date and kind"
}) satisfies Schema.Schema<Evidence>

export const PointsByKind = Schema.Struct({
  measured: Points,
  modelled: Points,
  synthetic: Points,
  unknown: Points
}).annotate({ identifier: "PointsByKind", description: "Points by the kind of fact behind them" })

export const CriterionFitBody = Schema.Struct({
  criterion: SoftCriterionId,
  purpose: Purpose,
  reference: Schema.String.annotate({ description: "The rule or law the criterion rests on" }),
  points: Points,
  possible: Points.annotate({ description: "What a perfect place would give" }),
  low: Points,
  high: Points,
  members: Schema.Int.annotate({ description: "Persons it concerns" }),
  facts: Schema.Array(EvidenceBody),
  missing: Schema.Array(Schema.String).annotate({
    description: "What is unknown, as person:… or a fact of the municipality"
  }),
  byKind: PointsByKind
}).annotate({ identifier: "CriterionFit" }) satisfies Schema.Schema<CriterionFit>

export const CriterionDifferenceBody = Schema.Struct({ criterion: SoftCriterionId, points: Points }).annotate({
  identifier: "CriterionDifference"
}) satisfies Schema.Schema<CriterionDifference>

export const MissingFactBody = Schema.Struct({
  about: Schema.Literals(["person", "municipality"]),
  fact: Schema.String,
  criterion: SoftCriterionId
}).annotate({ identifier: "MissingFact" }) satisfies Schema.Schema<MissingFact>

export const ExcludedBody = Schema.Struct({
  criterion: HardCriterionId,
  municipalities: Schema.Array(MunicipalityCode),
  evidence: Schema.Array(EvidenceBody)
}).annotate({ identifier: "ExcludedMunicipalities" }) satisfies Schema.Schema<ExcludedMunicipalities>
