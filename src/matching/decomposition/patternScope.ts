/**
 * A part of the problem over patterns: the locations that are open, and the households that may still be placed in them. It
 * balances multipliers against patterns for that part alone, and settles locations one by one. It proves nothing.
 */
import { type Assignment, unplaced } from "../instance/Instance.ts"
import type { KnapsackBound } from "../referee/knapsackBound.ts"
import type { PatternPool } from "./patterns.ts"
import { SmoothedMaster } from "./smoothedMaster.ts"

export interface PatternWorld {
  readonly bound: KnapsackBound
  readonly pool: PatternPool
  readonly locations: number
  readonly unplaced: Float64Array
  readonly must: Uint8Array
  /** Price of a place below a minimum. */
  readonly shortfall: number
  /** A typical household's value; steps and temperatures are counted in it. */
  readonly unit: number
}

/** Holds the multipliers near where the patterns known say something about them. */
const spring = 15
const newtonSteps = 8
/** A pattern this many temperatures below the best of its location has a share worth knowing. */
const marginInTemperatures = 2

export class PatternScope {
  /** Who is placed where; households in no open location count as decided. */
  readonly plan: Assignment
  /** Open locations left. */
  left: number
  readonly #world: PatternWorld
  readonly #isOpen: Uint8Array
  readonly #master: SmoothedMaster
  readonly #temperature: number
  #multipliers: Float64Array

  /** `plan` leaves the open locations empty; `multipliers` in units of the objective. */
  constructor(
    world: PatternWorld,
    open: ReadonlyArray<number>,
    plan: Assignment,
    multipliers: Float64Array,
    temperature: number
  ) {
    const { locations, must, pool, unit, unplaced: leave } = world
    this.#world = world
    this.#temperature = temperature
    this.#multipliers = multipliers.map((multiplier) => multiplier / unit)
    this.plan = plan.slice()
    this.left = open.length
    this.#isOpen = new Uint8Array(locations)
    for (const m of open) this.#isOpen[m] = 1
    this.#master = new SmoothedMaster(pool, locations, leave, must, unit)
    for (const [h, m] of plan.entries()) if (m !== unplaced) this.#master.settled[h] = 1
  }

  /** Takes in the known patterns that are free and pass. */
  include(passes: (pattern: number) => boolean): void {
    const { pool } = this.#world
    for (let p = 0; p < pool.count; p++) if (this.isFree(p) && passes(p)) this.#master.include(p)
  }

  get patterns(): Int32Array {
    return this.#master.considered
  }

  shareOf(pattern: number): number {
    return this.#master.share[pattern]!
  }

  isFree(pattern: number): boolean {
    const { household, location, start } = this.#world.pool
    if (this.#isOpen[location[pattern]!] === 0) return false
    for (let at = start[pattern]!; at < start[pattern + 1]!; at++)
      if (this.#master.settled[household[at]!] === 1) return false
    return true
  }

  /** Rounds of column generation over the open locations. */
  balance(rounds: number): void {
    this.#minimise()
    for (let round = 0; round < rounds; round++) {
      this.#askForPatterns()
      this.#minimise()
    }
  }

  #minimise(): void {
    this.#multipliers = this.#master.minimise(
      this.#multipliers,
      this.#multipliers,
      this.#temperature,
      spring,
      newtonSteps
    )
  }

  #askForPatterns(): void {
    const { bound, locations, pool, unit } = this.#world
    const whole = this.#multipliers.map((multiplier, h) =>
      this.#master.settled[h] === 1 ? Number.POSITIVE_INFINITY : Math.round(multiplier * unit)
    )
    const margin = marginInTemperatures * this.#temperature * unit
    for (let m = 0; m < locations; m++) {
      if (this.#isOpen[m] === 0) continue
      bound.solve(
        m,
        whole,
        (_m, _value, _exact, sets) => {
          for (const set of sets) if (set.length > 0) this.#master.include(pool.add(m, set))
        },
        margin
      )
    }
  }

  /** How far each pattern, at the multipliers of now, falls short of the best of its location; in units of the objective. */
  shortfalls(): ReadonlyMap<number, number> {
    const { locations, pool, unit } = this.#world
    const best = new Float64Array(locations)
    const net = new Map<number, number>()
    for (const p of this.patterns) {
      let worth = pool.value[p]!
      for (let at = pool.start[p]!; at < pool.start[p + 1]!; at++)
        worth -= this.#multipliers[pool.household[at]!]! * unit
      net.set(p, worth)
      best[pool.location[p]!] = Math.max(best[pool.location[p]!]!, worth)
    }
    return new Map([...net].map(([p, worth]) => [p, best[pool.location[p]!]! - worth]))
  }

  /** The pattern is chosen: its location closes, its households are settled. */
  settle(pattern: number): void {
    const { pool } = this.#world
    this.#isOpen[pool.location[pattern]!] = 0
    this.left--
    for (const h of pool.households(pattern)) {
      this.plan[h] = pool.location[pattern]!
      this.#master.settled[h] = 1
    }
  }

  /** Drops the patterns that are free no longer. */
  forgetSettled(): void {
    this.#master.keep((p) => this.isFree(p))
  }
}
