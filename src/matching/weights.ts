/**
 * A member's weights over the criteria that concern them (S12, S20): purpose × criterion, normalised to a million points.
 * A criterion that does not concern somebody leaves its weight to all others, not to its purpose alone: else the last
 * small criterion of a purpose would inherit all of it.
 */
import { pointsPerPerson } from "../domain/Points.ts"
import type { Profile } from "../domain/Profile.ts"
import type { SoftCriterion } from "./Criterion.ts"

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)

/** Exact shares of `total` in whole numbers; ties go to the earlier entry. */
export const largestRemainder = (shares: ReadonlyArray<number>, total: number): ReadonlyArray<number> => {
  const all = sum(shares)
  if (all === 0) return shares.map(() => 0)
  const exact = shares.map((share) => (share / all) * total)
  const floors = exact.map(Math.floor)
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order.slice(0, total - sum(floors))) floors[i] = (floors[i] ?? 0) + 1
  return floors
}

/** Weight of each given criterion for a member they all concern; sums to a million, or to 0 when none has weight. */
export const memberWeights = (profile: Profile, criteria: ReadonlyArray<SoftCriterion>): ReadonlyArray<number> =>
  largestRemainder(
    criteria.map((criterion) => (profile.purposes[criterion.purpose] ?? 0) * (profile.criteria[criterion.id] ?? 0)),
    pointsPerPerson
  )

/** Points a criterion gives, half up: the explanation's arithmetic, to which the kernel's is held by tests. */
export const pointsOf = (weight: number, value: number): number => Math.round((weight * value) / 1000)
