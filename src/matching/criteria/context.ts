/** Context only (S13): weight 0 in shipped profiles because the figures are old or mean something else. */
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

export const introductionResults = soft({
  id: "introduction-results",
  level: "soft",
  purpose: "education",
  concerns: "member",
  reference: "R35, S13: twelve years old, 154 of 357 municipalities",
  concern: (person, _household, world) => {
    const age = person.ageOn(world.date)
    return age >= 18 && age <= 55 ? concerned({}) : notConcerned
  },
  evaluate: (_subject, place, world) => {
    const result = factOf(world, place, "introduction-programme-result")
    if (result === undefined) return unknown(["introduction-programme-result"])
    return known(between(result.value, parameter("introductionFull"), parameter("introductionNone")), [result])
  }
})

export const firstSettled = soft({
  id: "first-settled",
  level: "soft",
  purpose: "continuity-wishes",
  concerns: "member",
  reference: "S13: a stock share, not a retention rate",
  concern: () => concerned({}),
  evaluate: (_subject, place, world) => {
    const share = factOf(world, place, "first-settled-share")
    return share === undefined ? unknown(["first-settled-share"]) : known(share.value / 100, [share])
  }
})
