/** Ages 16–17 need a confirmed place in education with peers (S16); unconfirmed is a question to county or municipality. */
import { hard, met } from "../Criterion.ts"
import { declared } from "../World.ts"

export const sameAgePlace = hard<{ readonly pupils: number }>({
  id: "same-age-place",
  level: "hard",
  reference: "S16; R21, R28: must-have for 16–17",
  concern: (household, world) => {
    const pupils = household.members.filter((member) => [16, 17].includes(member.ageOn(world.date))).length
    return pupils === 0 ? null : { pupils }
  },
  evaluate: ({ pupils }, place, world) => {
    const offers = place.municipality.declaration?.sameAgeEducation
    if (offers === undefined) return { _tag: "unknown", questions: ["same-age-place"] }
    const places = offers.reduce((sum, offer) => sum + offer.places, 0)
    if (places >= pupils) return met
    return { _tag: "not-met", evidence: [declared(world, place, "same-age-places", places)] }
  }
})
