/** Highest completed level (NUS2000) of every adult whose education is known: the published shares, within what an age allows. */
import type { Adult } from "./Adult.ts"
import type { Background } from "./composition.ts"
import { margins } from "./margins.ts"
import { deal, type Shares } from "./quota.ts"
import type { Random } from "./random.ts"

export const [upperSecondaryLevel, degreeLevel] = [4, 6]
export const degreeAge = 22

/** Highest level one can have completed at an age: no upper secondary before 19, no fagskole before 21, no degree before 22. */
const highestAt = (age: number): number => {
  if (age < 19) return 3
  return age < 21 ? 4 : age < degreeAge ? 5 : 8
}

/** The young take their levels first, from those they can have. */
export const dealLevels = (
  background: Background,
  adults: ReadonlyArray<Adult>,
  random: Random
): Map<Adult, number> => {
  const shares: Shares<string> = margins[`${background}-level`].shares
  const levels = random.shuffle([...deal(adults, shares, random).values()].map(Number))
  const byAge = random
    .shuffle(adults)
    .sort((a, b) => Math.min(a.member.age, degreeAge) - Math.min(b.member.age, degreeAge))
  return new Map(
    byAge.map((adult) => {
      const highest = highestAt(adult.member.age)
      const index = highest === 8 ? levels.length - 1 : levels.findIndex((level) => level <= highest)
      const [level = highestAt(18)] = index < 0 ? [] : levels.splice(index, 1)
      return [adult, level]
    })
  )
}
