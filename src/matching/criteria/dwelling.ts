/** Rooms a household needs, and the declared dwellings that would do. Shared by the dwelling criteria and capacities. */
import type { Household } from "../../domain/Household.ts"
import type { Place } from "../World.ts"

/** Rooms besides kitchen and bath: one each up to two persons, then about two persons to a room and a living room. */
export const roomsFor = (persons: number): number => (persons <= 2 ? persons : Math.ceil((persons + 1) / 2) + 1)

export const needsStepFree = (household: Household): boolean =>
  household.members.some((member) => member.housingNeeds.length > 0)

/** Declared dwellings with at least so many rooms; undefined when the municipality has declared none at all. */
export const dwellingsThatFit = (place: Place, rooms: number, stepFree: boolean): number | undefined =>
  place.municipality.declaration?.dwellings
    ?.filter((dwelling) => dwelling.rooms >= rooms && (dwelling.stepFree || !stepFree))
    .reduce((sum, dwelling) => sum + dwelling.count, 0)
