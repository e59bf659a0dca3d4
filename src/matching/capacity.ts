/**
 * Capacity dimensions of a lane (C2): what a municipality can take and what a household uses. Undeclared dwellings do not
 * bind; they become questions. Follow-up is counted in households, never in shares of ill persons (S24).
 */
import { type CareForm, careForms } from "../domain/CareForm.ts"
import type { Household, Lane } from "../domain/Household.ts"
import { isReleased } from "../domain/Need.ts"
import type { RoundCapacity } from "../domain/Round.ts"
import { needsStepFree, roomsFor } from "./criteria/dwelling.ts"
import { parameter } from "./parameters.ts"
import type { Place, World } from "./World.ts"

export interface Dimension {
  readonly id: string
  demand(household: Household, world: World): number
  /** Undefined = nothing is declared, so this dimension does not bind here. */
  capacity(place: Place, round: RoundCapacity | undefined): number | undefined
  minimum?(round: RoundCapacity | undefined): number
  /** Points for each one above the capacity, which is then no limit (C8). */
  readonly surcharge?: number
}

const dwellings = (place: Place, fits: (rooms: number, stepFree: boolean) => boolean): number | undefined =>
  place.municipality.declaration?.dwellings
    ?.filter((dwelling) => fits(dwelling.rooms, dwelling.stepFree))
    .reduce((sum, dwelling) => sum + dwelling.count, 0)

const needsFollowUp = (household: Household, world: World): boolean =>
  household.members.some((member) => member.healthNeeds.some((need) => need.complex && isReleased(need, world.date)))

const ordinary: ReadonlyArray<Dimension> = [
  {
    id: "places",
    demand: (household) => household.persons,
    capacity: (_place, round) => round?.places ?? 0,
    minimum: (round) => round?.minimum ?? 0
  },
  {
    id: "step-free-dwellings",
    demand: (household) => (needsStepFree(household) ? 1 : 0),
    capacity: (place) => dwellings(place, (_rooms, stepFree) => stepFree)
  },
  {
    id: "large-dwellings",
    demand: (household) => (roomsFor(household.persons) >= parameter("largeDwellingRooms") ? 1 : 0),
    capacity: (place) => dwellings(place, (rooms) => rooms >= parameter("largeDwellingRooms"))
  },
  {
    id: "follow-up",
    demand: (household, world) => (needsFollowUp(household, world) ? 1 : 0),
    capacity: (place, round) =>
      Math.max(0, Math.max(1, place.municipality.declaration?.followUpPlaces ?? 0) - (round?.followUpUsed ?? 0))
  }
]

/**
 * Places counted in pairs, threes …: Σ ⌊a_h/k⌋ x_hm ≤ ⌊C_m/k⌋ follows from C2 for whole households (Chvátal and Gomory).
 * It forbids nothing a plan could do, but tells the relaxation that two couples do not fit in three places: on the demo
 * round it takes away two thirds of the distance between bound and plan.
 */
const roundedPlaces = (k: number): Dimension => ({
  id: `places-by-${k}`,
  demand: (household) => Math.floor(household.persons / k),
  capacity: (_place, round) => Math.floor((round?.places ?? 0) / k)
})

const minorPlaces = (form: CareForm): Dimension => ({
  id: `minor-places-${form}`,
  demand: (household) => (household.minor?.careForms[0] === form ? household.persons : 0),
  capacity: (_place, round) => round?.minorPlaces?.find((one) => one.form === form)?.places ?? 0
})

const minors: ReadonlyArray<Dimension> = careForms.map(minorPlaces)
const rounded: ReadonlyArray<Dimension> = [2, 3, 4, 5].map(roundedPlaces)

export const dimensionsOf = (lane: Lane): ReadonlyArray<Dimension> =>
  lane === "minors" ? minors : [...ordinary, ...rounded]
