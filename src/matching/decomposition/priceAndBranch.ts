/**
 * Price and branch over municipality patterns: multipliers for the households by knapsacks and a smoothed master, then
 * whole-number problems over the patterns that the bound does not rule out. For batches so scarce that the relaxation over
 * pairs says little. Its bound is the knapsack bound of the multipliers, valid whatever else happened.
 */
import type { Highs } from "highs"
import type { Assignment } from "../instance/Instance.ts"
import { valueOf } from "../instance/objectives.ts"
import { lockedHouseholds, mustPlace, type Prices } from "../referee/bound.ts"
import { refine } from "../referee/certify.ts"
import { KnapsackBound } from "../referee/knapsackBound.ts"
import { formulate } from "../solver/formulation.ts"
import type { StageRequest } from "../solver/stage.ts"
import { findMultipliers, type Proved } from "./multipliers.ts"
import { solvePatterns } from "./patternMip.ts"
import { PatternPool } from "./patterns.ts"
import type { Relaxation } from "./Relaxation.ts"

/** How long it searches, counted in anything but time. */
export interface PatternBudget {
  /** Rounds of column generation. */
  readonly rounds: number
  /** Most patterns of a whole-number problem, and branch-and-bound nodes. */
  readonly columns: number
  readonly nodes: number
}

export const usualPatternBudget: PatternBudget = { rounds: 60, columns: 2500, nodes: 200 }

export interface PatternOutcome {
  readonly plan: Assignment
  /** No plan is worth more: what the multipliers prove, rounded down. */
  readonly bound: number
  readonly prices: Prices
  /** Multipliers of the households, in units of the objective; for `certifyKnapsackLevel`. */
  readonly multipliers: Float64Array
  readonly nodes: number
}

/** Told after each step how far it has come, in units of the objective. */
export type PatternReport = (step: string, bound: number, value: number) => void

/** Multipliers are whole numbers of units this much finer than the objective's, as far as totals stay exact. */
function precisionFor(scale: number, size: number): number {
  let precision = Math.max(1, 1e9 / scale)
  while (precision > 1 && size * precision > 2 ** 45) precision /= 10
  return precision
}

const times = (prices: Prices, factor: number): Prices => {
  const amounts = (price: Prices["linked"][number]) => ({
    ...price,
    amounts: price.amounts.map((amount) => amount * factor)
  })
  return {
    place: prices.place.map((price) => price * factor),
    group: prices.group.map((price) => price * factor),
    linked: prices.linked.map(amounts),
    separate: prices.separate.map(amounts),
    multipliers: prices.multipliers.map((price) => price * factor)
  }
}

/** What choosing each pattern costs of the bound. */
function reducedCosts(pool: PatternPool, { knapsacks, multipliers }: Proved, empty: Float64Array): Float64Array {
  const costs = new Float64Array(pool.count)
  for (let p = 0; p < pool.count; p++) {
    let cost = knapsacks[pool.location[p]!]! - empty[pool.location[p]!]! - pool.value[p]!
    for (let at = pool.start[p]!; at < pool.start[p + 1]!; at++) cost += multipliers[pool.household[at]!]!
    costs[p] = cost
  }
  return costs
}

export function improveByPatterns(
  highs: Highs,
  request: StageRequest,
  relaxation: Relaxation,
  plan: Assignment,
  budget: PatternBudget,
  report: PatternReport = () => undefined
): PatternOutcome {
  const { choices, objective, seed, targets, timeLeftMs } = request
  const { instance } = choices
  const locations = instance.locations.length
  const size = Math.abs(relaxation.bound) + relaxation.best.reduce((sum, best) => sum + Math.abs(best), 0)
  const precision = precisionFor(objective.scale, size)
  const fine = refine(objective, precision)
  const must = mustPlace(choices, targets)
  for (const [h, locked] of lockedHouseholds(choices).entries()) if (locked === 1) must[h] = 1
  const prices = times(relaxation.prices, precision)
  const bound = new KnapsackBound(choices, fine, targets, prices, must)
  const pool = new PatternPool(choices, fine, bound.net)
  let best = plan
  let value = valueOf(choices, objective, plan)
  pool.addPlan(best)
  const unit = Math.max(1, fine.value.reduce((sum, worth) => sum + Math.abs(worth), 0) / Math.max(1, fine.value.length))
  const found = findMultipliers(
    { bound, pool, unplaced: fine.unplaced, must, unit, rounds: budget.rounds, enough: value * precision, timeLeftMs },
    relaxation.best.map((net) => net * precision),
    locations
  )
  const proved = Math.floor(found.total / precision) + 0
  report(`${found.rounds} rounds, ${pool.count} patterns`, proved, value)
  const width = instance.dimensions.length
  const empty = new Float64Array(locations)
  for (const [at, places] of instance.minimum.entries()) empty[Math.floor(at / width)]! -= fine.shortfall * places
  const formulation = formulate(choices, objective, targets)
  let nodes = 0
  for (const columns of [Math.ceil(budget.columns / 3), budget.columns]) {
    if (value >= proved || timeLeftMs() <= 0) break
    const costs = reducedCosts(pool, found, empty)
    const gap = proved * precision - value * precision + precision
    const inPlan = new Set(pool.addPlan(best))
    const patterns = [...costs.keys()]
      .filter((p) => costs[p]! <= gap && !inPlan.has(p))
      .sort((a, b) => costs[a]! - costs[b]! || a - b)
      .slice(0, columns)
    const all = patterns.length < columns
    const answer = solvePatterns(
      highs,
      {
        formulation,
        pool,
        patterns: [...inPlan, ...patterns],
        start: best,
        seed,
        timeLimitMs: timeLeftMs(),
        nodeLimit: budget.nodes - nodes
      },
      unit / precision
    )
    nodes += answer.nodes
    if (answer.plan !== undefined && valueOf(choices, objective, answer.plan) > value) {
      best = answer.plan
      value = valueOf(choices, objective, best)
    }
    report(`${patterns.length} patterns of ${pool.count}, ${answer.exhausted ? "exhausted" : "cut"}`, proved, value)
    if (all && answer.exhausted) break
  }
  return {
    plan: best,
    bound: Math.max(proved, value),
    prices: relaxation.prices,
    multipliers: found.multipliers.map((multiplier) => multiplier / precision),
    nodes
  }
}
