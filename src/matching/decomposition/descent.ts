/**
 * Walks down the smoothed dual by projected Newton steps. Each step solves for the rows that may move by conjugate gradients;
 * prices keep their range, stop at 0 where a row changes side, and stay within reach of where they began, because the near
 * choices were chosen there.
 */
import { type CouplingRows, rowsWorth } from "./couplingRows.ts"
import type { SmoothedDual } from "./smoothedDual.ts"

export interface DescentLimits {
  readonly temperature: number
  /** How far the price of each row may move. */
  readonly reach: Float64Array
  /** Good enough when the rows are off by this part of all persons. */
  readonly tolerance: number
  readonly steps: number
  readonly conjugateSteps: number
}

/** Longest move of a price in one step, in temperatures. */
const longestStep = 30
/** Part of the expected gain that a step must reach, and how a step that does not is shortened, at most so often. */
const expected = 1e-4
const shorter = 0.4
const shortenings = 10
/** A step that gains less than this, per person and temperature, is the last. */
const leastGain = 1e-7
/** The conjugate gradients stop when the square of what is left has come down by this. */
const residual = 1e-4
/** Range of the damping that keeps flat rows from taking all of a step. */
const [leastDamping, firstDamping, mostDamping] = [1e-4, 1e-2, 1]

const held = 0
const moving = 1
const rising = 2
const falling = 3

class Descent {
  readonly #rows: CouplingRows
  readonly #dual: SmoothedDual
  readonly #limits: DescentLimits
  readonly #size: Float64Array
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #state: Uint8Array
  readonly #slope: Float64Array
  readonly #damping: Float64Array
  readonly #diagonal: Float64Array
  readonly #step: Float64Array
  #load: Float64Array
  #trialLoad: Float64Array
  #trial: Float64Array
  price: Float64Array

  constructor(rows: CouplingRows, dual: SmoothedDual, price: Float64Array, limits: DescentLimits) {
    const blank = (): Float64Array => new Float64Array(rows.count)
    this.#rows = rows
    this.#dual = dual
    this.#limits = limits
    this.#size = rows.upper.map(
      (upper, row) => ((Number.isFinite(upper) ? upper : rows.lower[row]!) + 0.3) / rows.persons[row]!
    )
    this.#low = price.map((amount, row) => Math.max(rows.least[row]!, amount - limits.reach[row]!))
    this.#high = price.map((amount, row) => Math.min(rows.most[row]!, amount + limits.reach[row]!))
    this.#state = new Uint8Array(rows.count)
    this.#slope = blank()
    this.#damping = blank()
    this.#diagonal = blank()
    this.#step = blank()
    this.#load = blank()
    this.#trialLoad = blank()
    this.#trial = blank()
    this.price = price.slice()
  }

  /** Rows whose reach keeps them from moving on. */
  stopped(): ReadonlyArray<number> {
    const { count, least, most } = this.#rows
    const rows: Array<number> = []
    for (let row = 0; row < count; row++) {
      const amount = this.price[row]!
      const slope = this.#slopeAt(row)
      const above = slope < 0 && amount >= this.#high[row]! && amount < most[row]!
      const below = slope > 0 && amount <= this.#low[row]! && amount > least[row]!
      if (above || below) rows.push(row)
    }
    return rows
  }

  /** The slope in the direction in which the bound falls; 0 where it falls in none. */
  #slopeAt(row: number): number {
    const { lower, upper } = this.#rows
    const amount = this.price[row]!
    const above = upper[row]! - this.#load[row]!
    const below = lower[row]! - this.#load[row]!
    if (amount > 0) return above
    if (amount < 0) return below
    return above < 0 ? above : Math.max(below, 0)
  }

  /** Which rows may move, and how; returns by how many persons the rows are off. */
  #look(): number {
    let off = 0
    for (let row = 0; row < this.#rows.count; row++) {
      const amount = this.price[row]!
      const slope = this.#slopeAt(row)
      const stuck = slope === 0 || (slope < 0 ? amount >= this.#high[row]! : amount <= this.#low[row]!)
      this.#state[row] = stuck ? held : amount !== 0 ? moving : slope < 0 ? rising : falling
      this.#slope[row] = stuck ? 0 : slope
      if (!stuck) off += Math.abs(slope) * this.#rows.persons[row]!
    }
    return off
  }

  /** Solves curvature · step = −slope for the rows that may move. */
  #solve(damping: number): void {
    const count = this.#rows.count
    const { temperature } = this.#limits
    const [state, step, diagonal] = [this.#state, this.#step, this.#diagonal]
    for (let row = 0; row < count; row++)
      this.#damping[row] = diagonal[row] = (damping / temperature) * this.#size[row]!
    this.#dual.bend(temperature, diagonal)
    const rest = new Float64Array(count)
    const direction = new Float64Array(count)
    const bent = new Float64Array(count)
    let size = 0
    for (let row = 0; row < count; row++) {
      step[row] = 0
      if (state[row] === held) continue
      rest[row] = -this.#slope[row]!
      direction[row] = rest[row]! / diagonal[row]!
      size += rest[row]! * direction[row]!
    }
    const enough = size * residual
    for (let round = 0; round < this.#limits.conjugateSteps && size > enough; round++) {
      for (let row = 0; row < count; row++) bent[row] = this.#damping[row]! * direction[row]!
      this.#dual.addCurvature(direction, bent)
      let along = 0
      for (let row = 0; row < count; row++) along += direction[row]! * bent[row]!
      if (along <= 0) break
      const length = size / along
      let next = 0
      for (let row = 0; row < count; row++) {
        if (state[row] === held) continue
        step[row]! += length * direction[row]!
        rest[row]! -= length * bent[row]!
        next += rest[row]! ** 2 / diagonal[row]!
      }
      const turn = next / size
      size = next
      for (let row = 0; row < count; row++)
        direction[row] = state[row] === held ? 0 : rest[row]! / diagonal[row]! + turn * direction[row]!
    }
    const longest = longestStep * temperature
    for (let row = 0; row < count; row++) {
      const most = longest * this.#rows.persons[row]!
      step[row] = Math.max(-most, Math.min(most, step[row]!))
    }
  }

  /** Where a step of this length leads, and what it ought to gain. */
  #aim(length: number): number {
    let gain = 0
    for (let row = 0; row < this.#rows.count; row++) {
      const amount = this.price[row]!
      const state = this.#state[row]!
      let next = amount
      if (state !== held) {
        next += length * this.#step[row]!
        next = amount > 0 || state === rising ? Math.max(0, next) : Math.min(0, next)
        next = Math.max(this.#low[row]!, Math.min(this.#high[row]!, next))
        gain += this.#slope[row]! * (next - amount)
      }
      this.#trial[row] = next
    }
    return gain
  }

  #valueAt(price: Float64Array, load: Float64Array): number {
    return this.#dual.measure(price, this.#limits.temperature, load) + rowsWorth(this.#rows, price)
  }

  run(everybody: number): void {
    const { steps, temperature, tolerance } = this.#limits
    let damping = firstDamping
    let value = this.#valueAt(this.price, this.#load)
    for (let count = 0; count < steps; count++) {
      if (this.#look() < tolerance * everybody) return
      this.#solve(damping)
      let length = 1
      let tries = 0
      let gained = 0
      for (; tries < shortenings; tries++) {
        const hoped = this.#aim(length)
        const reached = this.#valueAt(this.#trial, this.#trialLoad)
        if (reached <= value + expected * hoped) {
          gained = value - reached
          value = reached
          ;[this.price, this.#trial] = [this.#trial, this.price]
          ;[this.#load, this.#trialLoad] = [this.#trialLoad, this.#load]
          break
        }
        length *= shorter
      }
      if (tries === 0) damping = Math.max(leastDamping, damping * shorter)
      else if (tries >= 2) damping = Math.min(mostDamping, damping * 3)
      if (gained <= leastGain * everybody * temperature) return
    }
  }
}

/** The prices reached from `price`, and the rows that would have gone further than they may. */
export function descend(
  rows: CouplingRows,
  dual: SmoothedDual,
  price: Float64Array,
  everybody: number,
  limits: DescentLimits
): { readonly price: Float64Array; readonly stopped: ReadonlyArray<number> } {
  const descent = new Descent(rows, dual, price, limits)
  descent.run(everybody)
  return { price: descent.price, stopped: descent.stopped() }
}
