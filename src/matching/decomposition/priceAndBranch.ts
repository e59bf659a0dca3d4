/**
 * Price and branch over municipality patterns: multipliers for the households by knapsacks and a smoothed master, then
 * whole-number problems over the patterns that the bound does not rule out. For batches so scarce that the relaxation over
 * pairs says little. Its bound is the knapsack bound of the multipliers, valid whatever else happened.
 */
import type { Highs } from "highs"
import type { Choices } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { valueOf } from "../instance/objectives.ts"
import { lockedHouseholds, mustPlace, type Prices } from "../referee/bound.ts"
import { refine, roundPrices } from "../referee/certify.ts"
import { KnapsackBound } from "../referee/knapsackBound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { acceptedGap } from "../solver/acceptedGap.ts"
import { formulate } from "../solver/formulation.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageRequest } from "../solver/stage.ts"
import { type DivePace, dive } from "./dive.ts"
import { findMultipliers, type Proved } from "./multipliers.ts"
import { addNearPatterns } from "./nearPatterns.ts"
import { type PatternAnswer, solvePatterns } from "./patternMip.ts"
import { improveNeighbourhoods, type NeighbourhoodBudget, openAround, reducedCosts } from "./patternNeighbourhoods.ts"
import { PatternScope, type PatternWorld } from "./patternScope.ts"
import { PatternPool } from "./patterns.ts"
import type { Relaxation } from "./Relaxation.ts"

/** How long it searches, counted in anything but time. */
export interface PatternBudget {
  /** Rounds of column generation. */
  readonly rounds: number
  readonly dives: ReadonlyArray<DivePace>
  /** Most patterns of a whole-number problem over all locations, and its nodes; 0 patterns where there is to be none. */
  readonly columns: number
  readonly nodes: number
  /** All patterns near the bound are looked at when they are no more than this. */
  readonly near: number
  readonly parts: NeighbourhoodBudget
}

/** Households and locations up to which HiGHS decides on the patterns of all locations at once. */
const mostAtOnce = 1500

/** What batches of up to a few thousand households are worth; for a whole year patterns are too many and too large. */
export function patternBudgetFor({ instance }: Choices): PatternBudget {
  const isSmall = instance.households.length + instance.locations.length <= mostAtOnce
  return {
    rounds: isSmall ? 100 : 26,
    dives: isSmall
      ? [usualDive, { ...usualDive, temperature: 3e-4 }]
      : [
          usualDive,
          { ...usualDive, temperature: 5e-4, locations: partOfLarge },
          { ...usualDive, temperature: 2e-3, locations: partOfLarge },
          { ...usualDive, temperature: 5e-4, locations: partOfLarge, share: 0.02 }
        ],
    columns: isSmall ? 6000 : 0,
    nodes: 500,
    near: 8000,
    parts: { neighbourhoods: isSmall ? 0 : 12, patience: 6, locations: 30, columns: 500, nodes: 50 }
  }
}

export interface PatternOutcome {
  readonly plan: Assignment
  /** No plan is worth more: what the multipliers prove, rounded down; or the plan itself where branch and bound was done. */
  readonly bound: number
  readonly prices: Prices
  /** Multipliers of the households, in units of the objective; for `certifyKnapsackLevel`. */
  readonly multipliers: Float64Array
  readonly nodes: number
}

/** Told after each step how far it has come, in units of the objective. */
export type PatternReport = (step: string, bound: number, value: number) => void

/** The dive starts from patterns this near the bound, counted in the value of a typical household. */
const diveMargin = 0.05
const usualDive: DivePace = { locations: Number.POSITIVE_INFINITY, temperature: 1e-3, first: 4, each: 1, share: 0.03 }
const partOfLarge = 200

/** A problem over all patterns is solved for a gap as small as this, whatever gap was asked for: it takes little longer. */
const finestGap = 1e-6

/** Multipliers are whole numbers of units this much finer than the objective's, as far as totals stay exact. */
function precisionFor(scale: number, size: number): number {
  let precision = Math.max(1, 1e9 / scale)
  while (precision > 1 && size * precision > 2 ** 45) precision /= 10
  return precision
}

/** The pool and the bound of a request, counted in units finer than the objective's. */
interface Setting {
  readonly world: PatternWorld
  readonly precision: number
  readonly start: Float64Array
}

function settingOf({ choices, objective, targets }: StageRequest, relaxation: Relaxation): Setting {
  const size = Math.abs(relaxation.bound) + relaxation.best.reduce((sum, best) => sum + Math.abs(best), 0)
  const precision = precisionFor(objective.scale, size)
  const fine = refine(objective, precision)
  const must = mustPlace(choices, targets)
  for (const [h, locked] of lockedHouseholds(choices).entries()) if (locked === 1) must[h] = 1
  const bound = new KnapsackBound(
    choices,
    fine,
    targets,
    roundPrices(choices, objective, relaxation.prices, precision),
    must
  )
  const sum = fine.value.reduce((total, worth) => total + Math.abs(worth), 0)
  return {
    world: {
      bound,
      pool: new PatternPool(choices, fine, bound.net),
      locations: choices.instance.locations.length,
      unplaced: fine.unplaced,
      must,
      shortfall: fine.shortfall,
      unit: Math.max(1, sum / Math.max(1, fine.value.length))
    },
    precision,
    start: relaxation.best.map((net) => net * precision)
  }
}

/** A plan by diving, filled up by greed; linked households that were not settled together go back to nowhere first. */
function divedPlan(
  { choices, objective }: StageRequest,
  { world }: Setting,
  found: Proved,
  known: Assignment,
  pace: DivePace
): Assignment {
  const { linked, locations, region } = choices.instance
  const isWhole = pace.locations >= locations.length
  const open = isWhole ? locations.map((_, m) => m) : openAround(world, found, known, pace.locations)
  const isOpen = new Set(open)
  const rest = known.map((m) => (isOpen.has(m) ? unplaced : m))
  const scope = new PatternScope(world, open, rest, found.multipliers, pace.temperature)
  const costs = reducedCosts(world.pool, found)
  scope.include((p) => costs[p]! < diveMargin * world.unit)
  const plan = dive(scope, pace)
  for (const set of linked) {
    const regions = new Set([...set].map((h) => (plan[h] === unplaced ? unplaced : region[plan[h]!]!)))
    if (regions.size > 1) for (const h of set) plan[h] = unplaced
  }
  return greedyPlan(choices, objective, objective.value, plan)
}

/** The best plan of the patterns nearest the bound, over all locations at once. */
function decideAll(
  highs: Highs,
  { choices, objective, seed, targets, timeLeftMs }: StageRequest,
  { precision, world: { pool } }: Setting,
  found: Proved,
  plan: Assignment,
  { columns, nodes }: PatternBudget
): PatternAnswer {
  const gap = found.total - (valueOf(choices, objective, plan) - 1) * precision
  const kept = new Set(pool.addPlan(plan))
  const costs = reducedCosts(pool, found)
  const others = [...costs.keys()]
    .filter((p) => costs[p]! <= gap && !kept.has(p))
    .sort((a, b) => costs[a]! - costs[b]! || a - b)
    .slice(0, columns)
  return solvePatterns(highs, {
    formulation: formulate(choices, objective, targets),
    pool,
    patterns: [...kept, ...others],
    households: [...plan.keys()],
    start: plan,
    seed,
    timeLimitMs: timeLeftMs(),
    nodeLimit: nodes
  })
}

/**
 * Raises `plan`, which is acceptable, and lowers the bound of the relaxation as far as the budget goes. For instances whose
 * capacities are all hard.
 */
export function improveByPatterns(
  highs: Highs,
  request: StageRequest,
  relaxation: Relaxation,
  plan: Assignment,
  budget: PatternBudget,
  report: PatternReport = () => undefined
): PatternOutcome {
  const { choices, gap, objective, seed, targets, timeLeftMs } = request
  const setting = settingOf(request, relaxation)
  const { precision, world } = setting
  let best = plan
  let value = valueOf(choices, objective, plan)
  let nodes = 0
  world.pool.addPlan(best)
  const accepted = (most: number, share: number): number => acceptedGap(share, objective.scale, value, most)
  const enough = (value + accepted(relaxation.bound, gap)) * precision
  const found = findMultipliers(world, { rounds: budget.rounds, enough, timeLeftMs }, setting.start)
  let bound = Math.floor(found.total / precision) + 0
  const isOpen = (share: number): boolean => bound - value > accepted(bound, share) && timeLeftMs() > 0
  const finest = Math.min(gap, finestGap)
  const offer = (step: string, other: Assignment | undefined): void => {
    const reached = other === undefined ? value : valueOf(choices, objective, other)
    if (other !== undefined && reached > value && isAcceptable(choices, objective, targets, other)) {
      best = other
      value = reached
    }
    report(step, bound, value)
  }
  offer(`${found.rounds} rounds, ${world.pool.count} patterns`, undefined)
  for (const [at, pace] of budget.dives.entries())
    if (isOpen(at === 0 ? finest : gap)) offer("dive", divedPlan(request, setting, found, best, pace))
  if (budget.columns > 0 && isOpen(finest)) {
    const answer = decideAll(highs, request, setting, found, best, budget)
    nodes += answer.nodes
    offer("nearest patterns at once", answer.plan)
    const margin = (bound + 1 - value) * precision
    const near = isOpen(finest) ? addNearPatterns(world, choices, found, margin, budget.near) : "too many"
    if (near !== "too many") {
      const last = decideAll(highs, request, setting, found, best, { ...budget, columns: Number.POSITIVE_INFINITY })
      nodes += last.nodes
      offer(`${near} near patterns at once`, last.plan)
      // Every plan better than the one known is made of patterns this near the bound.
      if (last.exhausted && near === "all") bound = value
    }
  }
  if (budget.parts.neighbourhoods > 0 && isOpen(gap)) {
    const formulation = formulate(choices, objective, targets)
    const limits = { enough: bound - accepted(bound, gap), seed, timeLeftMs }
    const answer = improveNeighbourhoods(highs, world, formulation, found, best, budget.parts, limits)
    nodes += answer.nodes
    offer("part by part", answer.plan)
  }
  return {
    plan: best,
    bound: Math.max(bound, value),
    prices: relaxation.prices,
    multipliers: found.multipliers.map((multiplier) => multiplier / precision),
    nodes
  }
}
