/**
 * The referee: recounts a plan against the instance from nothing but the instance, with no solver near. It returns every
 * hard rule the plan breaks, as data with a sentence; an empty list is a feasible plan. Shortfalls of a minimum (C3) are
 * priced, not forbidden, so they are not among the findings.
 */
import { Data } from "effect"
import { type Assignment, type Instance, ineligible, isHard, unplaced } from "../instance/Instance.ts"

export type Finding = Data.TaggedEnum<{
  NotEligible: { readonly household: number; readonly location: number }
  Forbidden: { readonly household: number; readonly location: number }
  LockBroken: { readonly household: number; readonly location: number }
  OverCapacity: { readonly location: number; readonly dimension: number; readonly used: number }
  LinkedApart: { readonly set: number; readonly households: readonly [number, number] }
  SeparateTogether: { readonly set: number; readonly region: number; readonly households: readonly [number, number] }
  GroupBelow: { readonly group: number; readonly persons: number }
  GroupAbove: { readonly group: number; readonly persons: number }
}>
export const Finding = Data.taggedEnum<Finding>()

function pairFindings(instance: Instance, plan: Assignment): Array<Finding> {
  const findings: Array<Finding> = []
  for (let household = 0; household < plan.length; household++) {
    const location = plan[household]!
    if (instance.lock[household] !== unplaced && instance.lock[household] !== location)
      findings.push(Finding.LockBroken({ household, location }))
    if (location === unplaced) continue
    const pair = household * instance.locations.length + location
    if (instance.score[pair] === ineligible) findings.push(Finding.NotEligible({ household, location }))
    if (instance.forbidden.has(pair)) findings.push(Finding.Forbidden({ household, location }))
  }
  return findings
}

/** (C2) Σ_h a_hd·x_hm ≤ C_md, where the capacity is hard */
function capacityFindings(instance: Instance, plan: Assignment): Array<Finding> {
  const width = instance.dimensions.length
  const used = new Float64Array(instance.capacity.length)
  for (let h = 0; h < plan.length; h++) {
    if (plan[h] === unplaced) continue
    for (let d = 0; d < width; d++) used[plan[h]! * width + d]! += instance.demand[h * width + d]!
  }
  return [...used].flatMap((places, at) =>
    places > instance.capacity[at]! && isHard(instance.surcharge[at % width]!)
      ? [Finding.OverCapacity({ location: Math.floor(at / width), dimension: at % width, used: places })]
      : []
  )
}

const regionOf = (instance: Instance, plan: Assignment, h: number): number =>
  plan[h] === unplaced ? -1 : instance.region[plan[h]!]!

/** (C4) all of a linked set in one region, or all unplaced */
function linkedFindings(instance: Instance, plan: Assignment): Array<Finding> {
  return instance.linked.flatMap((members, set) => {
    const first = members[0]!
    const apart = members.find((h) => regionOf(instance, plan, h) !== regionOf(instance, plan, first))
    return apart === undefined ? [] : [Finding.LinkedApart({ set, households: [first, apart] })]
  })
}

/** (C5) no two of a separate set in one region */
function separateFindings(instance: Instance, plan: Assignment): Array<Finding> {
  return instance.separate.flatMap((members, set) => {
    const seen = new Map<number, number>()
    const findings: Array<Finding> = []
    for (const h of members) {
      const region = regionOf(instance, plan, h)
      if (region < 0) continue
      const other = seen.get(region)
      if (other !== undefined) findings.push(Finding.SeparateTogether({ set, region, households: [other, h] }))
      seen.set(region, h)
    }
    return findings
  })
}

/** (C6) min_g ≤ Σ_{m∈g} Σ_h P_h·x_hm ≤ max_g */
function groupFindings(instance: Instance, plan: Assignment): Array<Finding> {
  return instance.groups.flatMap(({ locations, max, min }, group): ReadonlyArray<Finding> => {
    const inside = new Set(locations)
    const persons = plan.reduce((sum, m, h) => (inside.has(m) ? sum + instance.persons[h]! : sum), 0)
    if (persons < min) return [Finding.GroupBelow({ group, persons })]
    return persons > max ? [Finding.GroupAbove({ group, persons })] : []
  })
}

/** Every hard rule the plan breaks. Each household has one entry in a plan, so (C1) holds by its shape. */
export function findingsOf(instance: Instance, plan: Assignment): ReadonlyArray<Finding> {
  return [
    ...pairFindings(instance, plan),
    ...capacityFindings(instance, plan),
    ...linkedFindings(instance, plan),
    ...separateFindings(instance, plan),
    ...groupFindings(instance, plan)
  ]
}

/** One English sentence; other languages read the finding itself. */
export function findingSentence(finding: Finding, instance: Instance): string {
  const { capacity, dimensions, groups, households, locations, lock, regions } = instance
  const placed = (m: number): string => (m === unplaced ? "unplaced" : `in ${locations[m]}`)
  return Finding.$match(finding, {
    NotEligible: ({ household, location }) =>
      `Household ${households[household]} is placed in ${locations[location]}, where it is not eligible.`,
    Forbidden: ({ household, location }) =>
      `Household ${households[household]} is placed in ${locations[location]}, which is forbidden for it.`,
    LockBroken: ({ household, location }) =>
      `Household ${households[household]} is locked to ${locations[lock[household]!]} but is ${placed(location)}.`,
    OverCapacity: ({ dimension, location, used }) =>
      `Location ${locations[location]} uses ${used} of ${capacity[location * dimensions.length + dimension]} places in ${dimensions[dimension]}.`,
    LinkedApart: ({ households: [a, b] }) =>
      `Households ${households[a]} and ${households[b]} are linked but not in the same location or region.`,
    SeparateTogether: ({ households: [a, b], region }) =>
      `Households ${households[a]} and ${households[b]} must be apart but are both in ${regions[region]}.`,
    GroupBelow: ({ group, persons }) =>
      `${persons} persons are placed in the group of ${names(groups[group]?.locations, locations)}, below its minimum ${groups[group]?.min}.`,
    GroupAbove: ({ group, persons }) =>
      `${persons} persons are placed in the group of ${names(groups[group]?.locations, locations)}, above its maximum ${groups[group]?.max}.`
  })
}

const names = (indices: Int32Array | undefined, locations: ReadonlyArray<string>): string => {
  const all = [...(indices ?? [])].map((m) => locations[m])
  return all.length <= 4 ? all.join(", ") : `${all.slice(0, 3).join(", ")} and ${all.length - 3} more`
}
