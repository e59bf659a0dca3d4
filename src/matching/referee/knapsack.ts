/**
 * The best set for one location, exactly: the largest Σ profit of items that keeps the capacities (C2), less the shortfall
 * price of every place below a minimum (C3). Knows no other location, no other row, and no solver.
 *
 * Prices p of the places bound what any set is worth: Σ_d (p_d ≥ 0 ? p_d·C_d : p_d·L_d) + Σ_i max(0, profit_i − Σ_d p_d·a_id).
 * A set gives away from that what it leaves out, takes at a loss, or leaves unused. A set found by greed says how much may
 * be given away; a dynamic programme over the places used then looks only at sets that give away less. Whole amounts in,
 * whole amounts out.
 */

/** With more states or labels the price bound stands in for the knapsack, so that none takes longer than a moment. */
const mostStates = 2 ** 22
const mostLabels = 2 ** 20

/** Sets that one solve hands on: a best one, and others within a margin. */
const mostSets = 16

/** Shares of what the set known gives away that are looked at, one after the other. */
const firstShare = 1 / 16
const shareGrowth = 4

/** Sweeps over the dimensions when prices are looked for. */
const priceSweeps = 2

const firstSize = 1024

/** Partial sets: what each gives away, the places it uses, and the set it grew from. */
class Labels {
  loss = new Float64Array(firstSize)
  used = new Int32Array(firstSize)
  state = new Int32Array(firstSize)
  parent = new Int32Array(firstSize)
  item = new Int32Array(firstSize)
  count = 0

  add(loss: number, used: number, state: number, parent: number, item: number): void {
    if (this.count === this.loss.length) this.#grow()
    const label = this.count++
    this.loss[label] = loss
    this.used[label] = used
    this.state[label] = state
    this.parent[label] = parent
    this.item[label] = item
  }

  #grow(): void {
    const loss = new Float64Array(2 * this.loss.length)
    loss.set(this.loss)
    this.loss = loss
    this.used = longer(this.used)
    this.state = longer(this.state)
    this.parent = longer(this.parent)
    this.item = longer(this.item)
  }
}

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * array.length)
  twice.set(array)
  return twice
}

export class Knapsack {
  /** The problem, to be filled in before `solve`: `count` items that each fit alone, and their places at [item·D + d]. */
  count = 0
  readonly profit: Float64Array
  readonly demand: Int32Array
  readonly capacity: Int32Array
  readonly minimum: Int32Array
  shortfall = 0
  /** Prices to start from; `solve` leaves better ones. */
  readonly prices: Float64Array

  /** The answer: value of a best set, or the price bound where `exact` is false. */
  value = 0
  exact = true
  /** Items of the sets found, best first: those of set i from setStart[i] up to setStart[i + 1]; where `exact` is false, some good set. */
  readonly chosen: Int32Array
  readonly setStart = new Int32Array(mostSets + 1)
  sets = 0

  readonly #width: number
  readonly #labels = new Labels()
  /** Slot of each use of places, -1 where it has none; and the label of each slot. */
  #slotOf = new Int32Array(firstSize).fill(-1)
  #slots = new Int32Array(firstSize)
  /** Profit less the price of the places. */
  readonly #rest: Float64Array
  readonly #order: Array<number> = []
  /** Last labels of the latest exploration. */
  readonly #found: Array<number> = []
  readonly #left: Int32Array
  readonly #shift: Int32Array
  readonly #mask: Int32Array
  readonly #stride: Int32Array

  constructor(width: number, mostItems: number) {
    this.#width = width
    this.profit = new Float64Array(mostItems)
    this.demand = new Int32Array(mostItems * width)
    this.capacity = new Int32Array(width)
    this.minimum = new Int32Array(width)
    this.prices = new Float64Array(width)
    this.chosen = new Int32Array(mostItems * mostSets)
    this.#rest = new Float64Array(mostItems)
    this.#left = new Int32Array(width)
    this.#shift = new Int32Array(width)
    this.#mask = new Int32Array(width)
    this.#stride = new Int32Array(width)
  }

  /** With a margin, other sets worth at most so much less are found too: for each use of places the best. */
  solve(margin = 0): void {
    this.exact = true
    this.#order.length = 0
    for (let item = 0; item < this.count; item++) this.#order.push(item)
    this.#dropIdlePrices()
    let most = this.#priceAll()
    this.value = this.#fillByGreed()
    if (this.value >= most && margin === 0) return
    for (let sweep = 0; sweep < priceSweeps; sweep++) this.#improvePrices()
    most = this.#priceAll()
    const better = this.#fillByGreed()
    if (better >= most && margin === 0) this.value = better
    else {
      this.value = Math.max(this.value, better)
      this.#search(most, margin)
    }
  }

  /** Places that cannot run out, and need not be filled, cost nothing; no price is below −shortfall. */
  #dropIdlePrices(): void {
    for (let d = 0; d < this.#width; d++) {
      let asked = 0
      for (let item = 0; item < this.count; item++) asked += this.demand[item * this.#width + d]!
      const least = this.minimum[d]! > 0 ? -this.shortfall : 0
      this.prices[d] = asked <= this.capacity[d]! && this.minimum[d] === 0 ? 0 : Math.max(least, this.prices[d]!)
    }
  }

  /** What the prices leave of every profit, and the bound they prove. */
  #priceAll(): number {
    let most = 0
    for (let d = 0; d < this.#width; d++) {
      const price = this.prices[d]!
      most += price >= 0 ? price * this.capacity[d]! : price * this.minimum[d]!
    }
    for (let item = 0; item < this.count; item++) {
      let rest = this.profit[item]!
      for (let d = 0; d < this.#width; d++) {
        const used = this.demand[item * this.#width + d]!
        if (used !== 0) rest -= used * this.prices[d]!
      }
      this.#rest[item] = rest
      if (rest > 0) most += rest
    }
    return most
  }

  /** Takes what fits, most left at the prices first. */
  #fillByGreed(): number {
    const width = this.#width
    this.#order.sort((a, b) => this.#rest[b]! - this.#rest[a]! || a - b)
    for (let d = 0; d < width; d++) this.#left[d] = this.capacity[d]!
    let count = 0
    let value = 0
    for (const item of this.#order) {
      let gain = this.profit[item]!
      let fits = true
      for (let d = 0; d < width; d++) {
        const used = this.demand[item * width + d]!
        if (used > this.#left[d]!) fits = false
        const filled = this.capacity[d]! - this.#left[d]!
        gain += this.shortfall * Math.min(used, Math.max(0, this.minimum[d]! - filled))
      }
      if (!fits || gain <= 0) continue
      for (let d = 0; d < width; d++) this.#left[d]! -= this.demand[item * width + d]!
      value += gain
      this.chosen[count++] = item
    }
    this.sets = 1
    this.setStart[1] = count
    for (let d = 0; d < width; d++) value -= this.shortfall * this.minimum[d]!
    return value
  }

  /** One sweep of whole prices: each in turn where the bound is smallest, the others as they are. */
  #improvePrices(): void {
    const width = this.#width
    for (let d = 0; d < width; d++) {
      const capacity = this.capacity[d]!
      const minimum = this.minimum[d]!
      const worth = (item: number): number => {
        const used = this.demand[item * width + d]!
        return (this.#rest[item]! + used * this.prices[d]!) / used
      }
      const users: Array<number> = []
      let asked = 0
      for (let item = 0; item < this.count; item++) {
        if (this.demand[item * width + d] === 0) continue
        users.push(item)
        asked += this.demand[item * width + d]!
      }
      if (asked <= capacity && minimum === 0) continue
      const rate = users.map(worth)
      const order = users.map((_, at) => at).sort((a, b) => rate[b]! - rate[a]! || a - b)
      let taken = 0
      let price = minimum > 0 ? -this.shortfall : 0
      for (const at of order) {
        taken += this.demand[users[at]! * width + d]!
        const bends = rate[at]! >= 0 ? taken > capacity : taken > minimum
        const filled = rate[at]! < 0 && taken - this.demand[users[at]! * width + d]! >= minimum
        if (filled) {
          price = 0
          break
        }
        if (bends) {
          price = Math.max(price, Math.round(rate[at]!))
          break
        }
      }
      const change = price - this.prices[d]!
      this.prices[d] = price
      if (change !== 0) for (const item of users) this.#rest[item]! -= change * this.demand[item * width + d]!
    }
  }

  /** Places used are packed into one word: a field for each dimension with a guard bit that a subtraction must not borrow. */
  #layOut(): { readonly states: number; readonly guards: number; readonly full: number } | undefined {
    let [bits, states, guards, full] = [0, 1, 0, 0]
    for (let d = 0; d < this.#width; d++) {
      let asked = 0
      for (const item of this.#order) asked += this.demand[item * this.#width + d]!
      const most = Math.min(asked, this.capacity[d]!)
      const counts = asked > this.capacity[d]! || this.minimum[d]! > 0 || this.prices[d] !== 0
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

  /** What a finished set gives away by leaving places unused, or a minimum unfilled. */
  #unused(used: number): number {
    let loss = 0
    for (let d = 0; d < this.#width; d++) {
      if (this.#mask[d] === 0 && this.prices[d] === 0 && this.minimum[d] === 0) continue
      const places = (used >>> this.#shift[d]!) & this.#mask[d]!
      const price = this.prices[d]!
      loss += price * ((price >= 0 ? this.capacity[d]! : this.minimum[d]!) - places)
      loss += this.shortfall * Math.max(0, this.minimum[d]! - places)
    }
    return loss
  }

  /**
   * Looks at sets that give away little first, and at more until one is found: the first found is a best one. Where that
   * grows too large, the value stands at what sets not looked at could still be worth.
   */
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
        this.#takeSets(margin)
        if (margin > 0 && least + margin > allowed && this.#explore(least + margin) !== undefined)
          this.#takeSets(margin)
        return
      }
      excluded = allowed
    }
  }

  /**
   * The dynamic programme over the sets that give away at most so much. What the best of them gives away, Infinity where
   * there is none, undefined where there were too many.
   */
  #explore(allowed: number): number | undefined {
    const width = this.#width
    const order = this.#order
    order.length = 0
    for (let item = 0; item < this.count; item++) if (this.#rest[item]! >= -allowed) order.push(item)
    order.sort((a, b) => Math.abs(this.#rest[b]!) - Math.abs(this.#rest[a]!) || a - b)
    const layout = this.#layOut()
    if (layout === undefined) return undefined
    const { full, guards, states } = layout
    if (states > this.#slotOf.length) this.#slotOf = new Int32Array(states).fill(-1)
    const labels = this.#labels
    labels.count = 0
    labels.add(0, 0, 0, -1, -1)
    this.#slots[0] = 0
    this.#slotOf[0] = 0
    let slots = 1
    /** What leaving out every item decided so far would give away; labels count from there. */
    let skipped = 0
    for (const item of order) {
      const rest = this.#rest[item]!
      let [places, step] = [0, 0]
      for (let d = 0; d < width; d++) {
        const used = this.demand[item * width + d]!
        if (this.#stride[d] === 0) continue
        places |= used << this.#shift[d]!
        step += used * this.#stride[d]!
      }
      skipped += Math.max(0, rest)
      const before = labels.count
      if (before + slots > mostLabels) {
        for (let slot = 0; slot < slots; slot++) this.#slotOf[labels.state[this.#slots[slot]!]!] = -1
        return undefined
      }
      for (let slot = 0; slot < slots; slot++) {
        const label = this.#slots[slot]!
        const loss = labels.loss[label]! - rest
        if (loss + skipped > allowed) continue
        const used = labels.used[label]! + places
        if (((full - used) & guards) === guards) labels.add(loss, used, labels.state[label]! + step, label, item)
      }
      for (let label = before; label < labels.count; label++) {
        const state = labels.state[label]!
        const slot = this.#slotOf[state]!
        if (slot < 0) {
          this.#slotOf[state] = slots
          if (slots === this.#slots.length) this.#slots = longer(this.#slots)
          this.#slots[slots++] = label
        } else if (labels.loss[label]! < labels.loss[this.#slots[slot]!]!) this.#slots[slot] = label
      }
      let live = 0
      for (let slot = 0; slot < slots; slot++) {
        const label = this.#slots[slot]!
        const state = labels.state[label]!
        if (labels.loss[label]! + skipped > allowed) this.#slotOf[state] = -1
        else {
          this.#slots[live] = label
          this.#slotOf[state] = live++
        }
      }
      slots = live
    }
    return this.#finish(skipped, slots)
  }

  /** The sets that the last labels stand for, the one that gives away least first. */
  #finish(skipped: number, slots: number): number {
    const labels = this.#labels
    const found = this.#found
    found.length = 0
    for (let slot = 0; slot < slots; slot++) {
      const label = this.#slots[slot]!
      this.#slotOf[labels.state[label]!] = -1
      labels.loss[label]! += skipped + this.#unused(labels.used[label]!)
      found.push(label)
    }
    found.sort((a, b) => labels.loss[a]! - labels.loss[b]! || a - b)
    return found.length === 0 ? Number.POSITIVE_INFINITY : labels.loss[found[0]!]!
  }

  /** Hands on the sets found that are within the margin of the best. */
  #takeSets(margin: number): void {
    const labels = this.#labels
    const enough = labels.loss[this.#found[0]!]! + margin
    this.sets = 0
    let count = 0
    for (const last of this.#found) {
      if (this.sets === mostSets || labels.loss[last]! > enough) break
      for (let label = last; labels.item[label]! >= 0; label = labels.parent[label]!)
        this.chosen[count++] = labels.item[label]!
      this.setStart[++this.sets] = count
    }
  }
}
