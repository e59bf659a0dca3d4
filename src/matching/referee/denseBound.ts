/**
 * The bound of bound.ts straight from the scores, for whoever only wants to check one: no list of pairs is made, so checking
 * takes one pass over the matrix. It knows every row but linked sets (C4), which rule out pairs by what others can reach.
 */
import { fitsAlone, signaturesOf } from "../instance/choices.ts"
import { type Instance, ineligible, unplaced } from "../instance/Instance.ts"
import type { Prices } from "./bound.ts"

/** An objective as far as this pass needs it: the score, or the weight of being placed. */
export interface DenseObjective {
  /** Weight of placing each household; undefined: the score counts, less the price of moving. */
  readonly weight: Float64Array | undefined
  /** Value of staying unplaced. */
  readonly unplaced: Float64Array
}

/** What a household pays in each location; Infinity where it does not fit. Households of one signature pay the same. */
function chargesBySignature(instance: Instance, samples: Int32Array, prices: Prices): Float64Array {
  const { demand, dimensions, groups, locations, persons } = instance
  const [width, count] = [dimensions.length, locations.length]
  const fits = fitsAlone(instance, samples)
  const charges = new Float64Array(samples.length * count)
  const perPerson = new Float64Array(count)
  for (const [g, group] of groups.entries()) for (const m of group.locations) perPerson[m]! += prices.group[g]!
  for (const [s, h] of samples.entries()) {
    for (let m = 0; m < count; m++) {
      let charge = perPerson[m]! * persons[h]!
      for (let d = 0; d < width; d++) charge += demand[h * width + d]! * prices.place[m * width + d]!
      charges[s * count + m] = fits[s * count + m] === 1 ? charge : Number.POSITIVE_INFINITY
    }
  }
  return charges
}

/** What separate sets charge, by household and region. */
function separateCharges({ regions, separate }: Instance, prices: Prices): ReadonlyMap<number, Float64Array> {
  const charges = new Map<number, Float64Array>()
  for (const { amounts, region, set } of prices.separate) {
    for (const h of separate[set]!) {
      const known = charges.get(h) ?? new Float64Array(regions.length)
      known[region]! += amounts[0]!
      charges.set(h, known)
    }
  }
  return charges
}

/** Largest score × precision − charge. By far the most time is spent here. */
function largestScore(
  score: Float64Array,
  row: number,
  charges: Float64Array,
  from: number,
  count: number,
  precision: number
): number {
  let most = Number.NEGATIVE_INFINITY
  for (let m = 0; m < count; m++) {
    const net = score[row + m]! * precision - charges[from + m]!
    if (net > most) most = net
  }
  return most
}

/** Smallest charge among the eligible pairs, negated; −∞ where there is none. */
function cheapest(score: Float64Array, row: number, charges: Float64Array, from: number, count: number): number {
  let most = Number.NEGATIVE_INFINITY
  for (let m = 0; m < count; m++)
    if (score[row + m]! !== ineligible && -charges[from + m]! > most) most = -charges[from + m]!
  return most
}

/** Σ over households of their best, in units of 1/(scale · precision). Locked households cannot stay unplaced. */
export function householdsWorth(
  instance: Instance,
  { unplaced: stay, weight }: DenseObjective,
  prices: Prices,
  gains: Float64Array,
  precision: number
): number {
  if (instance.linked.length > 0) throw new Error("linked sets need the list of pairs.")
  const { announced, forbidden, lock, locations, movePrice, region, score } = instance
  const count = locations.length
  const { samples, signature } = signaturesOf(instance)
  const charges = chargesBySignature(instance, samples, prices)
  const apart = separateCharges(instance, prices)
  const forbids = new Set([...forbidden].map((pair) => Math.floor(pair / count)))
  const away = (h: number, m: number): number => (announced[h] === unplaced || announced[h] === m ? 0 : movePrice)
  const net = (h: number, m: number): number => {
    const pair = h * count + m
    if (score[pair] === ineligible || forbidden.has(pair)) return Number.NEGATIVE_INFINITY
    const value = weight === undefined ? score[pair]! - away(h, m) : weight[h]!
    return value * precision - charges[signature[h]! * count + m]! - (apart.get(h)?.[region[m]!] ?? 0)
  }
  const isPlain = (h: number): boolean =>
    lock[h] === unplaced && !forbids.has(h) && !apart.has(h) && (weight !== undefined || announced[h] === unplaced)
  const oneByOne = (h: number): number => {
    let most = Number.NEGATIVE_INFINITY
    for (let m = 0; m < count; m++) if (lock[h] === unplaced || lock[h] === m) most = Math.max(most, net(h, m))
    return most
  }
  let total = 0
  for (let h = 0; h < signature.length; h++) {
    const from = signature[h]! * count
    let best = isPlain(h)
      ? weight === undefined
        ? largestScore(score, h * count, charges, from, count, precision)
        : cheapest(score, h * count, charges, from, count) + weight[h]! * precision
      : oneByOne(h)
    best += gains[h]!
    const must = lock[h] !== unplaced && best > Number.NEGATIVE_INFINITY
    total += must ? best : Math.max(best, stay[h]! * precision)
  }
  return total
}
