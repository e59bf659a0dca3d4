/**
 * A plan from the mixture of the smoothed master: the patterns with the largest shares are settled, the rest of the locations
 * are asked for patterns of the households that are left, and so on until every location is settled. It proves nothing.
 */
import { type Assignment, unplaced } from "../instance/Instance.ts"
import type { KnapsackBound } from "../referee/knapsackBound.ts"
import type { PatternPool } from "./patterns.ts"
import { SmoothedMaster } from "./smoothedMaster.ts"

export interface DiveRequest {
  readonly bound: KnapsackBound
  readonly pool: PatternPool
  readonly unplaced: Float64Array
  readonly must: Uint8Array
  readonly unit: number
  /** Multipliers to start from, in units of the objective. */
  readonly multipliers: Float64Array
  readonly temperature: number
  /** Patterns to start from. */
  readonly patterns: (pattern: number) => boolean
  /** Locations to fill, and who is in the others already. */
  readonly open: ReadonlyArray<number>
  readonly locations: number
  readonly settled: Assignment
  /** Share of the locations that each step settles at least. */
  readonly pace: number
  readonly first: number
  readonly each: number
}

const spring = 0.02
const newtonSteps = 8
/** A pattern with this share is as good as chosen. */
const certain = 0.95
/** Rounds without anything to settle before it stops. */
const patience = 3
/** Below this share a pattern is not worth settling. */
const hopeless = 1e-6

export function dive(request: DiveRequest): Assignment {
  const { bound, multipliers, must, pool, settled, temperature, unit } = request
  const plan = settled.slice()
  const isOpen = new Uint8Array(request.locations)
  for (const m of request.open) isOpen[m] = 1
  let left = request.open.length
  const master = new SmoothedMaster(pool, request.locations, request.unplaced, must, unit)
  for (const [h, m] of plan.entries()) if (m !== unplaced) master.settled[h] = 1
  const isFree = (p: number): boolean => {
    if (isOpen[pool.location[p]!] === 0) return false
    for (let at = pool.start[p]!; at < pool.start[p + 1]!; at++) if (master.settled[pool.household[at]!] === 1) return false
    return true
  }
  for (let p = 0; p < pool.count; p++) if (isFree(p) && request.patterns(p)) master.include(p)
  let current: Float64Array = multipliers.map((multiplier) => multiplier / unit)
  let idle = 0
  const ask = (): void => {
    const whole = current.map((multiplier, h) =>
      master.settled[h] === 1 ? Number.POSITIVE_INFINITY : Math.round(multiplier * unit)
    )
    for (const m of request.open) {
      if (isOpen[m] === 0) continue
      const take = (_m: number, _value: number, _exact: boolean, sets: ReadonlyArray<Int32Array>): void => {
        for (const set of sets) if (set.length > 0) master.include(pool.add(m, set))
      }
      bound.solve(m, whole, take, 2 * temperature * unit)
    }
  }
  const balance = (rounds: number): void => {
    for (let round = 0; round < rounds; round++) {
      current = master.minimise(current, current, temperature, spring, newtonSteps)
      if (round + 1 < rounds || rounds > 0) ask()
    }
    current = master.minimise(current, current, temperature, spring, newtonSteps)
  }
  balance(request.first)
  while (left > 0) {
    balance(request.each)
    const promising = [...master.considered].filter((p) => master.share[p]! > hopeless)
    idle = promising.length === 0 ? idle + 1 : 0
    if (idle > patience) break
    promising.sort((a, b) => master.share[b]! - master.share[a]! || a - b)
    let quota = Math.max(1, Math.ceil(request.pace * request.open.length))
    for (const p of promising) {
      if (quota <= 0 && master.share[p]! < certain) break
      if (!isFree(p)) continue
      quota--
      left--
      isOpen[pool.location[p]!] = 0
      for (let at = pool.start[p]!; at < pool.start[p + 1]!; at++) {
        plan[pool.household[at]!] = pool.location[p]!
        master.settled[pool.household[at]!] = 1
      }
    }
    master.keep(isFree)
  }
  return plan
}
