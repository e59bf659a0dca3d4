/** Step-free or ground-floor need, as the person states it: a declared step-free dwelling with rooms enough (S22). */
import { hard, met } from "../Criterion.ts"
import { declared } from "../World.ts"
import { dwellingsThatFit, needsStepFree, roomsFor } from "./dwelling.ts"

export const stepFree = hard<{ readonly rooms: number }>({
  id: "step-free",
  level: "hard",
  reference: "R13; S22: stated housing needs require no release",
  concern: (household) =>
    household.lane === "ordinary" && needsStepFree(household) ? { rooms: roomsFor(household.persons) } : null,
  evaluate: ({ rooms }, place, world) => {
    const fitting = dwellingsThatFit(place, rooms, true)
    if (fitting === undefined) return { _tag: "unknown", questions: ["step-free"] }
    return fitting > 0
      ? met
      : { _tag: "not-met", evidence: [declared(world, place, "step-free-dwellings-that-fit", 0)] }
  }
})
