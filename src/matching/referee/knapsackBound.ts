/**
 * The bound that household multipliers prove. For any μ, and prices of groups, sets and earlier objectives as in bound.ts,
 * no plan is worth more than
 *
 *   Σ_h (μ_h + max(0, unplaced_h − μ_h)) + Σ_m K_m(μ) + Σ_g (γ_g ≥ 0 ? γ_g·max_g : γ_g·min_g) + Σ σ_sr − Σ_l λ_l·target_l
 *
 * K_m(μ) is the best knapsack of location m when each household brings its value there, less what groups and sets charge,
 * less μ_h: a plan gives every location one set of households, and Σ_h μ_h·(1 − times placed − unplaced) is nothing. Where a
 * knapsack is too large, its price bound stands in. With whole multipliers every term is whole, so the bound is exact.
 */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { lockedHouseholds, netValues, type Prices } from "./bound.ts"
import { Knapsack } from "./knapsack.ts"

/** The choices of each location, households ascending. */
interface ByLocation {
  /** Those of location m are from start[m] up to start[m + 1]. */
  readonly start: Int32Array
  readonly household: Int32Array
  /** What each choice brings to its location before μ. */
  readonly net: Float64Array
}

function byLocation({ instance, location, start }: Choices, net: Float64Array): ByLocation {
  const count = instance.locations.length
  const from = new Int32Array(count + 1)
  for (let k = 0; k < location.length; k++) from[location[k]! + 1]!++
  for (let m = 0; m < count; m++) from[m + 1]! += from[m]!
  const next = from.slice()
  const household = new Int32Array(location.length)
  const sorted = new Float64Array(location.length)
  for (let h = 0; h + 1 < start.length; h++) {
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      const at = next[location[k]!]!++
      household[at] = h
      sorted[at] = net[k]!
    }
  }
  return { start: from, household, net: sorted }
}

/** What the rows of groups, separate sets and earlier objectives are worth at their prices. */
function otherRows(choices: Choices, targets: ReadonlyArray<Target>, prices: Prices): number {
  let total = 0
  for (const [g, { max, min }] of choices.instance.groups.entries()) {
    const price = prices.group[g]!
    if (price !== 0) total += price > 0 ? price * max : price * min
  }
  for (const { amounts } of prices.separate) total += amounts[0]!
  for (const [l, { value }] of targets.entries()) total -= prices.multipliers[l]! * value
  return total
}

/** Told of each location: value of its knapsack, whether that is exact, and the households of the set. */
export type KnapsackVisitor = (m: number, value: number, exact: boolean, sets: ReadonlyArray<Int32Array>) => void

export class KnapsackBound {
  /** What each choice brings to its location before μ. */
  readonly net: Float64Array
  readonly #choices: Choices
  readonly #objective: Objective
  readonly #rows: number
  readonly #must: Uint8Array
  readonly #byLocation: ByLocation
  readonly #knapsack: Knapsack
  /** Prices of places kept from one round to the next: they only make the knapsacks quicker. */
  readonly place: Float64Array
  /** Candidates of each signature, best first, and their profits. */
  readonly #held: ReadonlyArray<Int32Array>
  readonly #heldProfit: ReadonlyArray<Float64Array>
  readonly #heldCount: Int32Array
  readonly #room: Int32Array
  readonly #bonus: Float64Array
  readonly #itemHousehold: Int32Array

  /** `must`: households that no plan leaves unplaced. */
  constructor(
    choices: Choices,
    objective: Objective,
    targets: ReadonlyArray<Target>,
    prices: Prices,
    must: Uint8Array = lockedHouseholds(choices)
  ) {
    const { capacity, dimensions, households } = choices.instance
    const count = households.length
    this.#choices = choices
    this.#objective = objective
    this.#must = must
    this.#rows = otherRows(choices, targets, prices)
    this.net = netValues(choices, objective, targets, { ...prices, place: new Float64Array(capacity.length) })
    this.#byLocation = byLocation(choices, this.net)
    this.#knapsack = new Knapsack(dimensions.length, count)
    this.place = prices.place.map((price) => Math.round(price))
    const sizes = new Int32Array(choices.samples.length)
    for (const s of choices.signature) sizes[s]!++
    this.#held = Array.from(sizes, (size) => new Int32Array(size + 1))
    this.#heldProfit = Array.from(sizes, (size) => new Float64Array(size + 1))
    this.#heldCount = new Int32Array(sizes.length)
    this.#room = new Int32Array(sizes.length)
    this.#bonus = new Float64Array(sizes.length)
    this.#itemHousehold = new Int32Array(count)
  }

  /** The bound at the multipliers, location by location in order. */
  total(multipliers: Float64Array, visit?: KnapsackVisitor, margin = 0): number {
    const { instance } = this.#choices
    let total = this.#rows
    for (let h = 0; h < multipliers.length; h++) {
      total += multipliers[h]!
      if (this.#must[h] === 0) total += Math.max(0, this.#objective.unplaced[h]! - multipliers[h]!)
    }
    for (let m = 0; m < instance.locations.length; m++) total += this.solve(m, multipliers, visit, margin)
    return total
  }

  /** K_m at the multipliers; with a margin, sets worth at most so much less are told of too. */
  solve(m: number, multipliers: Float64Array, visit: KnapsackVisitor | undefined, margin: number): number {
    const { capacity, dimensions, minimum } = this.#choices.instance
    const { problem } = this.#knapsack
    const width = dimensions.length
    problem.shortfall = this.#objective.shortfall
    for (let d = 0; d < width; d++) {
      const at = m * width + d
      problem.capacity[d] = capacity[at]!
      problem.minimum[d] = problem.shortfall > 0 ? minimum[at]! : 0
      problem.prices[d] = this.place[at]!
    }
    this.#prepareSignatures()
    this.#hold(m, multipliers)
    this.#fill()
    const knapsack = this.#knapsack
    knapsack.solve(margin)
    for (let d = 0; d < width; d++) this.place[m * width + d] = problem.prices[d]!
    if (visit !== undefined) {
      const sets = Array.from({ length: knapsack.sets }, (_, set) =>
        knapsack.chosen
          .slice(knapsack.setStart[set], knapsack.setStart[set + 1])
          .map((item) => this.#itemHousehold[item]!)
          .sort()
      )
      visit(m, knapsack.value, knapsack.exact, sets)
    }
    return knapsack.value
  }

  /** How many of each signature fit, and what each could at most earn by filling a minimum. */
  #prepareSignatures(): void {
    const { capacity, minimum, shortfall } = this.#knapsack.problem
    const { demand } = this.#choices.instance
    const width = capacity.length
    for (const [s, h] of this.#choices.samples.entries()) {
      let room = this.#held[s]!.length - 1
      let filled = 0
      for (let d = 0; d < width; d++) {
        const used = demand[h * width + d]!
        if (used === 0) continue
        room = Math.min(room, Math.floor(capacity[d]! / used))
        filled += Math.min(used, minimum[d]!)
      }
      this.#room[s] = room
      this.#bonus[s] = shortfall * filled
    }
    this.#heldCount.fill(0)
  }

  /** Equal households are taken in another order in each location, so that not all of them ask for the same few. */
  #hold(m: number, multipliers: Float64Array): void {
    const [from, to] = [this.#byLocation.start[m]!, this.#byLocation.start[m + 1]!]
    const middle = from + Math.floor(((m + 0.5) / this.#choices.instance.locations.length) * (to - from))
    for (let at = middle; at < to; at++) this.#offer(at, multipliers)
    for (let at = from; at < middle; at++) this.#offer(at, multipliers)
  }

  /** Of households with one signature only the best can be in a best set, as many as fit; and only if they can pay. */
  #offer(at: number, multipliers: Float64Array): void {
    const h = this.#byLocation.household[at]!
    const s = this.#choices.signature[h]!
    const profit = this.#byLocation.net[at]! - multipliers[h]!
    if (profit + this.#bonus[s]! <= 0) return
    const profits = this.#heldProfit[s]!
    const held = this.#held[s]!
    let count = this.#heldCount[s]!
    if (count >= this.#room[s]!) {
      if (count === 0 || profit <= profits[count - 1]!) return
      count--
    }
    let place = count
    for (; place > 0 && profits[place - 1]! < profit; place--) {
      profits[place] = profits[place - 1]!
      held[place] = held[place - 1]!
    }
    profits[place] = profit
    held[place] = h
    this.#heldCount[s] = count + 1
  }

  #fill(): void {
    const { problem } = this.#knapsack
    const { samples, instance } = this.#choices
    const width = instance.dimensions.length
    problem.count = 0
    for (let s = 0; s < samples.length; s++) {
      for (let at = 0; at < this.#heldCount[s]!; at++) {
        const item = problem.count++
        this.#itemHousehold[item] = this.#held[s]![at]!
        problem.profit[item] = this.#heldProfit[s]![at]!
        for (let d = 0; d < width; d++) problem.demand[item * width + d] = instance.demand[samples[s]! * width + d]!
      }
    }
  }
}
