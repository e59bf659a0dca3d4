/**
 * Household multipliers with a small knapsack bound, by column generation: the smoothed master proposes multipliers for the
 * patterns known, the knapsacks of all locations say what bound they prove and which patterns were missing. Every round is
 * valid on its own, so stopping early costs strength, never truth.
 */
import type { PatternWorld } from "./patternScope.ts"
import { SmoothedMaster } from "./smoothedMaster.ts"

export interface MultiplierSearch {
  readonly rounds: number
  /** Stop when the bound is no more than this. */
  readonly enough: number
  readonly timeLeftMs: () => number
}

/** Whole multipliers and what they prove, in units of the objective. */
export interface Proved {
  readonly multipliers: Float64Array
  readonly total: number
  /** K_m of each location. */
  readonly knapsacks: Float64Array
}

export interface Multipliers extends Proved {
  readonly rounds: number
}

/** Counted in the value of a typical household; found by measuring batches of 150 to 3 000 households. */
const firstTemperature = 0.02
const lastTemperature = 3e-6
/** The spring softens when the patterns known foretell the bound well, and hardens when they do not. */
const firstSpring = 60
const leastSpring = 0.02
const newtonSteps = 16
/** A pattern this many temperatures below the best of its location still has a share worth knowing. */
const marginInTemperatures = 4
/** It gives up when the bound falls by less than this share in so many rounds. */
const littleProgress = 5e-6
const patience = 12
/** The bound and the value of the master are as good as equal. */
const closeEnough = 1e-7
/** Households that the mixture may place more or less than once, in all, when it has converged. */
const smallImbalance = 0.5
/** Temperature for what is still missing: the gap itself, and what balancing the mixture may move it by. */
const temperaturePerGap = 1.6
const gapPerImbalance = 0.01

/** Solves every knapsack at the multipliers; the pool and the master take the sets in. */
function prove(
  { bound, pool }: PatternWorld,
  master: SmoothedMaster,
  multipliers: Float64Array,
  margin: number
): Proved {
  const knapsacks: Array<number> = []
  const total = bound.total(
    multipliers,
    (m, value, _exact, sets) => {
      knapsacks.push(value)
      for (const set of sets) if (set.length > 0) master.include(pool.add(m, set))
    },
    margin
  )
  return { multipliers, total, knapsacks: Float64Array.from(knapsacks) }
}

/** Starts from any multipliers; whatever it is stopped by, the best bound proved so far is what it returns. */
export function findMultipliers(world: PatternWorld, search: MultiplierSearch, start: Float64Array): Multipliers {
  const { locations, must, pool, unit, unplaced } = world
  const master = new SmoothedMaster(pool, locations, unplaced, must, unit)
  for (let p = 0; p < pool.count; p++) master.include(p)
  const whole = (inner: Float64Array): Float64Array => inner.map((value) => Math.round(value * unit) + 0)
  let temperature = firstTemperature
  let best = prove(
    world,
    master,
    start.map((value) => Math.round(value) + 0),
    2 * temperature * unit
  )
  let spring = firstSpring
  let centre: Float64Array = best.multipliers.map((value) => value / unit)
  let current = centre
  let rounds = 0
  let converged = false
  /** The bound some rounds ago, and when that was. */
  let [mark, marked] = [best.total, 0]
  while (
    !converged &&
    rounds - marked < patience &&
    rounds < search.rounds &&
    best.total > search.enough &&
    search.timeLeftMs() > 0
  ) {
    rounds++
    current = master.minimise(current, centre, temperature, spring, newtonSteps)
    const { imbalance, plain } = master
    const proved = prove(world, master, whole(current), marginInTemperatures * temperature * unit)
    const expected = best.total - plain * unit
    const missed = proved.total - plain * unit
    if (proved.total < best.total) {
      best = proved
      centre = current
    } else if (expected <= 0) current = centre
    if (missed <= Math.max(0.7 * expected, closeEnough * Math.abs(best.total)))
      spring = Math.max(leastSpring, 0.3 * spring)
    else if (missed > expected && expected > 0) spring *= 2
    if (mark - best.total > littleProgress * Math.abs(best.total)) [mark, marked] = [best.total, rounds]
    const gap = Math.max(0, best.total / unit - plain)
    converged = expected > 0 && gap < closeEnough * Math.abs(plain) && imbalance < smallImbalance
    const aim = (temperaturePerGap * Math.max(1e-4, gap + gapPerImbalance * imbalance)) / locations
    temperature = Math.max(lastTemperature, temperature / 2, Math.min(2 * temperature, aim, firstTemperature))
  }
  return { ...best, rounds }
}
