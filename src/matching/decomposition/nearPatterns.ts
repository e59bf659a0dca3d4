/**
 * All patterns near the bound: every set of households that brings its location to within a margin of its best knapsack.
 * When none is left out, a plan within the margin of the bound can be made of nothing else.
 */

import type { Choices } from "../instance/choices.ts"
import { improvePlacePrices, KnapsackProblem, priceAll } from "../referee/knapsackPrices.ts"
import type { Proved } from "./multipliers.ts"
import type { PatternWorld } from "./patternScope.ts"

/** Partial sets looked at for one location, at most. */
const mostSteps = 200_000

/** Choices of each location, by household. */
function choicesByLocation({
  instance,
  location,
  start
}: Choices): ReadonlyArray<ReadonlyArray<readonly [h: number, k: number]>> {
  const lists = instance.locations.map((): Array<readonly [number, number]> => [])
  for (let h = 0; h + 1 < start.length; h++)
    for (let k = start[h]!; k < start[h + 1]!; k++) lists[location[k]!]!.push([h, k])
  return lists
}

/** What leaving these places unused, or a minimum unfilled, gives away. */
function unusedLoss({ capacity, minimum, prices, shortfall, width }: KnapsackProblem, left: Int32Array): number {
  let loss = 0
  for (let d = 0; d < width; d++) {
    const used = capacity[d]! - left[d]!
    const price = prices[d]!
    if (price !== 0) loss += price * ((price > 0 ? capacity[d]! : minimum[d]!) - used)
    loss += shortfall * Math.max(0, minimum[d]! - used)
  }
  return loss
}

/** Visits every set of items that gives away at most `allowed`; false when there were too many to look at. */
function eachSet(problem: KnapsackProblem, allowed: number, visit: (items: ReadonlyArray<number>) => void): boolean {
  const { capacity, count, demand, rest, width } = problem
  const items = Array.from({ length: count }, (_, item) => item)
    .filter((item) => rest[item]! >= -allowed)
    .sort((a, b) => Math.abs(rest[b]!) - Math.abs(rest[a]!) || a - b)
  const left = capacity.slice()
  const taken: Array<number> = []
  let steps = 0
  const decide = (at: number, loss: number): void => {
    if (steps++ > mostSteps) return
    if (at === items.length) {
      if (loss + unusedLoss(problem, left) <= allowed) visit(taken)
      return
    }
    const item = items[at]!
    const gain = rest[item]!
    if (loss + Math.max(0, gain) <= allowed) decide(at + 1, loss + Math.max(0, gain))
    if (loss - Math.min(0, gain) > allowed) return
    for (let d = 0; d < width; d++) if (demand[item * width + d]! > left[d]!) return
    for (let d = 0; d < width; d++) left[d]! -= demand[item * width + d]!
    taken.push(item)
    decide(at + 1, loss - Math.min(0, gain))
    taken.pop()
    for (let d = 0; d < width; d++) left[d]! += demand[item * width + d]!
  }
  decide(0, 0)
  return steps <= mostSteps
}

/** Adds all patterns within the margin of their location's best to the pool, up to `most`: whether that was all, some, or too many. */
export function addNearPatterns(
  { bound, pool, shortfall }: PatternWorld,
  choices: Choices,
  { knapsacks, multipliers }: Proved,
  margin: number,
  most: number
): "all" | "some" | "too many" {
  const { capacity, demand, dimensions, households, minimum } = choices.instance
  const width = dimensions.length
  const problem = new KnapsackProblem(width, households.length)
  problem.shortfall = shortfall
  const limit = pool.count + most
  let complete = true
  for (const [m, list] of choicesByLocation(choices).entries()) {
    for (let d = 0; d < width; d++) {
      problem.capacity[d] = capacity[m * width + d]!
      problem.minimum[d] = shortfall > 0 ? minimum[m * width + d]! : 0
      problem.prices[d] = bound.place[m * width + d]!
    }
    problem.count = 0
    for (const [h, k] of list) {
      problem.profit[problem.count] = bound.net[k]! - multipliers[h]!
      for (let d = 0; d < width; d++) problem.demand[problem.count * width + d] = demand[h * width + d]!
      problem.count++
    }
    priceAll(problem)
    improvePlacePrices(problem)
    const allowed = priceAll(problem) - knapsacks[m]! + margin
    const all = eachSet(problem, allowed, (items) => {
      if (pool.count < limit) pool.add(m, Int32Array.from(items, (item) => list[item]![0]).sort())
    })
    if (pool.count >= limit) return "too many"
    complete = complete && all
  }
  return complete ? "all" : "some"
}
