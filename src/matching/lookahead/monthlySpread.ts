/** How unevenly a year's places were used over its months. */
import { type Instance, unplaced } from "../instance/Instance.ts"
import type { YearPlayed } from "./playYear.ts"

const months = 12

/**
 * Share of the persons placed who would have to come in another month for every location to receive as many in each. Those
 * locked are agreed before the year begins and belong to no month.
 */
export function monthlySpread(
  { locations, persons }: Instance,
  { assignment, batch }: YearPlayed,
  batches: number
): number {
  const perMonth = new Float64Array(locations.length * months)
  const perLocation = new Float64Array(locations.length)
  for (const [h, m] of assignment.entries()) {
    if (m === unplaced || batch[h]! < 0) continue
    perMonth[m * months + Math.floor((batch[h]! * months) / batches)]! += persons[h]!
    perLocation[m]! += persons[h]!
  }
  let [moved, placed] = [0, 0]
  for (const [m, total] of perLocation.entries()) {
    placed += total
    for (let month = 0; month < months; month++) moved += Math.max(0, perMonth[m * months + month]! - total / months)
  }
  return placed === 0 ? 0 : moved / placed
}
