/** Calendar dates as text (`2024-11-29`): no clock, no time zone. Owns the arithmetic the rules need, nothing more. */
import { Schema } from "effect"

const dayMs = 86_400_000
const toDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
/** By arithmetic, for every stored person has a date and all are checked whenever they are read. */
const isCalendarDate = (text: string): boolean => {
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  const length = month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0)
  return day >= 1 && day <= length
}

export const IsoDate = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u),
  Schema.makeFilter((text: string) => isCalendarDate(text) || "a date that exists, as YYYY-MM-DD")
)
  .annotate({ identifier: "IsoDate", description: "Calendar date, YYYY-MM-DD", examples: ["2024-11-29"] })
  .pipe(Schema.brand("IsoDate"))
export type IsoDate = typeof IsoDate.Type

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => toDay(to) - toDay(from)

export const addDays = (date: IsoDate, days: number): IsoDate =>
  IsoDate.make(new Date((toDay(date) + days) * dayMs).toISOString().slice(0, 10))

/** Completed years on `on`. Someone born on 29 February turns a year older on 1 March in other years. */
export const ageOn = (birth: IsoDate, on: IsoDate): number => {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) >= birth.slice(5) ? years : years - 1
}
