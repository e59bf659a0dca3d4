/** Room to grow: a declared dwelling that also fits the family members expected later (S18). */
import { known, unknown } from "../Assessment.ts"
import { concerned, soft } from "../Criterion.ts"
import { parameter } from "../parameters.ts"
import { declared } from "../World.ts"
import { dwellingsThatFit, needsStepFree, roomsFor } from "./dwelling.ts"

export const dwellingRoom = soft<{ readonly rooms: number; readonly roomsLater: number; readonly stepFree: boolean }>({
  id: "dwelling-room",
  level: "soft",
  purpose: "health-dwelling",
  concerns: "household",
  reference: "R13, R22, R33; S18 expected reunification",
  concern: (_person, household) =>
    household.lane === "minors"
      ? { _tag: "not-concerned" }
      : concerned({
          rooms: roomsFor(household.persons),
          roomsLater: roomsFor(household.persons + (household.reunification?.persons ?? 0)),
          stepFree: needsStepFree(household)
        }),
  evaluate: ({ rooms, roomsLater, stepFree }, place, world) => {
    const later = dwellingsThatFit(place, roomsLater, stepFree)
    if (later === undefined) return unknown(["dwellings"])
    if (later > 0) return known(1, [declared(world, place, "dwellings-with-rooms", roomsLater)])
    const now = dwellingsThatFit(place, rooms, stepFree) ?? 0
    return known(now > 0 ? parameter("roomToday") : 0, [declared(world, place, "dwellings-that-fit", now)])
  }
})
