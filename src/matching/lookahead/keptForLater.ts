/**
 * Places kept for those to come: what a round that shares its places with the rest of the year is charged for using them,
 * the mean price over sampled futures. What the charges do to the round is the business of laterCharges.ts.
 */
import type { Lane } from "../../domain/Household.ts"
import { Round } from "../../domain/Round.ts"
import type { LaneProblem } from "../lane.ts"
import { type PreparedRound, prepareRound, type RoundInput } from "../prepare.ts"
import { hash32, seededStream } from "../seed.ts"
import { claimsOf, fitting, pick, together } from "./Claims.ts"
import { futurePrices } from "./futurePrices.ts"
import type { LaterPrices } from "./laterCharges.ts"
import { largestDemand } from "./pace.ts"

/** Futures a round is priced over. */
export const roundFutures = 10

/** The pool's households scored as of this round, in this round's places, under none of the pool's own decisions. */
const preparedPool = (input: RoundInput, pool: Round): PreparedRound => {
  const { capacities, date, nextRound, seed } = input.round
  const decided = { locks: [], forbids: [], protectedPairs: [], announced: [] }
  const round = new Round({ ...pool, ...decided, capacities, date, nextRound, seed })
  return prepareRound({ ...input, round }, new Set(["C3", "C4", "C5", "C6", "C8", "hold"]))
}

/** Places of the round; where nothing is declared, enough for the round and for any future. */
function sharedRoom({ dimensions, instance, round, world }: LaneProblem, pool: LaneProblem): Int32Array {
  const width = dimensions.length
  const given = new Map(round.capacities.map((capacity) => [capacity.municipality, capacity]))
  const most = largestDemand(pool.instance.demand, width).map((places) => places * pool.households.length)
  const room = instance.capacity.slice()
  for (const place of world.places) {
    for (const [d, dimension] of dimensions.entries())
      if (dimension.capacity(place, given.get(place.code)) === undefined) room[place.index * width + d]! += most[d]!
  }
  return room
}

/** As many households as there are, each drawn anew. */
const resampled = (count: number, key: string): ReadonlyArray<number> => {
  const uniform = seededStream(hash32(key))
  return Array.from({ length: count }, () => Math.floor(uniform() * count))
}

function lanePrices(own: LaneProblem, pool: LaneProblem, seed: number): Float64Array {
  const width = own.dimensions.length
  const room = sharedRoom(own, pool)
  const [now, later] = [claimsOf(own.instance, "max-score"), claimsOf(pool.instance, "max-score")]
  const mean = new Float64Array(room.length)
  let near: Float64Array | undefined
  for (let future = 0; future < roundFutures; future++) {
    const drawn = pick(later, resampled(pool.households.length, `later ${own.lane} ${seed} ${future}`))
    near = futurePrices(fitting(together(now, drawn), room), room, width, near)
    for (let at = 0; at < mean.length; at++) mean[at]! += near[at]! / roundFutures
  }
  return mean
}

/** A lane in which nobody is to come charges nothing. */
export const laterPrices = (
  input: RoundInput,
  pool: Round
): { readonly prices: LaterPrices; readonly households: number } => {
  const coming = preparedPool(input, pool)
  const prices = new Map<Lane, Float64Array>()
  for (const own of prepareRound(input, new Set(["C8"])).lanes) {
    const later = coming.lanes.find((one) => one.lane === own.lane)
    if (later !== undefined && later.households.length > 0 && own.households.length > 0)
      prices.set(own.lane, lanePrices(own, later, input.round.seed))
  }
  return { prices, households: coming.lanes.reduce((sum, lane) => sum + lane.households.length, 0) }
}
