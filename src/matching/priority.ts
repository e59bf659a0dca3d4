/** Who first (S7): three levels, and inside a level persons weighted by how long they have waited. */
import type { Household } from "../domain/Household.ts"
import { addDays, type IsoDate } from "../domain/IsoDate.ts"
import { parameter } from "./parameters.ts"

export const priorityLevels = ["limit-before-next-round", "minors-and-children", "others"] as const
export type PriorityLevel = (typeof priorityLevels)[number]

export interface RoundDays {
  readonly date: IsoDate
  readonly nextRound: IsoDate
}

/** The day the household should be settled by, from the permit. */
export const limitOf = (household: Household): IsoDate =>
  addDays(household.permitOn, parameter(household.lane === "minors" ? "limitMinorsDays" : "limitOthersDays"))

export const levelOf = (household: Household, days: RoundDays): PriorityLevel => {
  if (limitOf(household) < days.nextRound) return "limit-before-next-round"
  return household.lane === "minors" || household.childrenOn(days.date).length > 0 ? "minors-and-children" : "others"
}

/** Scale of level weights: 1 000 = one person who has not waited. */
export const levelScale = 1000

/** persons × (1 + min(1, days waited / 180)), in thousandths. */
export const levelWeight = (household: Household, date: IsoDate): number => {
  const waited = Math.min(
    levelScale,
    Math.floor((household.daysWaited(date) * levelScale) / parameter("limitOthersDays"))
  )
  return household.persons * (levelScale + waited)
}

/** May be held for a better place: no limit before the next round, and not held too often already (S7). */
export const mayBeHeld = (household: Household, days: RoundDays): boolean =>
  household.roundsHeld < parameter("holdRounds") && levelOf(household, days) !== "limit-before-next-round"
