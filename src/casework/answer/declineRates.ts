/**
 * How often requests are declined, by class of need, for the lead (S6). A class with a cell that is small, but not empty, shows
 * no number at all: what is left beside a hidden cell would give it away. No totals, so that nothing can be subtracted.
 */
import { type ServiceClass, serviceClasses } from "../../domain/Need.ts"

const otherNeeds = ["large-dwelling", "step-free", "same-age-place", "unaccompanied-minor", "reunification"] as const

export type NeedClass = (typeof otherNeeds)[number] | ServiceClass
export const needClasses: ReadonlyArray<NeedClass> = [...otherNeeds, ...serviceClasses]

/** Health and children need five, the others three. */
const smallest = (need: NeedClass): number =>
  need === "large-dwelling" || need === "step-free" || need === "reunification" ? 3 : 5

export interface AnsweredRequest {
  readonly needs: ReadonlyArray<NeedClass>
  readonly answer: "accepted" | "declined"
}

export type DeclineRate = { readonly need: NeedClass } & (
  | { readonly hidden: true }
  | { readonly hidden: false; readonly requests: number; readonly declined: number; readonly share: number }
)

const rateOf = (need: NeedClass, rows: ReadonlyArray<AnsweredRequest>): DeclineRate => {
  const concerned = rows.filter((row) => row.needs.includes(need))
  const requests = concerned.length
  const declined = concerned.filter((row) => row.answer === "declined").length
  const isSmall = (count: number): boolean => count > 0 && count < smallest(need)
  // Nobody and a few look alike: that there was somebody would be the answer.
  if (requests < smallest(need) || isSmall(declined) || isSmall(requests - declined)) return { need, hidden: true }
  return { need, hidden: false, requests, declined, share: declined / requests }
}

export const declineRates = (rows: ReadonlyArray<AnsweredRequest>): ReadonlyArray<DeclineRate> =>
  needClasses.map((need) => rateOf(need, rows))
