/**
 * One exact look over all pairs at given prices: the bound they prove, the places that would improve the master, and the
 * fixed households that would rather be elsewhere.
 */
import type { Prices } from "../referee/bound.ts"
import { visitCharges } from "../referee/charges.ts"
import { rowsWorth } from "./couplingRows.ts"
import type { LinkedSets } from "./linkedSets.ts"
import type { Master } from "./master.ts"
import { type Coupled, stayUnplaced } from "./nearChoices.ts"

/** Households that are not in the master: the choice each is fixed to, or `stayUnplaced`; `free` for those in the master. */
export const free = -2

/** Most choices of a household that enter in one round. */
const mostEntering = 6
/** Households start this far apart when they choose among equals; a prime, so that they spread over all. */
const stride = 101

export interface Question {
  readonly coupled: Coupled
  readonly linked: LinkedSets
  readonly master: Master
  readonly fixed: Int32Array
  readonly price: Float64Array
  readonly prices: Prices
  /** What each unit in the master is worth there. */
  readonly worth: Float64Array
  /** Less than this is no improvement. */
  readonly floor: number
  /** Places at most this much worse than a household's best, per person, enter with it. */
  readonly distance: number
}

export interface Findings {
  /** What the prices prove. */
  readonly bound: number
  /** Choices that improve the master, with their households one after the other: h, k, h, k … */
  readonly entering: ReadonlyArray<number>
  /** Fixed households that have something better. */
  readonly released: ReadonlyArray<number>
}

export function priceAll(question: Question): Findings {
  const { coupled, distance, fixed, floor, linked, master, price, prices, worth } = question
  const { choices, must, objective, targets } = coupled
  const { instance, location, start } = choices
  const { unplaced, value } = objective
  const net = new Float64Array(instance.locations.length)
  const entering: Array<number> = []
  const released: Array<number> = []
  let bound = rowsWorth(coupled.rows, price)
  for (const { amounts } of prices.separate) bound += amounts[0]!

  const enter = (h: number, from: number, to: number, most: number, least: number): void => {
    const close = most - distance * instance.persons[h]!
    const found: Array<number> = []
    for (let k = from; k < to; k++) {
      const amount = net[k - from]!
      if (amount >= close && amount > least && !master.isPresent(k)) found.push(k)
    }
    if (found.length > mostEntering) {
      // Equal choices in an order of each household's own, or all households would crowd into the same places.
      const turn = (k: number): number => (k - from + h * stride) % (to - from)
      found.sort((a, b) => net[b - from]! - net[a - from]! || turn(a) - turn(b))
      found.length = mostEntering
    }
    for (const k of found) entering.push(h, k)
  }
  const visit = (h: number, charge: Float64Array, gain: number): void => {
    if (linked.setOf[h]! >= 0) {
      linked.record(h, charge, gain)
      return
    }
    const [from, to] = [start[h]!, start[h + 1]!]
    let most = must[h] === 1 ? Number.NEGATIVE_INFINITY : unplaced[h]!
    for (let k = from; k < to; k++) {
      const amount = value[k]! + gain - charge[location[k]!]!
      net[k - from] = amount
      if (amount > most) most = amount
    }
    bound += most
    const chosen = fixed[h]!
    if (chosen === free) {
      if (most > worth[h]! + floor) enter(h, from, to, most, worth[h]! + floor)
      return
    }
    const kept = chosen === stayUnplaced ? unplaced[h]! : net[chosen - from]!
    if (most > kept + floor) {
      released.push(h)
      enter(h, from, to, most, Number.NEGATIVE_INFINITY)
    }
  }
  visitCharges(choices, targets, prices, visit)
  for (let set = 0; set < instance.linked.length; set++) bound += linked.worth(set)
  return { bound, entering, released }
}
