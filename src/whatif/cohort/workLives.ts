/** What every adult has worked as, by education and sex; a part of the youngest has not worked yet. */
import type { Adult } from "./Adult.ts"
import { chances } from "./margins.ts"
import { bandOf, type EducationBand, noOccupation, occupationChances } from "./occupations.ts"
import { deal } from "./quota.ts"
import type { Random } from "./random.ts"

export interface Worked {
  readonly styrk: string
  readonly field: number
}

export const dealWork = (
  adults: ReadonlyArray<Adult>,
  levels: ReadonlyMap<Adult, number>,
  random: Random
): Map<Adult, Worked> => {
  const none = new Set(adults.filter((adult) => adult.member.age < 25 && random.next() < chances.noOccupationUnder25))
  const groups = Map.groupBy(
    adults.filter((adult) => !none.has(adult)),
    (adult) => `${bandOf(levels.get(adult) ?? 4)} ${adult.member.sex}`
  )
  const work = new Map<Adult, Worked>([...none].map((adult) => [adult, { styrk: noOccupation, field: 9 }]))
  for (const [group, members] of groups) {
    const [band, sex] = group.split(" ") as [EducationBand, "female" | "male"]
    const jobs = new Map(occupationChances[band].map((job) => [job.styrk, job]))
    const shares = Object.fromEntries([...jobs].map(([styrk, job]) => [styrk, job[sex]]))
    for (const [adult, styrk] of deal(members, shares, random))
      work.set(adult, { styrk, field: jobs.get(styrk)?.field ?? 9 })
  }
  return work
}
