/** Is the household ready to be published or requested (S1)? Each missing element by name; a preview is always allowed. */
import type { Household } from "../domain/Household.ts"
import type { IsoDate } from "../domain/IsoDate.ts"

export const readinessElements = [
  "interview",
  "adults-heard",
  "comment-deadline",
  "adverse-information",
  "best-interests"
] as const
export type ReadinessElement = (typeof readinessElements)[number]

/** The elements that block publishing, in a fixed order; empty = ready. */
export const missingElements = (household: Household, today: IsoDate): ReadonlyArray<ReadinessElement> => {
  const { hearing } = household
  const adults = household.adultsOn(today)
  const deadlinePassed = hearing.commentDeadline !== undefined && hearing.commentDeadline < today
  const missing: Record<ReadinessElement, boolean> = {
    interview: hearing.interviewOn === undefined || hearing.interviewOn > today,
    "adults-heard": adults.some((adult) => !hearing.adultsHeard.includes(adult.id)),
    "comment-deadline": !hearing.commentWaived && !deadlinePassed,
    "adverse-information": hearing.adverseInformation === "not-put",
    "best-interests": household.childrenOn(today).length > 0 && household.bestInterests === undefined
  }
  return readinessElements.filter((element) => missing[element])
}
