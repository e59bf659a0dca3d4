/** The month plan beside what is promised so far (S10). Soft: it warns, and refuses nothing. */
import { takenOf } from "./freePlaces.ts"
import type { MonthPlan, PlaceCounts } from "./PlaceCounts.ts"

export interface Pace {
  readonly plannedSoFar: number
  readonly takenSoFar: number
  /** Persons ahead of the plan; negative = behind. */
  readonly ahead: number
}

/** Null without a month plan: no plan is not a plan of nobody. */
export const paceOf = (months: MonthPlan, counts: PlaceCounts, throughMonth: number): Pace | null => {
  if (months.length === 0) return null
  const plannedSoFar = months.filter(({ month }) => month <= throughMonth).reduce((sum, { places }) => sum + places, 0)
  const takenSoFar = takenOf(counts)
  return { plannedSoFar, takenSoFar, ahead: takenSoFar - plannedSoFar }
}
