/** A birth date for every age, and the role that follows from it. */
import { addDays, IsoDate } from "../../domain/IsoDate.ts"
import type { Aged, Member } from "./members.ts"
import type { Random } from "./random.ts"

/** Same day and month as `date`, so many years earlier; 28 February for a leap day. */
const yearsBefore = (date: IsoDate, years: number): IsoDate => {
  const day = date.slice(5) === "02-29" ? "02-28" : date.slice(5)
  return IsoDate.make(`${String(Number(date.slice(0, 4)) - years).padStart(4, "0")}-${day}`)
}

/** Children of one family are born about the same time of year: never less than ten months apart, twins on one day. */
export const withBirthDates = (aged: ReadonlyArray<Aged>, date: IsoDate, random: Random): ReadonlyArray<Member> => {
  const season = random.below(320)
  const twins = new Map<number, number>()
  return aged.map(({ sex, age }) => {
    const child = age < 18
    const days = child ? (twins.get(age) ?? season + random.below(40)) : random.below(364)
    if (child) twins.set(age, days)
    return { sex, age, birthDate: addDays(yearsBefore(date, age), -days), role: child ? "child" : "adult" }
  })
}
