/** What a plan starts from before anybody is placed: its value, and which groups and sets there are to keep count of. */
import type { Choices } from "../instance/choices.ts"
import type { Objective } from "../instance/objectives.ts"

/** Value of the plan that places nobody. */
export function emptyValue({ instance }: Choices, objective: Objective): number {
  let total = 0
  for (const value of objective.unplaced) total += value
  if (objective.shortfall > 0) for (const places of instance.minimum) total -= objective.shortfall * places
  if (objective.groupShortfall < Number.POSITIVE_INFINITY)
    for (const { min } of instance.groups) total -= objective.groupShortfall * min
  return total
}

export function groupsByLocation({ instance }: Choices): ReadonlyArray<ReadonlyArray<number>> {
  const groupsAt: ReadonlyArray<Array<number>> = instance.locations.map(() => [])
  for (const [g, { locations }] of instance.groups.entries()) for (const m of new Set(locations)) groupsAt[m]!.push(g)
  return groupsAt
}

export function setsByHousehold(sets: ReadonlyArray<Int32Array>): ReadonlyMap<number, ReadonlyArray<number>> {
  const found = new Map<number, Array<number>>()
  for (const [set, members] of sets.entries()) {
    for (const h of members) {
      const known = found.get(h)
      if (known === undefined) found.set(h, [set])
      else known.push(set)
    }
  }
  return found
}
