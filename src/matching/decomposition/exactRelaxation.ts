/**
 * The exact optimum of the linear relaxation over all pairs. Prices come first; households with one choice near their best
 * are fixed to it, and only the others enter a master problem. Each round prices every pair: what would improve the master
 * enters it, and fixed households that the prices contradict are released, until nothing improves. Only time ends it sooner,
 * and then with a bound that holds.
 */
import type { Highs } from "highs"
import { choiceOf } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { boundOf, type Prices } from "../referee/bound.ts"
import { pricesOf } from "./couplingRows.ts"
import { LinkedSets } from "./linkedSets.ts"
import { Master, type MasterAnswer } from "./master.ts"
import { type Coupled, fewOf, nearChoices, stayUnplaced } from "./nearChoices.ts"
import { findPrices, spreadOf } from "./priceFinder.ts"
import { type Findings, free, priceAll } from "./pricing.ts"
import type { Relaxation } from "./Relaxation.ts"
import { coupledOf, type RelaxationRequest, type Sizes, usualSizes } from "./relaxationRequest.ts"

/** Half the width of the boxes when all choices are in the master, as a part of the spread. */
const wholeReach = 1e3
/** A box this wide that is still used says that the rows cannot hold. */
const hopeless = 1e8
/** Less than this part of the spread is no improvement at first; less and less of it, while the bound is not reached. */
const [firstImprovement, leastImprovement] = [1e-7, 1e-12]
/** The bound is reached when the master falls short of it by no more than this part. */
const closeEnough = 1e-11

interface Best {
  readonly bound: number
  readonly price: Float64Array
  readonly separate: Prices["separate"]
}

/** The relaxation as it stands; it can be solved again after a change, from the prices and the master it has. */
export class ExactRelaxation {
  readonly #request: RelaxationRequest
  readonly #sizes: Sizes
  readonly #coupled: Coupled
  readonly #spread: number
  readonly #linked: LinkedSets
  readonly #fixed: Int32Array
  /** What each fixed household is worth where it is fixed. */
  readonly #worthFixed: Float64Array
  readonly #master: Master
  #fixedWorth = 0
  /** Less than this is no improvement. */
  #floor: number
  #best: Best
  #changed = false

  constructor(highs: Highs, request: RelaxationRequest, sizes: Sizes, coupled: Coupled = coupledOf(request)) {
    const { choices, rows } = coupled
    const { timeLeftMs } = request
    this.#request = request
    this.#sizes = sizes
    this.#coupled = coupled
    this.#spread = spreadOf(this.#coupled)
    this.#floor = firstImprovement * this.#spread
    const whole = choices.location.length <= sizes.wholeMaster
    const price = whole ? new Float64Array(rows.count) : findPrices(this.#coupled, this.#spread, timeLeftMs)
    this.#linked = new LinkedSets(this.#coupled)
    this.#fixed = new Int32Array(choices.instance.households.length).fill(free)
    this.#worthFixed = new Float64Array(this.#fixed.length)
    this.#master = new Master(highs, this.#coupled, price, (whole ? wholeReach : sizes.reach) * this.#spread)
    this.#best = { bound: Number.POSITIVE_INFINITY, price, separate: [] }
    this.#fill(price, whole)
  }

  dispose(): void {
    this.#master.dispose()
  }

  /** Fixes households that have one near choice, except those of sets; the others enter the master. */
  #fill(price: Float64Array, whole: boolean): void {
    const { choices, objective } = this.#coupled
    const { linked, separate } = choices.instance
    const distance = whole ? Number.POSITIVE_INFINITY : this.#sizes.near * this.#spread
    const near = nearChoices(this.#coupled, price, distance)
    this.#improve(near.bound, price, [])
    const apart = new Set(separate.flatMap((members) => [...members]))
    for (const h of near.households) {
      if (this.#linked.setOf[h]! >= 0) continue
      const listed = near.choice.subarray(near.start[h]!, near.start[h + 1]!)
      const only = listed[0]!
      if (listed.length === 1 && !apart.has(h)) {
        this.#fixed[h] = only
        this.#worthFixed[h] = only === stayUnplaced ? objective.unplaced[h]! : objective.value[only]!
        this.#fixedWorth += this.#worthFixed[h]!
        this.#master.load(h, only, 1)
      } else this.#enterHousehold(h, whole ? listed : fewOf(listed, h))
    }
    if (linked.length === 0) return
    this.#price(price, [], new Float64Array(near.households.length + linked.length).fill(Number.NaN))
    for (const set of linked.keys()) {
      this.#master.addUnit(near.households.length + set)
      this.#enterJointPlaces(set, Number.NEGATIVE_INFINITY, this.#sizes.near * this.#spread)
    }
  }

  #improve(bound: number, price: Float64Array, separate: Prices["separate"]): void {
    if (!(bound < this.#best.bound)) return
    this.#best = { bound, price, separate }
    this.#request.onBound?.(bound)
  }

  /** Takes a household into the master with these choices and with staying unplaced, closed as long as it must not. */
  #enterHousehold(h: number, listed: Iterable<number>): void {
    this.#master.addUnit(h)
    this.#master.addPlace(h, [h], [stayUnplaced])
    for (const k of listed) if (k !== stayUnplaced && !this.#master.isPresent(k)) this.#master.addPlace(h, [h], [k])
  }

  #enterJointPlaces(set: number, floor: number, distance: number): number {
    const { households, linked, persons } = this.#coupled.choices.instance
    const members = linked[set]!
    const everybody = members.reduce((sum, h) => sum + persons[h]!, 0)
    const places = this.#linked.places(set, floor, distance * everybody)
    return places.filter(({ choices }) => this.#master.addPlace(households.length + set, members, choices)).length
  }

  #release(h: number): void {
    const kept = this.#fixed[h]!
    this.#fixed[h] = free
    this.#fixedWorth -= this.#worthFixed[h]!
    this.#master.load(h, kept, -1)
    this.#enterHousehold(h, [kept])
  }

  #price(price: Float64Array, separate: Prices["separate"], worth: Float64Array): Findings {
    const prices = { ...pricesOf(this.#coupled.rows, price), separate }
    return priceAll({
      coupled: this.#coupled,
      linked: this.#linked,
      master: this.#master,
      fixed: this.#fixed,
      price,
      prices,
      worth,
      floor: this.#floor,
      distance: this.#sizes.entering * this.#spread
    })
  }

  /** Prices everything at the master's answer and lets in what improves it; false when nothing does. */
  #round(answer: MasterAnswer): boolean {
    const { instance } = this.#coupled.choices
    const { bound, entering, released } = this.#price(answer.price, answer.separate, answer.worth)
    this.#improve(bound, answer.price, answer.separate)
    const missing = bound - (answer.optimum.worth + this.#fixedWorth)
    if (missing <= closeEnough * Math.abs(bound)) return false
    for (const h of released) this.#release(h)
    for (let at = 0; at < entering.length; at += 2)
      if (!this.#master.isPresent(entering[at + 1]!))
        this.#master.addPlace(entering[at]!, [entering[at]!], [entering[at + 1]!])
    let joint = 0
    for (const set of instance.linked.keys()) {
      const worth = answer.worth[instance.households.length + set]!
      joint += this.#enterJointPlaces(set, worth + this.#floor, this.#sizes.entering * this.#spread)
    }
    if (entering.length + released.length + joint > 0) return true
    this.#floor /= 100
    return this.#floor > leastImprovement * this.#spread
  }

  /** A plan that keeps every row makes the master feasible without buying anything. */
  #leanOn(start: Assignment): void {
    const { choices } = this.#coupled
    const { linked } = choices.instance
    const planned = (h: number): number => (start[h] === unplaced ? stayUnplaced : choiceOf(choices, h, start[h]!))
    for (let h = 0; h < start.length; h++) {
      if (this.#linked.setOf[h]! >= 0) continue
      const k = planned(h)
      if (this.#fixed[h] !== free && this.#fixed[h] !== k) this.#release(h)
      if (this.#fixed[h] === free && k !== stayUnplaced && !this.#master.isPresent(k))
        this.#master.addPlace(h, [h], [k])
    }
    for (const [set, members] of linked.entries())
      this.#master.addPlace(start.length + set, members, Array.from(members, planned))
    this.#master.stopTrading()
  }

  /** Takes notice that choices of these households opened or closed, or that capacities changed; then solve again. */
  reconsider(households: Int32Array): void {
    const { choices, must, objective } = this.#coupled
    const { price, separate } = this.#best
    const { households: all, linked } = choices.instance
    this.#changed = true
    this.#floor = firstImprovement * this.#spread
    const near = nearChoices(this.#coupled, price, this.#sizes.near * this.#spread, households)
    for (const [index, h] of households.entries()) {
      if (this.#linked.setOf[h]! >= 0) continue
      const kept = this.#fixed[h]!
      const open = kept === stayUnplaced ? must[h] !== 1 : objective.value[kept] !== Number.NEGATIVE_INFINITY
      if (kept === free ? must[h] !== 1 : open) continue
      if (kept !== free) this.#release(h)
      for (const k of fewOf(near.choice.subarray(near.start[index]!, near.start[index + 1]!), h))
        if (k !== stayUnplaced && !this.#master.isPresent(k)) this.#master.addPlace(h, [h], [k])
    }
    if (linked.length > 0) {
      this.#price(price, separate, new Float64Array(all.length + linked.length).fill(Number.NaN))
      for (const set of linked.keys())
        this.#enterJointPlaces(set, Number.NEGATIVE_INFINITY, this.#sizes.near * this.#spread)
    }
    this.#master.refresh(price, separate)
    this.#best = { bound: Number.POSITIVE_INFINITY, price, separate }
  }

  solve(timeLeftMs: () => number = this.#request.timeLeftMs): Relaxation {
    const { start } = this.#request
    const before = this.#best
    for (let round = 0; ; round++) {
      const answer = timeLeftMs() > 0 ? this.#master.solve(timeLeftMs()) : "time"
      if (answer === "time") return this.#result(undefined, false)
      if (answer === "infeasible") return this.#impossible(before)
      const improved = this.#round(answer)
      const { reach, used } = this.#master.widen(answer)
      if (!improved && used === 0) return this.#result(answer, true)
      if (reach > hopeless * this.#spread) return this.#impossible(before)
      if (round === this.#sizes.boxedRounds && start !== undefined && !this.#changed) this.#leanOn(start)
    }
  }

  /** No plan keeps the rows, nor any mixture of plans. Prices that went to extremes for it are no start for what comes next. */
  #impossible(before: Best): Relaxation {
    const result = this.#result(undefined, true)
    this.#best = before
    return { ...result, bound: Number.NEGATIVE_INFINITY }
  }

  #result(answer: MasterAnswer | undefined, complete: boolean): Relaxation {
    const { choices, must, objective, rows, targets } = this.#coupled
    const { price, separate } = this.#best
    const prices: Prices = { ...pricesOf(rows, price), separate, linked: this.#linkedPrices(price, separate) }
    const { best, total } = boundOf(choices, objective, targets, prices, must)
    const share = new Map<number, number>()
    if (answer !== undefined) {
      for (const k of this.#fixed) if (k >= 0) share.set(k, 1)
      this.#master.addShares(answer, share)
    }
    return { bound: total, prices, best, share, complete }
  }

  #linkedPrices(price: Float64Array, separate: Prices["separate"]): Prices["linked"] {
    const { linked } = this.#coupled.choices.instance
    if (linked.length === 0) return []
    this.#price(price, separate, new Float64Array(this.#fixed.length + linked.length))
    return [...linked.keys()].flatMap((set) => this.#linked.prices(set))
  }
}

/** The relaxation of one objective with earlier ones fixed. A bound of minus infinity says that the rows cannot all hold. */
export function relaxation(highs: Highs, request: RelaxationRequest, sizes: Sizes = usualSizes): Relaxation {
  const problem = new ExactRelaxation(highs, request, sizes)
  try {
    return problem.solve()
  } finally {
    problem.dispose()
  }
}
