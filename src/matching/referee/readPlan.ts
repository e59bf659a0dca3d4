/**
 * Reads a plan as somebody wrote it: an object from household to location, or a list of pairs. Whatever says two things
 * about one household, or names what the instance does not have, is a problem; silence keeps nobody out.
 */
import { Predicate } from "effect"
import { type Assignment, type Instance, unplaced } from "../instance/Instance.ts"

interface PlanRead {
  readonly plan: Assignment
  readonly problems: ReadonlyArray<string>
}

interface Placement {
  readonly household: unknown
  readonly location: unknown
}

/** The placements a document states, or undefined when it is neither an object nor a list of pairs. */
function placementsOf(assignment: unknown): ReadonlyArray<Placement> | undefined {
  if (Array.isArray(assignment)) {
    const placements = assignment.map((entry: unknown): Placement | undefined => {
      if (Array.isArray(entry)) return { household: entry[0], location: entry[1] }
      if (!Predicate.isObject(entry)) return undefined
      const { household, location } = entry as { readonly household?: unknown; readonly location?: unknown }
      return { household, location }
    })
    return placements.every((placement) => placement !== undefined) ? placements : undefined
  }
  if (!Predicate.isObject(assignment)) return undefined
  return Object.entries(assignment).map(([household, location]) => ({ household, location }))
}

/** The plan, and what is wrong with the way it is written; undefined when it cannot be read as one at all. */
export function readPlan(instance: Instance, assignment: unknown): PlanRead | undefined {
  const placements = placementsOf(assignment)
  if (placements === undefined) return undefined
  const households = new Map<unknown, number>(instance.households.map((id, h) => [id, h]))
  const locations = new Map<unknown, number>(instance.locations.map((id, m) => [id, m]))
  const plan = new Int32Array(instance.households.length).fill(unplaced)
  const seen = new Set<number>()
  const problems: Array<string> = []
  for (const { household, location } of placements) {
    const h = households.get(household)
    if (h === undefined) {
      problems.push(`Household ${JSON.stringify(household)} is not in the instance.`)
      continue
    }
    if (seen.has(h)) problems.push(`Household ${instance.households[h]} is placed more than once.`)
    seen.add(h)
    const m = location === null ? unplaced : locations.get(location)
    if (m === undefined)
      problems.push(
        `Location ${JSON.stringify(location)} of household ${instance.households[h]} is not in the instance.`
      )
    else plan[h] = m
  }
  for (const [h, id] of instance.households.entries())
    if (!seen.has(h)) problems.push(`Household ${id} is missing from the assignment.`)
  return { plan, problems }
}
