/**
 * Price and branch over municipality patterns: multipliers for the households by knapsacks and a smoothed master, then
 * whole-number problems over the patterns that the bound does not rule out. For batches so scarce that the relaxation over
 * pairs says little. Its bound is the knapsack bound of the multipliers, valid whatever else happened.
 */
import type { Highs } from "highs"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { valueOf } from "../instance/objectives.ts"
import { lockedHouseholds, mustPlace, type Prices } from "../referee/bound.ts"
import { refine } from "../referee/certify.ts"
import { KnapsackBound } from "../referee/knapsackBound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { formulate } from "../solver/formulation.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageRequest } from "../solver/stage.ts"
import { type DivePace, dive } from "./dive.ts"
import { findMultipliers } from "./multipliers.ts"
import { solvePatterns } from "./patternMip.ts"
import { improveNeighbourhoods, type NeighbourhoodBudget, reducedCosts } from "./patternNeighbourhoods.ts"
import { PatternScope, type PatternWorld } from "./patternScope.ts"
import { PatternPool } from "./patterns.ts"
import type { Relaxation } from "./Relaxation.ts"

/** How long it searches, counted in anything but time. */
export interface PatternBudget {
  /** Rounds of column generation. */
  readonly rounds: number
  readonly dives: ReadonlyArray<DivePace>
  /** Households and locations, and patterns, of the largest whole-number problem over all of them; and its nodes. */
  readonly rows: number
  readonly columns: number
  readonly nodes: number
  readonly parts: NeighbourhoodBudget
}

export const usualPatternBudget: PatternBudget = {
  rounds: 60,
  dives: [{ first: 4, each: 2, share: 0.03 }],
  rows: 1500,
  columns: 3000,
  nodes: 500,
  parts: { neighbourhoods: 40, locations: 30, columns: 500, nodes: 50 }
}

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

/** Dives start from patterns this near the bound, counted in the value of a typical household. */
const diveMargin = 0.05
const diveTemperature = 1e-3

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
  const unit = Math.max(1, fine.value.reduce((sum, worth) => sum + Math.abs(worth), 0) / Math.max(1, fine.value.length))
  const world: PatternWorld = { bound, pool, locations, unplaced: fine.unplaced, must, unit }
  let best = plan
  let value = valueOf(choices, objective, plan)
  let nodes = 0
  pool.addPlan(best)
  const start = relaxation.best.map((net) => net * precision)
  const found = findMultipliers(world, { rounds: budget.rounds, enough: value * precision, timeLeftMs }, start)
  const proved = Math.floor(found.total / precision) + 0
  report(`${found.rounds} rounds, ${pool.count} patterns`, proved, value)
  const offer = (other: Assignment | undefined): void => {
    if (other === undefined) return
    const reached = valueOf(choices, objective, other)
    if (reached <= value || !isAcceptable(choices, objective, targets, other)) return
    best = other
    value = reached
  }
  const formulation = formulate(choices, objective, targets)
  const everywhere = instance.locations.map((_, m) => m)
  const nobody = new Int32Array(instance.households.length).fill(unplaced)
  for (const pace of budget.dives) {
    if (value >= proved || timeLeftMs() <= 0) break
    const scope = new PatternScope(world, everywhere, nobody, found.multipliers, diveTemperature)
    const costs = reducedCosts(pool, found)
    scope.include((p) => costs[p]! < diveMargin * unit)
    offer(greedyPlan(choices, objective, objective.value, dive(scope, pace)))
    report("dive", proved, value)
  }
  if (value < proved && timeLeftMs() > 0) {
    const costs = reducedCosts(pool, found)
    const gap = (proved - value + 1) * precision
    const inPlan = new Set(pool.addPlan(best))
    const patterns = [...costs.keys()]
      .filter((p) => costs[p]! <= gap && !inPlan.has(p))
      .sort((a, b) => costs[a]! - costs[b]! || a - b)
      .slice(0, budget.columns)
    if (best.length + locations <= budget.rows) {
      const answer = solvePatterns(highs, {
        formulation,
        pool,
        patterns: [...inPlan, ...patterns],
        households: [...nobody.keys()],
        start: best,
        seed,
        timeLimitMs: timeLeftMs(),
        nodeLimit: budget.nodes
      })
      nodes += answer.nodes
      offer(answer.plan)
      report(`${patterns.length} patterns, ${answer.exhausted ? "exhausted" : "cut"}`, proved, value)
    } else {
      const answer = improveNeighbourhoods(highs, world, formulation, found, best, budget.parts, {
        enough: proved,
        seed,
        timeLeftMs
      })
      nodes += answer.nodes
      offer(answer.plan)
      report(`${patterns.length} patterns, part by part`, proved, value)
    }
  }
  return {
    plan: best,
    bound: Math.max(proved, value),
    prices: relaxation.prices,
    multipliers: found.multipliers.map((multiplier) => multiplier / precision),
    nodes
  }
}
