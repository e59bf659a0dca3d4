/** Whether the household has been heard before settlement (S1): for most everything is in place, for a few one element is missing. */
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import { margins } from "./margins.ts"
import { deal } from "./quota.ts"
import type { Random } from "./random.ts"
import type { Routed } from "./routes.ts"

export interface Heard {
  readonly interviewOn?: IsoDate
  /** Adults who were heard, counted from the first. */
  readonly adults: number
  readonly commentDeadline?: IsoDate
  readonly commentWaived: boolean
  readonly adverseInformation: "none" | "put-to-household" | "not-put"
}

const [daysToComment, longestToInterview] = [14, 45]
const putToHousehold = 0.04

export const hearHouseholds = (
  households: ReadonlyArray<Routed>,
  date: IsoDate,
  random: Random
): Map<Routed, Heard> => {
  const outcomes = deal(households, margins.hearing.shares, random)
  return new Map(
    households.map((household) => [household, hear(household, outcomes.get(household) ?? "complete", date, random)])
  )
}

const hear = (household: Routed, outcome: string, date: IsoDate, random: Random): Heard => {
  const adults = household.members.filter((member) => member.role === "adult").length
  if (outcome === "no-interview" || (outcome === "adult-not-heard" && adults === 0)) {
    return { adults: 0, commentWaived: false, adverseInformation: "none" }
  }
  const late = outcome === "deadline-open"
  const daysAgo = late
    ? random.below(Math.min(10, household.waited) + 1)
    : household.waited - random.below(Math.min(longestToInterview, household.waited) + 1)
  const interviewOn = addDays(date, -daysAgo)
  const commentDeadline = addDays(interviewOn, daysToComment)
  const put = random.next() < putToHousehold ? "put-to-household" : "none"
  return {
    interviewOn,
    adults: outcome === "adult-not-heard" ? adults - 1 : adults,
    commentDeadline,
    commentWaived: !late && commentDeadline >= date,
    adverseInformation: outcome === "adverse-not-put" ? "not-put" : put
  }
}
