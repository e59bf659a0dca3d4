/** Stable ids of purposes and criteria. An id is never reused; a retired one stays listed. */
import { Schema } from "effect"

export const Purpose = Schema.Literals([
  "work",
  "education",
  "health-dwelling",
  "family-children",
  "continuity-wishes"
]).annotate({
  identifier: "Purpose",
  description: "The five purposes weights are given by (S12)"
})
export type Purpose = typeof Purpose.Type
export const purposes = Purpose.literals

export const SoftCriterionId = Schema.Literals([
  "occupation-match",
  "recognition-path",
  "labour-market",
  "education-path",
  "norwegian-track",
  "childcare-school",
  "same-age-school",
  "primary-care",
  "specialist-care",
  "dwelling-room",
  "interpreter",
  "ties",
  "school-continuity",
  "relations",
  "qualification-continuity",
  "contract",
  "own-wish",
  "introduction-results",
  "first-settled"
]).annotate({ identifier: "SoftCriterionId" })
export type SoftCriterionId = typeof SoftCriterionId.Type
export const softCriterionIds = SoftCriterionId.literals

export const HardCriterionId = Schema.Literals([
  "places",
  "not-decided",
  "dwelling-size",
  "step-free",
  "named-treatment",
  "same-age-place",
  "care-form",
  "protected-area",
  "declared-service-missing",
  "lock",
  "forbid"
]).annotate({ identifier: "HardCriterionId" })
export type HardCriterionId = typeof HardCriterionId.Type
