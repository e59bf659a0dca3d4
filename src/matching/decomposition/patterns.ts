/**
 * Patterns: sets of households that one location can take together, each with what it is worth there. The pool keeps every
 * pattern once; it chooses none and knows no prices.
 */
import { type Choices, choiceOf } from "../instance/choices.ts"
import type { Objective } from "../instance/objectives.ts"

const grown = <A extends Float64Array | Int32Array>(array: A, size: number): A => {
  if (size <= array.length) return array
  const larger = new (array.constructor as new (length: number) => A)(Math.max(size, 2 * array.length))
  larger.set(array)
  return larger
}

export class PatternPool {
  count = 0
  /** The households of pattern p are those from start[p] up to start[p + 1], ascending. */
  start = new Int32Array(1024)
  household = new Int32Array(8192)
  location = new Int32Array(1024)
  /** Net value of the pattern, and what it saves of the shortfall: nothing for a location left empty. */
  value = new Float64Array(1024)
  /** What leaving each location empty is worth: its shortfall; and all of them together. */
  readonly emptyAt: Float64Array
  readonly empty: number

  readonly #choices: Choices
  readonly #objective: Objective
  readonly #net: Float64Array
  readonly #known = new Map<string, number>()

  /** `net`: what each choice brings to its location. */
  constructor(choices: Choices, objective: Objective, net: Float64Array) {
    this.#choices = choices
    this.#objective = objective
    this.#net = net
    const { dimensions, locations, minimum } = choices.instance
    this.emptyAt = new Float64Array(locations.length)
    if (objective.shortfall > 0)
      for (const [at, places] of minimum.entries())
        this.emptyAt[Math.floor(at / dimensions.length)]! -= objective.shortfall * places
    this.empty = this.emptyAt.reduce((sum, worth) => sum + worth, 0)
  }

  /** The pattern of the households in m, added unless it is there; -1 for nobody. `households` ascending. */
  add(m: number, households: Int32Array): number {
    if (households.length === 0) return -1
    const key = `${m}:${households.join()}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const pattern = this.count++
    this.#known.set(key, pattern)
    const from = this.start[pattern]!
    this.start = grown(this.start, pattern + 2)
    this.location = grown(this.location, pattern + 1)
    this.value = grown(this.value, pattern + 1)
    this.household = grown(this.household, from + households.length)
    this.household.set(households, from)
    this.start[pattern + 1] = from + households.length
    this.location[pattern] = m
    this.value[pattern] = this.#sum(m, households, this.#net) + this.#filled(m, households) * this.#objective.shortfall
    return pattern
  }

  /** The patterns of a plan, added where they are new. */
  addPlan(plan: Int32Array): ReadonlyArray<number> {
    const sets = this.#choices.instance.locations.map((): Array<number> => [])
    for (const [h, m] of plan.entries()) if (m >= 0) sets[m]!.push(h)
    return sets.map((set, m) => this.add(m, Int32Array.from(set))).filter((pattern) => pattern >= 0)
  }

  households(pattern: number): Int32Array {
    return this.household.subarray(this.start[pattern], this.start[pattern + 1])
  }

  /** What a pattern is worth in an objective, before any price. */
  worthOf(pattern: number, objective: Objective): number {
    const households = this.households(pattern)
    const m = this.location[pattern]!
    return this.#sum(m, households, objective.value) + this.#filled(m, households) * objective.shortfall
  }

  #sum(m: number, households: Int32Array, value: Float64Array): number {
    let sum = 0
    for (const h of households) sum += value[choiceOf(this.#choices, h, m)]!
    return sum
  }

  /** Places of the minimums of m that the households fill. */
  #filled(m: number, households: Int32Array): number {
    const { demand, dimensions, minimum } = this.#choices.instance
    const width = dimensions.length
    let filled = 0
    for (let d = 0; d < width; d++) {
      const least = minimum[m * width + d]!
      if (least === 0) continue
      let used = 0
      for (const h of households) used += demand[h * width + d]!
      filled += Math.min(used, least)
    }
    return filled
  }
}
