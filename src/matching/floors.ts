/**
 * Individual floors (C9, C9b): what a pair falls short of a share of the best that the household, or each of its adults, could
 * have in this round. A floor is elastic: falling short is charged, never forbidden, so that a floor has a price and nobody
 * stays unplaced because of one. Owns the charge of a pair; fit itself is untouched.
 */

import type { IsoDate } from "../domain/IsoDate.ts"
import type { Floor, Floors } from "../domain/Profile.ts"
import type { ScoredHousehold } from "./fit.ts"
import { pointsOf } from "./weights.ts"

/** Adds price × shortfall below the share of the best open place; `open` is negative where the household cannot go. */
function addShortfall(charge: Float64Array, points: ArrayLike<number>, open: Int8Array, { price, share }: Floor): void {
  let best = 0
  for (let place = 0; place < open.length; place++) if (open[place]! >= 0) best = Math.max(best, points[place]!)
  const least = Math.ceil(share * best)
  for (let place = 0; place < open.length; place++)
    charge[place]! += Math.round(price * Math.max(0, least - points[place]!))
}

/** Points of each adult in every municipality; the sum over all members is the household's row. */
function adultRows(scored: ScoredHousehold, places: number, day: IsoDate): ReadonlyArray<Int32Array> {
  const { members } = scored.household
  const rows = members.map((member) => (member.ageOn(day) < 18 ? undefined : new Int32Array(places)))
  for (const { member, row, weight } of scored.terms) {
    const points = rows[member]
    if (points === undefined) continue
    for (let place = 0; place < places; place++) points[place]! += pointsOf(weight, row.value[place] ?? 0)
  }
  return rows.filter((row) => row !== undefined)
}

/** Points charged for placing the household in each municipality, or undefined where the profile has no floors. */
export function floorCharges(
  scored: ScoredHousehold,
  points: Int32Array,
  open: Int8Array,
  floors: Floors,
  day: IsoDate
): Float64Array | undefined {
  const { adult, household } = floors
  if (household === undefined && adult === undefined) return undefined
  const charge = new Float64Array(points.length)
  if (household !== undefined) addShortfall(charge, points, open, household)
  if (adult !== undefined)
    for (const row of adultRows(scored, points.length, day)) addShortfall(charge, row, open, adult)
  return charge
}
