/**
 * The rows that tie households together, in one vector: places (C2 with C3 and C8), groups (C6) and earlier objectives (O1). Each
 * says lower ≤ Σ use · x ≤ upper; a price above 0 charges for the upper side, one below 0 rewards the lower side. What ties
 * only the households of a set (C4, C5) is not here.
 */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import type { Prices } from "../referee/bound.ts"

export interface CouplingRows {
  /** Places stand at [m·D + d], then come the groups from `firstGroup`, then the earlier objectives from `firstTarget`. */
  readonly count: number
  readonly firstGroup: number
  readonly firstTarget: number
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Range of the price. */
  readonly least: Float64Array
  readonly most: Float64Array
  /** Persons that one unit of the row stands for, on average. */
  readonly persons: Float64Array
}

const infinite = Number.POSITIVE_INFINITY

/** Persons for each place used in a dimension, at least one. */
function personsPerPlace({ instance: { demand, dimensions, persons } }: Choices): Float64Array {
  const width = dimensions.length
  return Float64Array.from(dimensions, (_, d) => {
    let [using, used] = [0, 0]
    for (const [h, count] of persons.entries()) {
      const places = demand[h * width + d]!
      if (places > 0) using += count
      used += places
    }
    return used === 0 ? 1 : Math.max(1, using / used)
  })
}

export function couplingRows(choices: Choices, objective: Objective, targets: ReadonlyArray<Target>): CouplingRows {
  const { capacity, dimensions, groups, minimum, persons } = choices.instance
  const everybody = persons.reduce((sum, count) => sum + count, 0)
  const firstGroup = capacity.length
  const firstTarget = firstGroup + groups.length
  const count = firstTarget + targets.length
  const blank = (): Float64Array => new Float64Array(count)
  const [lower, upper, least, most] = [blank(), blank(), blank(), blank()]
  const each = personsPerPlace(choices)
  const rows = { count, firstGroup, firstTarget, lower, upper, least, most, persons: blank().fill(1) }
  for (let at = 0; at < firstGroup; at++) {
    const rewarded = minimum[at]! > 0 && objective.shortfall > 0
    lower[at] = rewarded ? minimum[at]! : 0
    upper[at] = capacity[at]!
    least[at] = rewarded ? -objective.shortfall : 0
    most[at] = objective.surcharge[at % dimensions.length]!
    rows.persons[at] = each[at % dimensions.length]!
  }
  for (const [g, { max, min }] of groups.entries()) {
    lower[firstGroup + g] = min
    upper[firstGroup + g] = max
    least[firstGroup + g] = min > 0 ? -objective.groupShortfall : 0
    most[firstGroup + g] = max < infinite ? infinite : 0
  }
  for (const [l, target] of targets.entries()) {
    const at = firstTarget + l
    const reachable =
      target.objective.value.reduce((sum, value) => sum + value, 0) / Math.max(1, choices.location.length)
    lower[at] = target.value
    upper[at] = infinite
    least[at] = target.full ? 0 : -infinite
    rows.persons[at] = reachable > 0 ? everybody / (reachable * persons.length) : 1
  }
  return rows
}

/** The prices of bound.ts; a target's multiplier is the reward for its lower side. */
export function pricesOf({ firstGroup, firstTarget }: CouplingRows, price: Float64Array): Prices {
  return {
    place: price.slice(0, firstGroup),
    group: price.slice(firstGroup, firstTarget),
    linked: [],
    separate: [],
    multipliers: price.slice(firstTarget).map((amount) => 0 - amount)
  }
}

/** What rows are worth at prices: the part of the bound that no household decides. */
export function rowsWorth({ count, lower, upper }: CouplingRows, price: Float64Array): number {
  let worth = 0
  for (let row = 0; row < count; row++) {
    const amount = price[row]!
    if (amount !== 0) worth += amount > 0 ? amount * upper[row]! : amount * lower[row]!
  }
  return worth
}

/** The weight of placing h in an earlier objective, the same in every location; 0 where h has no choice. */
export function weightOf({ start }: Choices, { objective }: Target, h: number): number {
  const from = start[h]!
  return from < start[h + 1]! ? objective.value[from]! : 0
}
