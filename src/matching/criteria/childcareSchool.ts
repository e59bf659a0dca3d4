/** Free kindergarten or school places for a child of that age; enough places give full value, size no credit. */
import { between, known, unknown } from "../Assessment.ts"
import { concerned, notConcerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { factOf } from "../World.ts"

export const childcareSchool = soft<{ readonly place: "kindergarten" | "school" }>({
  id: "childcare-school",
  level: "soft",
  purpose: "education",
  concerns: "member",
  reference: "barnehageloven § 16; opplæringslova § 2-1; R20",
  concern: (person, _household, world) => {
    const age = person.ageOn(world.date)
    if (age < 1 || age > 15) return notConcerned
    return concerned({ place: age < 6 ? "kindergarten" : "school" })
  },
  evaluate: ({ place: kind }, place, world) => {
    const id = kind === "kindergarten" ? "kindergarten-free-places" : "school-free-places"
    const free = factOf(world, place, id)
    return free === undefined ? unknown([id]) : known(between(free.value, parameter("placesEnough"), 0), [free])
  }
})
