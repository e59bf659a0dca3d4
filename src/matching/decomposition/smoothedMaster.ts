/**
 * The best multipliers for the patterns known so far, smoothed: the piecewise linear function
 *
 *   Σ_h (μ_h + max(0, unplaced_h − μ_h)) + Σ_m max(0, max over patterns p of m: value_p − Σ_{h∈p} μ_h)
 *
 * with every max softened at a temperature, plus a spring that holds μ near a centre. It is minimised by Newton's method with
 * conjugate gradients. The softened maxima are shares of the patterns, so its minimum is a nearly feasible mixture of them.
 */
import type { PatternPool } from "./patterns.ts"

/** Softened shares below exp(−farOff) are nothing. */
const farOff = 16
/** A step that gains a smaller share of what all steps gained is the last. */
const littleGain = 0.03
const mostConjugateSteps = 40
const mostHalvings = 8
/** A slope this small, over all households, is none. */
const flat = 0.05
/** Added to the curvature when a step fails. */
const leastDamping = 0.1

export class SmoothedMaster {
  /** Share of each pattern, and of staying unplaced, at the last multipliers. */
  share = new Float64Array(0)
  readonly unplacedShare: Float64Array
  /** The value at the last multipliers without softening and without the spring. */
  plain = 0
  /** Households that are settled already: no pattern may hold them, and nobody else's multiplier depends on theirs. */
  readonly settled: Uint8Array
  /** How far the mixture is from placing each household once: Σ_h |1 − shares|. */
  imbalance = 0

  readonly #pool: PatternPool
  /** What one of the inner units is in units of the objective. */
  readonly #unit: number
  readonly #unplaced: Float64Array
  readonly #must: Uint8Array
  readonly #top: Float64Array
  readonly #sum: Float64Array
  readonly #mean: Float64Array
  readonly #slope: Float64Array
  readonly #diagonal: Float64Array
  /** Patterns that count. */
  #considered = new Int32Array(0)
  #counts = new Uint8Array(0)
  #consideredCount = 0
  #active = new Int32Array(0)
  #activeCount = 0
  #score = new Float64Array(0)

  constructor(pool: PatternPool, locations: number, unplaced: Float64Array, must: Uint8Array, unit: number) {
    this.#pool = pool
    this.#unit = unit
    this.#unplaced = unplaced.map((value) => value / unit)
    this.#must = must
    this.unplacedShare = new Float64Array(unplaced.length)
    this.settled = new Uint8Array(unplaced.length)
    this.#slope = new Float64Array(unplaced.length)
    this.#diagonal = new Float64Array(unplaced.length)
    this.#top = new Float64Array(locations)
    this.#sum = new Float64Array(locations)
    this.#mean = new Float64Array(locations)
  }

  /** The pattern counts from now on. */
  include(pattern: number): void {
    this.#makeRoom()
    if (this.#counts[pattern] === 1) return
    this.#counts[pattern] = 1
    this.#considered[this.#consideredCount++] = pattern
  }

  /** Only patterns that pass count from now on. */
  keep(passes: (pattern: number) => boolean): void {
    let kept = 0
    for (const p of this.considered) {
      if (passes(p)) this.#considered[kept++] = p
      else this.#counts[p] = 0
    }
    this.#consideredCount = kept
  }

  get considered(): Int32Array {
    return this.#considered.subarray(0, this.#consideredCount)
  }

  /** Minimises from `from`; all in inner units. */
  minimise(from: Float64Array, centre: Float64Array, temperature: number, spring: number, steps: number): Float64Array {
    const multipliers = from.slice()
    let value = this.#evaluate(multipliers, temperature) + springEnergy(multipliers, centre, spring)
    const first = value
    let damping = 0
    for (let step = 0; step < steps; step++) {
      const residual = this.#slope.map((slope, h) => -slope - spring * (multipliers[h]! - centre[h]!))
      if (norm(residual) < flat) break
      const steepness = residual.slice()
      const direction = this.#newtonDirection(residual, temperature, spring + damping)
      let slope = 0
      for (let h = 0; h < direction.length; h++) slope -= steepness[h]! * direction[h]!
      let length = 1
      let gained = 0
      for (let halving = 0; halving < mostHalvings; halving++) {
        const next = multipliers.map((multiplier, h) => multiplier + length * direction[h]!)
        const reached = this.#evaluate(next, temperature) + springEnergy(next, centre, spring)
        if (reached <= value + 1e-4 * length * slope) {
          multipliers.set(next)
          gained = value - reached
          value = reached
          break
        }
        length /= 2
      }
      damping = gained > 0 ? (length === 1 ? damping / 4 : damping) : Math.max(4 * damping, leastDamping)
      if (gained > 0 && gained <= Math.max(1e-9, littleGain * (first - value))) break
      if (gained <= 0) this.#evaluate(multipliers, temperature)
    }
    this.#evaluate(multipliers, temperature)
    this.imbalance = this.#slope.reduce((sum, slope) => sum + Math.abs(slope), 0)
    return multipliers
  }

  #makeRoom(): void {
    const { count } = this.#pool
    if (count <= this.#counts.length) return
    const considered = new Int32Array(2 * count)
    considered.set(this.#considered)
    this.#considered = considered
    const counts = new Uint8Array(2 * count)
    counts.set(this.#counts)
    this.#counts = counts
    this.share = new Float64Array(2 * count)
    this.#score = new Float64Array(2 * count)
    this.#active = new Int32Array(2 * count)
  }

  /** The softened value; shares, slope and diagonal of the curvature on the way. */
  #evaluate(multipliers: Float64Array, temperature: number): number {
    const { household, location, start, value } = this.#pool
    const considered = this.considered
    const perUnit = 1 / this.#unit
    let [plain, softened] = [this.#pool.empty * perUnit, 0]
    for (let h = 0; h < multipliers.length; h++) {
      this.unplacedShare[h] = 0
      this.#slope[h] = 0
      this.#diagonal[h] = 0
      if (this.settled[h] === 1) continue
      const gain = this.#must[h] === 1 ? Number.NEGATIVE_INFINITY : (this.#unplaced[h]! - multipliers[h]!) / temperature
      const share = gain > farOff ? 1 : gain < -farOff ? 0 : 1 / (1 + Math.exp(-gain))
      plain += multipliers[h]! + Math.max(0, gain * temperature)
      if (share > 0 && share < 1) softened += Math.log1p(Math.exp(-Math.abs(gain)))
      this.unplacedShare[h] = share
      this.#slope[h] = 1 - share
      this.#diagonal[h] = (share * (1 - share)) / temperature
    }
    const { share } = this
    const scores = this.#score
    const top = this.#top
    const sums = this.#sum
    const active = this.#active
    top.fill(0)
    for (let at = 0; at < considered.length; at++) {
      const p = considered[at]!
      const end = start[p + 1]!
      let score = value[p]! * perUnit
      for (let entry = start[p]!; entry < end; entry++) score -= multipliers[household[entry]!]!
      score /= temperature
      scores[p] = score
      const m = location[p]!
      if (score > top[m]!) top[m] = score
    }
    for (let m = 0; m < sums.length; m++) sums[m] = Math.exp(-top[m]!)
    let count = 0
    for (let at = 0; at < considered.length; at++) {
      const p = considered[at]!
      const m = location[p]!
      const below = scores[p]! - top[m]!
      share[p] = below < -farOff ? 0 : Math.exp(below)
      if (share[p] === 0) continue
      sums[m]! += share[p]!
      active[count++] = p
    }
    this.#activeCount = count
    for (let m = 0; m < sums.length; m++) {
      plain += temperature * top[m]!
      softened += Math.log(sums[m]!)
    }
    for (let at = 0; at < count; at++) {
      const p = active[at]!
      const end = start[p + 1]!
      const part = share[p]! / sums[location[p]!]!
      share[p] = part
      const curvature = (part * (1 - part)) / temperature
      for (let entry = start[p]!; entry < end; entry++) {
        const h = household[entry]!
        this.#slope[h]! -= part
        this.#diagonal[h]! += curvature
      }
    }
    this.plain = plain
    return plain + temperature * softened
  }

  /** Curvature times a direction. */
  #curve(direction: Float64Array, into: Float64Array, temperature: number, spring: number): void {
    const { household, location, start } = this.#pool
    const { share, unplacedShare } = this
    const mean = this.#mean
    const along = this.#score
    const active = this.#active
    const count = this.#activeCount
    for (let h = 0; h < direction.length; h++) {
      const leaves = unplacedShare[h]!
      into[h] = ((leaves * (1 - leaves)) / temperature + spring) * direction[h]!
    }
    mean.fill(0)
    for (let at = 0; at < count; at++) {
      const p = active[at]!
      const end = start[p + 1]!
      let sum = 0
      for (let entry = start[p]!; entry < end; entry++) sum += direction[household[entry]!]!
      along[p] = sum
      mean[location[p]!]! += share[p]! * sum
    }
    for (let at = 0; at < count; at++) {
      const p = active[at]!
      const end = start[p + 1]!
      const weight = (share[p]! * (along[p]! - mean[location[p]!]!)) / temperature
      for (let entry = start[p]!; entry < end; entry++) into[household[entry]!]! += weight
    }
  }

  /** Conjugate gradients, scaled by the diagonal; `residual` is used up. */
  #newtonDirection(residual: Float64Array, temperature: number, spring: number): Float64Array {
    const scaled = residual.map((value, h) => value / (this.#diagonal[h]! + spring))
    const direction = new Float64Array(residual.length)
    const search = scaled.slice()
    const curved = new Float64Array(residual.length)
    let product = dot(residual, scaled)
    const enough = 0.01 * product
    for (let step = 0; step < mostConjugateSteps; step++) {
      this.#curve(search, curved, temperature, spring)
      const length = product / dot(search, curved)
      for (let h = 0; h < residual.length; h++) {
        direction[h]! += length * search[h]!
        residual[h]! -= length * curved[h]!
        scaled[h] = residual[h]! / (this.#diagonal[h]! + spring)
      }
      const next = dot(residual, scaled)
      if (next < enough) break
      for (let h = 0; h < residual.length; h++) search[h] = scaled[h]! + (next / product) * search[h]!
      product = next
    }
    return direction
  }
}

function springEnergy(multipliers: Float64Array, centre: Float64Array, spring: number): number {
  let sum = 0
  for (let h = 0; h < multipliers.length; h++) sum += (multipliers[h]! - centre[h]!) ** 2
  return (spring * sum) / 2
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let h = 0; h < left.length; h++) sum += left[h]! * right[h]!
  return sum
}

const norm = (vector: Float64Array): number => Math.sqrt(dot(vector, vector))
