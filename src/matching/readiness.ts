/** Is the household ready to be published or requested (S1)? Each missing element by name; a preview is always allowed. */
import type { Household } from "../domain/Household.ts"
import type { PersonId } from "../domain/Ids.ts"
import { ageOn, type IsoDate } from "../domain/IsoDate.ts"

export const readinessElements = [
  "interview",
  "adults-heard",
  "comment-deadline",
  "adverse-information",
  "best-interests"
] as const
export type ReadinessElement = (typeof readinessElements)[number]

/** All of a household that readiness asks about. */
export interface HeardHousehold {
  readonly hearing: Household["hearing"]
  readonly bestInterests?: string
  readonly members: ReadonlyArray<{ readonly id: PersonId; readonly birthDate: IsoDate }>
}

/** The elements that block publishing, in a fixed order; empty = ready. */
export const missingElements = (household: HeardHousehold, today: IsoDate): ReadonlyArray<ReadinessElement> => {
  const { hearing, members } = household
  const adults = members.filter(({ birthDate }) => ageOn(birthDate, today) >= 18)
  const deadlinePassed = hearing.commentDeadline !== undefined && hearing.commentDeadline < today
  const missing: Record<ReadinessElement, boolean> = {
    interview: hearing.interviewOn === undefined || hearing.interviewOn > today,
    "adults-heard": adults.some((adult) => !hearing.adultsHeard.includes(adult.id)),
    "comment-deadline": !hearing.commentWaived && !deadlinePassed,
    "adverse-information": hearing.adverseInformation === "not-put",
    "best-interests": adults.length < members.length && household.bestInterests === undefined
  }
  return readinessElements.filter((element) => missing[element])
}
