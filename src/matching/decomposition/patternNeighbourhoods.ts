/**
 * Improves a plan part by part: some locations where the plan gives most away, and others they could trade with, are opened,
 * balanced, and decided anew by a small whole-number problem over their patterns. A plan only ever gets better.
 */
import type { Highs } from "highs"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { valueOf } from "../instance/objectives.ts"
import type { Formulation } from "../solver/formulation.ts"
import type { Proved } from "./multipliers.ts"
import { solvePatterns } from "./patternMip.ts"
import { PatternScope, type PatternWorld } from "./patternScope.ts"
import type { PatternPool } from "./patterns.ts"

export interface NeighbourhoodBudget {
  readonly neighbourhoods: number
  /** It stops after so many that gained nothing. */
  readonly patience: number
  /** Locations opened at once, and most patterns to choose from. */
  readonly locations: number
  readonly columns: number
  readonly nodes: number
}

/** Patterns of a location, nearest to its best first, whose households show where to trade. */
const hints = 6
const balancingRounds = 3
const temperature = 1e-3

/** What choosing each pattern costs of the bound: the best of its location less what it brings. */
export function reducedCosts(pool: PatternPool, { knapsacks, multipliers }: Proved): Float64Array {
  const costs = new Float64Array(pool.count)
  for (let p = 0; p < pool.count; p++) {
    const m = pool.location[p]!
    let cost = knapsacks[m]! - pool.emptyAt[m]! - pool.value[p]!
    for (const h of pool.households(p)) cost += multipliers[h]!
    costs[p] = cost
  }
  return costs
}

/** What each location of the plan gives away of the bound. */
function regretsOf(pool: PatternPool, { knapsacks, multipliers }: Proved, plan: Assignment): Float64Array {
  const regrets = knapsacks.map((worth, m) => worth - pool.emptyAt[m]!)
  for (const p of pool.addPlan(plan)) regrets[pool.location[p]!]! -= pool.value[p]!
  for (const [h, m] of plan.entries()) if (m !== unplaced) regrets[m]! += multipliers[h]!
  return regrets
}

/** What leaving each household unplaced gives away. */
function unplacedRegrets(
  { must, unplaced: leave }: PatternWorld,
  { multipliers }: Proved,
  plan: Assignment
): Float64Array {
  return multipliers.map((multiplier, h) =>
    plan[h] !== unplaced ? 0 : must[h] === 1 ? Number.POSITIVE_INFINITY : Math.max(0, multiplier - leave[h]!)
  )
}

/** Patterns in the order of what they cost of the bound, for each location and for each household. */
interface Nearest {
  readonly ofLocation: ReadonlyArray<ReadonlyArray<number>>
  readonly ofHousehold: ReadonlyArray<ReadonlyArray<number>>
}

function nearestOf(pool: PatternPool, proved: Proved): Nearest {
  const costs = reducedCosts(pool, proved)
  const ofLocation = Array.from(proved.knapsacks, (): Array<number> => [])
  const ofHousehold = Array.from(proved.multipliers, (): Array<number> => [])
  const note = (list: Array<number>, p: number): void => {
    if (list.length < hints) list.push(p)
  }
  for (const p of [...costs.keys()].sort((a, b) => costs[a]! - costs[b]! || a - b)) {
    note(ofLocation[pool.location[p]!]!, p)
    for (const h of pool.households(p)) note(ofHousehold[h]!, p)
  }
  return { ofLocation, ofHousehold }
}

/** The seeds, the locations of households that their nearest patterns would like, theirs in turn, and so on. */
function grow(
  pool: PatternPool,
  { ofLocation }: Nearest,
  plan: Assignment,
  seeds: Iterable<number>,
  size: number
): ReadonlyArray<number> {
  const chosen = new Set(seeds)
  for (const m of chosen) {
    for (const p of ofLocation[m]!) {
      for (const h of pool.households(p)) {
        if (chosen.size >= size) return [...chosen]
        if (plan[h] !== unplaced) chosen.add(plan[h]!)
      }
    }
  }
  return [...chosen]
}

const indexOfMost = (values: Float64Array): number =>
  values.reduce((most, value, at) => (value > values[most]! ? at : most), 0)

/** Locations and unplaced households that a wide neighbourhood is grown from. */
const wideSeeds = 5

/** Locations around those where the plan gives most away, `size` of them at most. */
export function openAround(world: PatternWorld, proved: Proved, plan: Assignment, size: number): ReadonlyArray<number> {
  const { pool } = world
  const nearest = nearestOf(pool, proved)
  const largest = (values: Float64Array): ReadonlyArray<number> =>
    [...values.keys()]
      .filter((at) => values[at]! > 0)
      .sort((a, b) => values[b]! - values[a]! || a - b)
      .slice(0, wideSeeds)
  const wanted = largest(unplacedRegrets(world, proved, plan)).flatMap((h) =>
    nearest.ofHousehold[h]!.map((p) => pool.location[p]!)
  )
  return grow(pool, nearest, plan, [...wanted, ...largest(regretsOf(pool, proved, plan))], size)
}

export function improveNeighbourhoods(
  highs: Highs,
  world: PatternWorld,
  formulation: Formulation,
  proved: Proved,
  first: Assignment,
  budget: NeighbourhoodBudget,
  limits: { readonly enough: number; readonly seed: number; readonly timeLeftMs: () => number }
): { readonly plan: Assignment; readonly nodes: number } {
  const { pool } = world
  const { choices, objective } = formulation
  const nearest = nearestOf(pool, proved)
  const tries = new Float64Array(world.locations)
  const householdTries = new Float64Array(first.length)
  let plan = first
  let value = valueOf(choices, objective, plan)
  let nodes = 0
  let idle = 0
  for (let round = 0; round < budget.neighbourhoods && idle < budget.patience; round++) {
    if (value >= limits.enough || limits.timeLeftMs() <= 0) break
    const regrets = regretsOf(pool, proved, plan).map((regret, m) => regret / (1 + tries[m]!))
    const outside = unplacedRegrets(world, proved, plan).map((regret, h) => regret / (1 + householdTries[h]!))
    const [m, h] = [indexOfMost(regrets), indexOfMost(outside)]
    const about = outside.length > 0 && outside[h]! > regrets[m]!
    if (about) householdTries[h]! += 1
    const seeds = about ? nearest.ofHousehold[h]!.map((p) => pool.location[p]!) : [m]
    const open = grow(pool, nearest, plan, seeds, budget.locations)
    for (const other of open) tries[other]! += other === m && !about ? 1 : 0.2
    const answer = decideAnew(highs, world, formulation, proved, plan, open, budget, limits)
    nodes += answer.nodes
    const reached = answer.plan === undefined ? value : valueOf(choices, objective, answer.plan)
    idle = reached > value ? 0 : idle + 1
    if (reached <= value) continue
    plan = answer.plan!
    value = reached
  }
  return { plan, nodes }
}

/** One neighbourhood. */
function decideAnew(
  highs: Highs,
  world: PatternWorld,
  formulation: Formulation,
  proved: Proved,
  plan: Assignment,
  open: ReadonlyArray<number>,
  { columns, nodes }: NeighbourhoodBudget,
  { seed, timeLeftMs }: { readonly seed: number; readonly timeLeftMs: () => number }
): { readonly plan: Assignment | undefined; readonly nodes: number } {
  const isOpen = new Set(open)
  const kept = new Set(world.pool.addPlan(plan).filter((p) => isOpen.has(world.pool.location[p]!)))
  const rest = plan.map((m) => (isOpen.has(m) ? unplaced : m))
  const scope = new PatternScope(world, open, rest, proved.multipliers, temperature)
  scope.include(() => true)
  scope.balance(balancingRounds)
  const shortfalls = scope.shortfalls()
  const others = [...shortfalls.keys()]
    .filter((p) => !kept.has(p))
    .sort((a, b) => shortfalls.get(a)! - shortfalls.get(b)! || a - b)
    .slice(0, columns)
  const households = [...rest.keys()].filter((h) => rest[h] === unplaced)
  return solvePatterns(highs, {
    formulation,
    pool: world.pool,
    patterns: [...kept, ...others],
    households,
    start: plan,
    seed,
    timeLimitMs: timeLeftMs(),
    nodeLimit: nodes
  })
}
