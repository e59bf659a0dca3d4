/**
 * One year under one policy: batches arrive, each is placed for good before the next is seen, and the places are counted
 * down. A policy knows the places left, the batch, how many are still to come and the pool; never who comes next.
 */
import { Effect } from "effect"
import { unplaced } from "../instance/Instance.ts"
import { hash32, seededStream } from "../seed.ts"
import { drawFuture } from "./arrivals.ts"
import { type Claims, fits, fitting, pick, together } from "./Claims.ts"
import { futurePrices } from "./futurePrices.ts"
import { largestDemand, opened, roomFor } from "./pace.ts"
import { placeBatch } from "./placeBatch.ts"
import type { YearProblem } from "./YearProblem.ts"

/** random: any open location with room · greedy: the best for the batch · bid-price: the best after paying for places. */
export const policies = ["random", "greedy", "bid-price"] as const
export type Policy = (typeof policies)[number]

/** What a policy sees of the year. */
interface Situation {
  readonly year: YearProblem
  readonly batch: Claims
  /** Places the batch may use, and places left for the rest of the year. */
  readonly room: Int32Array
  readonly left: Int32Array
  readonly toCome: number
  /** Names this batch of this order, for seeds. */
  readonly key: string
  /** Prices paid in the batch before. */
  readonly before: Float64Array | undefined
}

const blank = (room: Int32Array): Float64Array => new Float64Array(room.length)

/** Mean of the prices of places over sampled futures, each the batch and as many from the pool as are still to come. */
function bidPrices({ batch, before, key, left, toCome, year }: Situation): Float64Array {
  const { futures, instance, pool } = year
  const prices = blank(left)
  let near = before
  for (let k = 0; k < futures; k++) {
    const drawn = pick(pool, drawFuture(pool.start.length - 1, toCome, `future ${key} ${k}`))
    near = futurePrices(fitting(together(batch, drawn), left), left, instance.dimensions.length, near)
    for (let at = 0; at < prices.length; at++) prices[at]! += near[at]! / futures
  }
  return prices
}

/** Each household in turn to any of its locations that still has room. */
function placeAnywhere({ batch, key, room, year }: Situation): Int32Array {
  const width = year.instance.dimensions.length
  const uniform = seededStream(hash32(`random ${key}`))
  const left = room.slice()
  return Int32Array.from({ length: batch.start.length - 1 }, (_, h) => {
    const open = batch.location
      .subarray(batch.start[h], batch.start[h + 1])
      .filter((m) => fits(batch, h, m, left, width))
    const m = open.length === 0 ? unplaced : open[Math.floor(uniform() * open.length)]!
    if (m !== unplaced) for (let d = 0; d < width; d++) left[m * width + d]! -= batch.demand[h * width + d]!
    return m
  })
}

const decide = Effect.fn("decide")(function* (policy: Policy, situation: Situation) {
  const { batch, room, year } = situation
  if (policy === "random") return { plan: placeAnywhere(situation), prices: blank(room) }
  const prices = policy === "greedy" ? blank(room) : bidPrices(situation)
  const plan = yield* placeBatch(fitting(batch, room), room, prices, year.instance, year.seed)
  return { plan, prices }
})

/** Where and when each household of the instance ended. */
export interface YearPlayed {
  readonly assignment: Int32Array
  /** Batch in which the household arrived; -1 for those locked, who are agreed before the year begins. */
  readonly batch: Int32Array
}

/** `spread` is the dial's setting for this year, whatever the problem's own. */
export const playYear = Effect.fn("playYear")(function* (
  year: YearProblem,
  policy: Policy,
  spread: number,
  order: number,
  arriving: ReadonlyArray<ReadonlyArray<number>>
) {
  const { claims, instance } = year
  const width = instance.dimensions.length
  const played: YearPlayed = {
    assignment: instance.lock.slice(),
    batch: new Int32Array(instance.households.length).fill(-1)
  }
  const used = new Int32Array(instance.capacity.length)
  const take = (h: number, m: number): void => {
    for (let d = 0; d < width; d++) used[m * width + d]! += instance.demand[h * width + d]!
  }
  for (const [h, m] of instance.lock.entries()) if (m !== unplaced) take(h, m)
  const largest = largestDemand(instance.demand, width)
  const total = arriving.reduce((sum, batch) => sum + batch.length, 0)
  let arrived = 0
  let before: Float64Array | undefined
  for (const [t, batch] of arriving.entries()) {
    arrived += batch.length
    for (const h of batch) played.batch[h] = t
    if (batch.length === 0) continue
    const { plan, prices } = yield* decide(policy, {
      year,
      batch: pick(claims, batch),
      room: roomFor(instance.capacity, used, opened(instance.capacity, spread, t, arriving.length), largest),
      left: instance.capacity.map((places, at) => places - used[at]!),
      toCome: total - arrived,
      key: `${year.seed} ${order} ${t}`,
      before
    })
    before = prices
    for (const [at, h] of batch.entries()) {
      const m = plan[at]!
      played.assignment[h] = m
      if (m !== unplaced) take(h, m)
    }
  }
  return played
})
