/**
 * The best set for one location, exactly: the largest Σ profit of items that keeps the capacities (C2), less the shortfall
 * price of every place below a minimum (C3). Knows no other location, no other row, and no solver.
 *
 * Prices bound what any set is worth; a set gives away from that what it leaves out, takes at a loss, or leaves unused. A
 * dynamic programme over the places used looks at the sets that give away little first, and at more until one is found.
 * Whole amounts in, whole amounts out.
 */
import { KnapsackLabels } from "./knapsackLabels.ts"
import { dropIdlePrices, improvePlacePrices, KnapsackProblem, priceAll } from "./knapsackPrices.ts"

/** With more states or labels the price bound stands in for the knapsack, so that none takes longer than a moment. */
const mostStates = 2 ** 22
const mostLabels = 2 ** 20

/** Sets that one solve hands on: a best one, and others within a margin. */
const mostSets = 16

/** Shares of what the set known gives away that are looked at, one after the other. */
const firstShare = 1 / 16
const shareGrowth = 4

const priceSweeps = 2

export class Knapsack {
  /** To be filled in before `solve`, prices to start from included; they are left better. */
  readonly problem: KnapsackProblem
  /** The answer: value of a best set, or a bound on it where `exact` is false. */
  value = 0
  exact = true
  /** Items of the sets found, best first: those of set i from setStart[i] up to setStart[i + 1]; where not exact, some good set. */
  readonly chosen: Int32Array
  readonly setStart = new Int32Array(mostSets + 1)
  sets = 0

  readonly #labels = new KnapsackLabels()
  readonly #order: Array<number> = []
  /** Last labels of the latest exploration. */
  readonly #found: Array<number> = []
  readonly #left: Int32Array
  /** How places used are packed, by dimension: see #layOut. */
  readonly #shift: Int32Array
  readonly #mask: Int32Array
  readonly #stride: Int32Array

  constructor(width: number, mostItems: number) {
    this.problem = new KnapsackProblem(width, mostItems)
    this.chosen = new Int32Array(mostItems * mostSets)
    this.#left = new Int32Array(width)
    this.#shift = new Int32Array(width)
    this.#mask = new Int32Array(width)
    this.#stride = new Int32Array(width)
  }

  /** With a margin, other sets worth at most so much less are found too: for each use of places the best. */
  solve(margin = 0): void {
    this.exact = true
    dropIdlePrices(this.problem)
    let most = priceAll(this.problem)
    this.value = this.#fillByGreed()
    if (this.value >= most && margin === 0) return
    for (let sweep = 0; sweep < priceSweeps; sweep++) improvePlacePrices(this.problem)
    most = priceAll(this.problem)
    const better = this.#fillByGreed()
    if (better >= most && margin === 0) this.value = better
    else {
      this.value = Math.max(this.value, better)
      this.#search(most, margin)
    }
  }

  /** Takes what fits, most left at the prices first. */
  #fillByGreed(): number {
    const { capacity, count, demand, minimum, profit, rest, shortfall, width } = this.problem
    this.#orderItems(Number.NEGATIVE_INFINITY, (item) => rest[item]!)
    this.#left.set(capacity)
    let taken = 0
    let value = 0
    for (let at = 0; at < count; at++) {
      const item = this.#order[at]!
      let gain = profit[item]!
      let fits = true
      for (let d = 0; d < width; d++) {
        const used = demand[item * width + d]!
        if (used > this.#left[d]!) fits = false
        gain += shortfall * Math.min(used, Math.max(0, minimum[d]! - capacity[d]! + this.#left[d]!))
      }
      if (!fits || gain <= 0) continue
      for (let d = 0; d < width; d++) this.#left[d]! -= demand[item * width + d]!
      value += gain
      this.chosen[taken++] = item
    }
    this.sets = 1
    this.setStart[1] = taken
    for (let d = 0; d < width; d++) value -= shortfall * minimum[d]!
    return value
  }

  /** The items of which at least so much is left, by falling rank. */
  #orderItems(least: number, rank: (item: number) => number): void {
    this.#order.length = 0
    for (let item = 0; item < this.problem.count; item++) if (this.problem.rest[item]! >= least) this.#order.push(item)
    this.#order.sort((a, b) => rank(b) - rank(a) || a - b)
  }

  /** The first set found, giving away no more than was looked at, is a best one; where that grows too large, a bound remains. */
  #search(most: number, margin: number): void {
    const known = most - this.value
    let excluded = 0
    for (let allowed = Math.floor(known * firstShare); ; allowed = Math.min(known, allowed * shareGrowth + 1)) {
      const least = this.#explore(allowed)
      if (least === undefined) {
        this.exact = false
        this.value = most - excluded
        return
      }
      if (least <= allowed) {
        this.value = most - least
        this.#takeSets(least + margin)
        if (margin > 0 && least + margin > allowed && this.#explore(least + margin) !== undefined)
          this.#takeSets(least + margin)
        return
      }
      if (allowed >= known) throw new Error("amounts that are not whole have no exact knapsack.")
      excluded = allowed
    }
  }

  /**
   * The dynamic programme over the sets that give away at most so much: what the best of them gives away, Infinity where
   * there is none, undefined where there were too many.
   */
  #explore(allowed: number): number | undefined {
    const { demand, rest, width } = this.problem
    this.#orderItems(-allowed, (item) => Math.abs(rest[item]!))
    const layout = this.#layOut()
    if (layout === undefined) return undefined
    const { full, guards } = layout
    const labels = this.#labels
    labels.begin(layout.states)
    /** What leaving out every item decided so far would give away; labels count from there. */
    let skipped = 0
    for (const item of this.#order) {
      const gain = rest[item]!
      let [places, step] = [0, 0]
      for (let d = 0; d < width; d++) {
        if (this.#stride[d] === 0) continue
        places |= demand[item * width + d]! << this.#shift[d]!
        step += demand[item * width + d]! * this.#stride[d]!
      }
      skipped += Math.max(0, gain)
      const before = labels.count
      if (before + labels.slotCount > mostLabels) return undefined
      for (let slot = 0; slot < labels.slotCount; slot++) {
        const label = labels.slots[slot]!
        const loss = labels.loss[label]! - gain
        if (loss + skipped > allowed) continue
        const used = labels.used[label]! + places
        if (((full - used) & guards) === guards) labels.add(loss, used, labels.state[label]! + step, label, item)
      }
      labels.keepBetter(before)
      labels.dropAbove(allowed - skipped)
    }
    return this.#finish(skipped)
  }

  /**
   * Places used are packed into one word: for each dimension that counts a field, and a guard bit that subtracting from the
   * full word must not borrow. They are also numbered, so that sets using the same places meet.
   */
  #layOut(): { readonly states: number; readonly guards: number; readonly full: number } | undefined {
    const { capacity, demand, minimum, prices, width } = this.problem
    let [bits, states, guards, full] = [0, 1, 0, 0]
    for (let d = 0; d < width; d++) {
      let asked = 0
      for (const item of this.#order) asked += demand[item * width + d]!
      const most = Math.min(asked, capacity[d]!)
      const counts = asked > capacity[d]! || minimum[d]! > 0 || prices[d] !== 0
      const field = counts ? 32 - Math.clz32(most) : 0
      this.#shift[d] = bits
      this.#mask[d] = 2 ** field - 1
      this.#stride[d] = counts ? states : 0
      if (!counts) continue
      bits += field + 1
      if (bits > 30) return undefined
      states *= most + 1
      full |= most << this.#shift[d]!
      guards |= 1 << (this.#shift[d]! + field)
    }
    return states > mostStates ? undefined : { states, guards, full: full | guards }
  }

  /** Counts what the sets that the last labels stand for give away; the least of it. */
  #finish(skipped: number): number {
    const labels = this.#labels
    this.#found.length = 0
    let least = Number.POSITIVE_INFINITY
    for (let slot = 0; slot < labels.slotCount; slot++) {
      const label = labels.slots[slot]!
      labels.loss[label]! += skipped + this.#unused(labels.used[label]!)
      this.#found.push(label)
      least = Math.min(least, labels.loss[label]!)
    }
    return least
  }

  /** What a finished set gives away by leaving places unused, or a minimum unfilled. */
  #unused(used: number): number {
    const { capacity, minimum, prices, shortfall, width } = this.problem
    let loss = 0
    for (let d = 0; d < width; d++) {
      const price = prices[d]!
      const places = (used >>> this.#shift[d]!) & this.#mask[d]!
      if (price !== 0) loss += price * ((price > 0 ? capacity[d]! : minimum[d]!) - places)
      loss += shortfall * Math.max(0, minimum[d]! - places)
    }
    return loss
  }

  /** Hands on the sets found that give away no more than this, best first. */
  #takeSets(most: number): void {
    const labels = this.#labels
    const near = this.#found.filter((label) => labels.loss[label]! <= most)
    near.sort((a, b) => labels.loss[a]! - labels.loss[b]! || a - b)
    this.sets = 0
    let count = 0
    for (const last of near) {
      if (this.sets === mostSets) break
      for (let label = last; labels.item[label]! >= 0; label = labels.parent[label]!)
        this.chosen[count++] = labels.item[label]!
      this.setStart[++this.sets] = count
    }
  }
}
