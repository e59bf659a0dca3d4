/**
 * Prices of places for one future: the dual of the linear relaxation, smoothed at falling temperature and minimised by
 * projected Newton steps with conjugate gradients. Exact in the limit; near it, where many prices are equally right, it
 * settles in their middle. Places are never priced below 0, and it never looks at whole plans.
 */
import type { Claims } from "./Claims.ts"
import { SoftDemand } from "./SoftDemand.ts"

/** Temperatures as shares of what a household is worth on average: from where prices move freely down to where few do. */
const [hottest, coldest, cooling] = [0.3, 0.005, 0.4]
/** Newton steps at one temperature, and the misuse of places, as a share of those used, that is near enough to go on. */
const [newtonSteps, nearEnough] = [12, 1e-4]
/** Part of the slope that a Newton direction may leave unsolved. */
const unsolved = 1e-1
/** Added to the curvature of every price, so that prices nobody hesitates about do not run away. */
const damping = 1e-2
/** A step must lower the value by this part of what the slope promises; halved until it does, or given up as too short. */
const [sufficient, shortest] = [1e-4, 1e-4]

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

const total = (amounts: Int32Array): number => amounts.reduce((sum, one) => sum + one, 0)

/** Prices that may move: those above 0, and those at 0 whose places would be overused. */
const freePrices = (prices: Float64Array, left: Float64Array): Uint8Array =>
  Uint8Array.from(prices, (price, at) => (price > 0 || left[at]! < 0 ? 1 : 0))

/** Curvature × direction = −slope on the free prices, by conjugate gradients, each price in a measure of its own. */
function newtonDirection(demand: SoftDemand, slope: Float64Array, free: Uint8Array, temperature: number): Float64Array {
  const own = new Float64Array(slope.length)
  demand.noteHesitant(own)
  const direction = new Float64Array(slope.length)
  const residual = slope.map((one, at) => (free[at] === 1 ? -one : 0))
  const measure = own.map((one) => temperature / (one + damping))
  const scaled = residual.map((one, at) => one * measure[at]!)
  const search = scaled.slice()
  const product = new Float64Array(slope.length)
  let size = dot(residual, scaled)
  const small = unsolved ** 2 * size
  for (let round = 0; round < slope.length + 10 && size > small; round++) {
    demand.bend(search, product)
    for (let at = 0; at < product.length; at++)
      product[at] = free[at] === 1 ? (product[at]! + damping * search[at]!) / temperature : 0
    const step = size / dot(search, product)
    for (let at = 0; at < direction.length; at++) {
      direction[at]! += step * search[at]!
      residual[at]! -= step * product[at]!
      scaled[at] = residual[at]! * measure[at]!
    }
    const next = dot(residual, scaled)
    for (let at = 0; at < search.length; at++) search[at] = scaled[at]! + (next / size) * search[at]!
    size = next
  }
  return direction
}

/** The smoothed dual at prices: its value, and its slope, which is the places left. */
interface Dual {
  readonly value: number
  readonly left: Float64Array
}

function dualAt(demand: SoftDemand, room: Float64Array, prices: Float64Array, temperature: number): Dual {
  const left = room.slice()
  return { value: dot(prices, room) + demand.measure(prices, temperature, left), left }
}

/** The best prices at one temperature, from prices near them. */
function settle(
  demand: SoftDemand,
  room: Float64Array,
  from: Float64Array,
  temperature: number,
  enough: number
): Float64Array {
  let prices = from
  let dual = dualAt(demand, room, prices, temperature)
  for (let step = 0; step < newtonSteps; step++) {
    const free = freePrices(prices, dual.left)
    if (dual.left.reduce((sum, places, at) => sum + free[at]! * Math.abs(places), 0) <= enough) break
    const direction = newtonDirection(demand, dual.left, free, temperature)
    let length = 1
    let moved: { readonly prices: Float64Array; readonly dual: Dual } | undefined
    for (; moved === undefined && length >= shortest; length /= 2) {
      const next = prices.map((price, at) => Math.max(0, price + length * direction[at]!))
      const there = dualAt(demand, room, next, temperature)
      const promised = dual.left.reduce((sum, places, at) => sum + places * (next[at]! - prices[at]!), 0)
      if (there.value <= dual.value + sufficient * promised) moved = { prices: next, dual: there }
    }
    if (moved === undefined) break
    prices = moved.prices
    dual = moved.dual
  }
  return prices
}

/** Mean over the households of the best each could get. */
function meanBest({ start, value }: Claims): number {
  let sum = 0
  for (let h = 0; h + 1 < start.length; h++) {
    let best = 0
    for (let k = start[h]!; k < start[h + 1]!; k++) best = Math.max(best, value[k]!)
    sum += best
  }
  return sum / Math.max(1, start.length - 1)
}

/** What one place more would be worth, at [m·D + d]. `near`: prices to start from, such as those of a similar future. */
export function futurePrices(claims: Claims, room: Int32Array, width: number, near?: Float64Array): Float64Array {
  const worth = meanBest(claims)
  let prices: Float64Array = near ?? new Float64Array(room.length)
  if (worth <= 0) return new Float64Array(room.length)
  const places = Float64Array.from(room)
  const demand = new SoftDemand(claims, width)
  const enough = nearEnough * (1 + Math.min(total(room), total(claims.demand)))
  for (let share = near === undefined ? hottest : coldest / cooling; share > coldest; share *= cooling)
    prices = settle(demand, places, prices, share * worth, enough)
  return settle(demand, places, prices, coldest * worth, enough)
}
