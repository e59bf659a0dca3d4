/** «Why not Y?» in the order an officer asks: a hard criterion, else the fit, else who holds the place, else a lock. */

import type { PlanDifference } from "./compare.ts"
import { differenceOf } from "./explain.ts"
import type { WhyNot } from "./explanation.ts"
import { fitAt } from "./fit.ts"
import { type Answer, answersOf, type SolvedRound } from "./solved.ts"
import type { Place } from "./World.ts"

const roundReasons = new Set(["places", "not-decided"])

/** Whether locking the household there could be an answer at all: nothing excludes it but another lock. */
export const canAsk = (answer: Answer, place: Place): boolean =>
  answer.state !== "fixed" &&
  answer.household.eligibility.exclusionsAt(place).every((exclusion) => exclusion.criterion === "lock")

const kindOf = (answer: Answer, place: Place, fitDifference: number): WhyNot["answer"] => {
  if (answer.place?.index === place.index) return "chosen"
  const excluded = answer.household.eligibility.exclusionsAt(place).map((one) => one.criterion)
  if (excluded.some((one) => one !== "lock" && !roundReasons.has(one))) return "hard-criterion"
  if (excluded.some((one) => roundReasons.has(one))) return "capacity"
  if (excluded.length > 0) return "lock"
  if (answer.place === null) return "not-placed-there"
  return fitDifference < 0 ? "lower-fit" : "capacity"
}

/** `change` is the re-solve with the household locked there, or null when that is not possible. */
export const whyNotOf = (solved: SolvedRound, answer: Answer, place: Place, change: PlanDifference | null): WhyNot => {
  const { household } = answer
  const there = fitAt(household.scored, place, solved.world)
  const here = answer.place === null ? null : fitAt(household.scored, answer.place, solved.world)
  const fitDifference = there.points - (here?.points ?? 0)
  return {
    municipality: place.code,
    name: place.municipality.name,
    answer: kindOf(answer, place, fitDifference),
    excluded: household.eligibility.exclusionsAt(place),
    points: there.points,
    criteria: there.criteria,
    fitDifference,
    byCriterion: differenceOf(there.criteria, here?.criteria ?? []),
    holders: answersOf(solved)
      .filter((other) => other.place?.index === place.index && other !== answer)
      .map((other) => other.household.household.id)
      .filter((id) => id !== household.household.id),
    difference: change?.objective ?? null,
    placedDifference: change?.placed ?? 0,
    moved: change?.moves.length ?? 0,
    moves: change?.moves ?? []
  }
}
