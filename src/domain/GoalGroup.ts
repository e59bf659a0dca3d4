/** Goal groups of the introduction programme (integreringsloven § 13), as S15 groups the work and education criteria. */
import type { IsoDate } from "./IsoDate.ts"
import type { Person } from "./Person.ts"

export type GoalGroup =
  | "upper-secondary-completed"
  | "under-25-without"
  | "25-or-more-without"
  | "education-unknown"
  | "outside-18-55"

/** NUS2000 level 4 = completed upper secondary. */
const completedUpperSecondary = 4

export const goalGroupOf = (person: Pick<Person, "ageOn" | "competence">, on: IsoDate): GoalGroup => {
  const age = person.ageOn(on)
  if (age < 18 || age > 55) return "outside-18-55"
  const education = person.competence?.highestEducation
  if (education === undefined) return "education-unknown"
  if (education.level >= completedUpperSecondary) return "upper-secondary-completed"
  return age < 25 ? "under-25-without" : "25-or-more-without"
}
