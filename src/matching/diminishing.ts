/**
 * Diminishing returns (C8): the k-th job seeker of one occupation group in a municipality is worth less than the one before.
 * Told to the problem as soft dimensions, one for each group and each step: as many seekers as come before the step are free,
 * and each one after it costs what the step takes away. Source: Gölz and Procaccia, «Migration as Submodular Optimization»,
 * AAAI 2019.
 */
import type { Household } from "../domain/Household.ts"
import type { OccupationGroup } from "../domain/OccupationGroup.ts"
import type { Diminishing } from "../domain/Profile.ts"
import type { Dimension } from "./capacity.ts"
import { usableOccupation } from "./criteria/usableOccupation.ts"
import type { World } from "./World.ts"

/** Adults of the household who could work in each occupation group. */
function seekersOf(household: Household, world: World): ReadonlyMap<OccupationGroup, number> {
  const counts = new Map<OccupationGroup, number>()
  for (const adult of household.adultsOn(world.date)) {
    const occupation = usableOccupation(adult)
    if (occupation._tag === "usable") counts.set(occupation.group, (counts.get(occupation.group) ?? 0) + 1)
  }
  return counts
}

/** Steps down: after how many seekers, and how many points each further one loses. */
function stepsOf({ points, shares }: Diminishing): ReadonlyArray<{ readonly after: number; readonly loss: number }> {
  return shares.flatMap((share, at) => {
    const loss = Math.round(points * ((at === 0 ? 1 : shares[at - 1]!) - share))
    return loss > 0 ? [{ after: at, loss }] : []
  })
}

/** The soft dimensions for groups in which the round has more seekers than a step leaves free. */
export function diminishingDimensions(
  diminishing: Diminishing,
  households: ReadonlyArray<Household>,
  world: World
): ReadonlyArray<Dimension> {
  const seekers = new Map(households.map((household) => [household.id, seekersOf(household, world)]))
  const total = new Map<OccupationGroup, number>()
  for (const counts of seekers.values())
    for (const [group, count] of counts) total.set(group, (total.get(group) ?? 0) + count)
  return [...total.keys()].sort().flatMap((group) =>
    stepsOf(diminishing)
      .filter(({ after }) => total.get(group)! > after)
      .map(
        ({ after, loss }): Dimension => ({
          id: `seekers-${group}-after-${after}`,
          demand: ({ id }) => seekers.get(id)?.get(group) ?? 0,
          capacity: () => after,
          surcharge: loss
        })
      )
  )
}
