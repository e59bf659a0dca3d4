/**
 * One location as a problem of its own, and prices of its places that bound what any set of items is worth:
 * Σ_d (p_d ≥ 0 ? p_d·C_d : p_d·L_d) + Σ_i max(0, profit_i − Σ_d p_d·a_id). Prices are whole, so whole profits stay whole.
 */

export class KnapsackProblem {
  readonly width: number
  /** Items that each fit alone, and the places of each at [item·D + d]. */
  count = 0
  readonly profit: Float64Array
  readonly demand: Int32Array
  readonly capacity: Int32Array
  readonly minimum: Int32Array
  /** Price of one place below a minimum. */
  shortfall = 0
  readonly prices: Float64Array
  /** What the prices leave of each profit. */
  readonly rest: Float64Array

  constructor(width: number, mostItems: number) {
    this.width = width
    this.profit = new Float64Array(mostItems)
    this.demand = new Int32Array(mostItems * width)
    this.capacity = new Int32Array(width)
    this.minimum = new Int32Array(width)
    this.prices = new Float64Array(width)
    this.rest = new Float64Array(mostItems)
  }

  /** Places of dimension d that all items together would use. */
  asked(d: number): number {
    let asked = 0
    for (let item = 0; item < this.count; item++) asked += this.demand[item * this.width + d]!
    return asked
  }
}

/** Places that cannot run out, and need not be filled, cost nothing; no price is below −shortfall. */
export function dropIdlePrices(problem: KnapsackProblem): void {
  const { capacity, minimum, prices, shortfall, width } = problem
  for (let d = 0; d < width; d++) {
    const least = minimum[d]! > 0 ? -shortfall : 0
    prices[d] = problem.asked(d) <= capacity[d]! && minimum[d] === 0 ? 0 : Math.max(least, prices[d]!)
  }
}

/** Counts what the prices leave of every profit, and the bound they prove. */
export function priceAll({ capacity, count, demand, minimum, prices, profit, rest, width }: KnapsackProblem): number {
  let most = 0
  for (let d = 0; d < width; d++) most += prices[d]! * (prices[d]! >= 0 ? capacity[d]! : minimum[d]!)
  for (let item = 0; item < count; item++) {
    let left = profit[item]!
    for (let d = 0; d < width; d++) left -= demand[item * width + d]! * prices[d]!
    rest[item] = left
    if (left > 0) most += left
  }
  return most
}

/** What one place of dimension d is worth to an item, other prices as they are. */
function worthOfPlace({ demand, prices, rest, width }: KnapsackProblem, item: number, d: number): number {
  const used = demand[item * width + d]!
  return (rest[item]! + used * prices[d]!) / used
}

/** The price of dimension d at which the bound is smallest: where the items worth more ask for just what there is. */
function bestPrice(problem: KnapsackProblem, users: ReadonlyArray<number>, d: number): number {
  const { demand, shortfall, width } = problem
  const capacity = problem.capacity[d]!
  const minimum = problem.minimum[d]!
  const worth = users.map((item) => worthOfPlace(problem, item, d))
  const order = users.map((_, at) => at).sort((a, b) => worth[b]! - worth[a]! || a - b)
  let taken = 0
  for (const at of order) {
    if (worth[at]! < 0 && taken >= minimum) return 0
    taken += demand[users[at]! * width + d]!
    const price = Math.round(worth[at]!)
    if (price >= 0 ? taken > capacity : taken > minimum) return Math.max(minimum > 0 ? -shortfall : 0, price)
  }
  return minimum > 0 && taken < minimum ? -shortfall : 0
}

/** One sweep over the prices: each in turn where the bound is smallest, the others as they are. */
export function improvePlacePrices(problem: KnapsackProblem): void {
  const { capacity, count, demand, minimum, prices, rest, width } = problem
  for (let d = 0; d < width; d++) {
    if (minimum[d] === 0 && problem.asked(d) <= capacity[d]!) continue
    const users: Array<number> = []
    for (let item = 0; item < count; item++) if (demand[item * width + d]! > 0) users.push(item)
    const price = bestPrice(problem, users, d)
    const change = price - prices[d]!
    prices[d] = price
    if (change !== 0) for (const item of users) rest[item]! -= change * demand[item * width + d]!
  }
}
