/** Education with peers for ages 16–24: daily travel is better than lodging. For 16–17 the place itself is a hard criterion. */
import { goalGroupOf } from "../../domain/GoalGroup.ts"
import { known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { declared } from "../World.ts"

export const sameAgeSchool = soft({
  id: "same-age-school",
  level: "soft",
  purpose: "education",
  concerns: "member",
  reference: "S16; R21: school with peers rather than adult education",
  concern: (person, _household, world) => {
    const age = person.ageOn(world.date)
    if (age === 16 || age === 17) return concerned({})
    return age < 25 && goalGroupOf(person, world.date) === "under-25-without" ? concerned({}) : notConcerned
  },
  evaluate: (_subject, place, world) => {
    const offers = place.municipality.declaration?.sameAgeEducation
    if (offers === undefined) return unknown(["same-age-education"])
    const open = offers.filter((offer) => offer.places > 0)
    if (open.length === 0) return known(0, [declared(world, place, "same-age-education", "none")])
    const daily = open.find((offer) => offer.access === "daily-travel")
    const best = daily ?? open[0]
    return known(daily === undefined ? parameter("lodgingShare") : 1, [
      declared(world, place, "same-age-education", best?.offer ?? "none")
    ])
  }
})
