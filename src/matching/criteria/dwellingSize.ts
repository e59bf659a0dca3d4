/** A declared dwelling with rooms enough. Undeclared dwellings are a question, not a no (S5). */
import { hard, met } from "../Criterion.ts"
import { declared } from "../World.ts"
import { dwellingsThatFit, roomsFor } from "./dwelling.ts"

export const dwellingSize = hard<{ readonly rooms: number }>({
  id: "dwelling-size",
  level: "hard",
  reference: "R22, R33: the dwelling must fit the household",
  concern: (household) => (household.lane === "minors" ? null : { rooms: roomsFor(household.persons) }),
  evaluate: ({ rooms }, place, world) => {
    const fitting = dwellingsThatFit(place, rooms, false)
    if (fitting === undefined) return { _tag: "unknown", questions: ["dwelling-size"] }
    return fitting > 0 ? met : { _tag: "not-met", evidence: [declared(world, place, "dwellings-that-fit", 0)] }
  }
})
