/**
 * Linked households (C4) as one: at given prices a set is worth its best region, where each of its households takes the best
 * location it can have there, or what all of them are worth unplaced. Mixing such joint places is all that C4 lets a
 * relaxation do, so no row is needed for it; the prices τ of bound.ts that say the same follow from the joint values.
 */
import type { SetPrice } from "../referee/bound.ts"
import { type Coupled, stayUnplaced } from "./nearChoices.ts"

/** A joint place: one choice for each household of a set, or `stayUnplaced` for all. */
export interface JointPlace {
  readonly net: number
  readonly choices: ReadonlyArray<number>
}

/** Most joint places of a set that enter at once. */
const mostPlaces = 6

export class LinkedSets {
  readonly #coupled: Coupled
  readonly #regions: number
  /** Set of each linked household and its position there, -1 for the others. */
  readonly setOf: Int32Array
  readonly #position: Int32Array
  /** Best net value and its choice for each household of a set in each region, [position · regions + region]. */
  readonly #net: ReadonlyArray<Float64Array>
  readonly #choice: ReadonlyArray<Int32Array>

  constructor(coupled: Coupled) {
    const { households, linked, regions } = coupled.choices.instance
    this.#coupled = coupled
    this.#regions = regions.length
    this.setOf = new Int32Array(households.length).fill(-1)
    this.#position = new Int32Array(households.length)
    for (const [set, members] of linked.entries()) {
      for (const [position, h] of members.entries()) {
        this.setOf[h] = set
        this.#position[h] = position
      }
    }
    this.#net = linked.map((members) => new Float64Array(members.length * this.#regions))
    this.#choice = linked.map((members) => new Int32Array(members.length * this.#regions))
  }

  /** Takes down what household h of a set is worth in each region. */
  record(h: number, charge: Float64Array, gain: number): void {
    const { choices, objective } = this.#coupled
    const [net, choice] = [this.#net[this.setOf[h]!]!, this.#choice[this.setOf[h]!]!]
    const from = this.#position[h]! * this.#regions
    net.fill(Number.NEGATIVE_INFINITY, from, from + this.#regions)
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      const m = choices.location[k]!
      const at = from + choices.instance.region[m]!
      const amount = objective.value[k]! + gain - charge[m]!
      if (amount <= net[at]!) continue
      net[at] = amount
      choice[at] = k
    }
  }

  #members(set: number): Int32Array {
    return this.#coupled.choices.instance.linked[set]!
  }

  #inRegion(set: number, region: number): number {
    const net = this.#net[set]!
    let total = 0
    for (let at = region; at < net.length; at += this.#regions) total += net[at]!
    return total
  }

  /** What the set is worth when it stays unplaced; minus infinity where one of it must be placed. */
  #unplaced(set: number): number {
    const { must, objective } = this.#coupled
    return this.#members(set).reduce(
      (sum, h) => sum + (must[h] === 1 ? Number.NEGATIVE_INFINITY : objective.unplaced[h]!),
      0
    )
  }

  /** The joint places worth more than `floor` and at most `distance` less than the best, best first. */
  places(set: number, floor: number, distance: number): ReadonlyArray<JointPlace> {
    const members = this.#members(set)
    const found: Array<JointPlace> = []
    const unplaced = this.#unplaced(set)
    if (unplaced > floor) found.push({ net: unplaced, choices: Array.from(members, () => stayUnplaced) })
    for (let region = 0; region < this.#regions; region++) {
      const net = this.#inRegion(set, region)
      if (!(net > floor)) continue
      found.push({
        net,
        choices: Array.from(members, (_, position) => this.#choice[set]![position * this.#regions + region]!)
      })
    }
    // Equal places in an order of each set's own.
    const first = found.splice(0, found.length === 0 ? 0 : set % found.length)
    found.push(...first)
    found.sort((a, b) => b.net - a.net)
    const least = (found[0]?.net ?? 0) - distance
    return found.filter(({ net }) => net >= least).slice(0, mostPlaces)
  }

  /** What the set is worth at its best. */
  worth(set: number): number {
    let most = this.#unplaced(set)
    for (let region = 0; region < this.#regions; region++) most = Math.max(most, this.#inRegion(set, region))
    return most
  }

  /**
   * Prices τ at which the set's households are together worth no more than the set: each takes its share of the worth, and
   * in every region what it is worth beyond that is charged, less an equal part of what the region falls short.
   */
  prices(set: number): ReadonlyArray<SetPrice> {
    const { must, objective } = this.#coupled
    const members = this.#members(set)
    const net = this.#net[set]!
    const worth = this.worth(set)
    const rest = worth - members.reduce((sum, h) => sum + objective.unplaced[h]!, 0)
    const bound = [...members].filter((h) => must[h] === 1)
    // Only who must be placed may be worth less than when unplaced; where nobody must, the rest is not negative.
    const share = Float64Array.from(members, (h) => {
      const part = bound.length === 0 ? rest / members.length : must[h] === 1 ? rest / bound.length : 0
      return objective.unplaced[h]! + part
    })
    const prices: Array<SetPrice> = []
    for (let region = 0; region < this.#regions; region++) {
      const over = Array.from(share, (part, position) => net[position * this.#regions + region]! - part)
      if (over.every((amount) => amount <= 0)) continue
      const short = worth - this.#inRegion(set, region)
      const absent = over.indexOf(Number.NEGATIVE_INFINITY)
      const amounts = over.map((amount) => (absent < 0 ? amount + short / members.length : Math.max(0, amount)))
      // Who has no choice in the region can be promised there what the others are charged.
      if (absent >= 0) amounts[absent] = -amounts.reduce((sum, amount) => sum + amount, 0)
      prices.push({ set, region, amounts })
    }
    return prices
  }
}
