// What a criterion answers, short enough for a table: a soft one thousandths or why there is no number, a hard one its verdict.
import type { Household } from "../../../src/domain/Household.ts"
import type { HardCriterion, SoftCriterion } from "../../../src/matching/Criterion.ts"
import type { Evidence, World } from "../../../src/matching/World.ts"
import { type Name, placeIn } from "../../support/world.ts"

export const notConcerned = "not concerned"

/** The answer for the first member of the household. */
export const valueOf = (criterion: SoftCriterion, household: Household, world: World, name: Name): number | string => {
  const concern = criterion.concern(household.members[0], household, world)
  if (concern._tag === "not-concerned") return notConcerned
  if (concern._tag === "unknown") return `unknown of the person: ${concern.missing}`
  const assessment = criterion.evaluate(concern.subject, placeIn(world, name), world)
  return assessment._tag === "known" ? assessment.value : `unknown of the place: ${assessment.missing.join(", ")}`
}

/** The facts the answer for the first member rests on, and the least trusted kind among them. */
export const factsOf = (
  criterion: SoftCriterion,
  household: Household,
  world: World,
  name: Name
): { readonly facts: ReadonlyArray<Evidence>; readonly kind: string } => {
  const concern = criterion.concern(household.members[0], household, world)
  if (concern._tag !== "known") throw new Error(`${criterion.id} has no facts of the household: ${concern._tag}`)
  const assessment = criterion.evaluate(concern.subject, placeIn(world, name), world)
  return {
    facts: [...concern.evidence, ...assessment.evidence],
    kind: assessment._tag === "known" ? assessment.kind : "unknown"
  }
}

/** Weakest source the criterion rests on for the first member; null = nothing a person has said. */
export const sourceOf = (criterion: SoftCriterion, household: Household, world: World): string | null => {
  const concern = criterion.concern(household.members[0], household, world)
  if (concern._tag !== "known") throw new Error(`${criterion.id} has no source: ${concern._tag}`)
  return concern.source
}

export const verdictOf = (criterion: HardCriterion, household: Household, world: World, name: Name): string => {
  const subject = criterion.concern(household, world)
  if (subject === null) return notConcerned
  const verdict = criterion.evaluate(subject, placeIn(world, name), world)
  return verdict._tag === "unknown" ? `unknown: ${verdict.questions.join(", ")}` : verdict._tag
}

/** Why a place is refused. */
export const evidenceOf = (
  criterion: HardCriterion,
  household: Household,
  world: World,
  name: Name
): ReadonlyArray<Evidence> => {
  const subject = criterion.concern(household, world)
  const verdict = subject === null ? null : criterion.evaluate(subject, placeIn(world, name), world)
  if (verdict?._tag !== "not-met") throw new Error(`${criterion.id} does not refuse ${name}`)
  return verdict.evidence
}

/** A fact from the register of the test world. */
export const measured = (fact: string, value: number, unit: string): Evidence => ({
  fact,
  value,
  unit,
  source: "The register",
  date: "2024-01-01",
  kind: "measured"
})

/** The distance between two places of the test world. */
export const distance = (km: number): Evidence => ({
  ...measured("straight-line-km", km, "km"),
  source: "Representative points of the municipalities"
})

/** A fact from the municipality's declaration in the test world. */
export const declaredFact = (fact: string, value: number | string | boolean): Evidence => ({
  fact,
  value,
  unit: null,
  source: "The declarations",
  date: "2024-10-01",
  kind: "measured"
})

/** A fact the person has given, verified unless another source is named. */
export const personFact = (
  fact: string,
  value: number | string | boolean,
  source = "verified",
  date = "2024-10-15"
): Evidence => ({ fact, value, unit: null, source, date, kind: "person" })
