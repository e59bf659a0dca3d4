// Feature under test: rooms a household needs, and who needs a step-free dwelling.
import { expect, test } from "vitest"
import { dwellingsThatFit, needsStepFree, roomsFor } from "../../../src/matching/criteria/dwelling.ts"
import { household, person, placeIn, worldOf } from "../../support/world.ts"

test.each([
  [1, 1],
  [2, 2],
  [3, 3], // 4 / 2 + a living room
  [4, 4], // 5 / 2, rounded up, + a living room
  [5, 4],
  [6, 5],
  [7, 5],
  [8, 6],
  [9, 6],
  [12, 8]
])("%s persons need %s rooms", (persons, rooms) => {
  expect(roomsFor(persons)).toBe(rooms)
})

test("one member's stated need is the household's", () => {
  expect(needsStepFree(household([person(30), person(5, { housingNeeds: ["ground-floor"] })]))).toBe(true)
  expect(needsStepFree(household([person(30), person(5)]))).toBe(false)
})

test("dwellings are counted, not kinds of dwellings; nothing declared is not nothing", () => {
  const dwelling = (rooms: number, stepFree: boolean, count: number) => ({
    rooms,
    stepFree,
    count,
    availableFrom: "2024-12-01"
  })
  const world = worldOf({
    Ask: { declares: { dwellings: [dwelling(3, false, 2), dwelling(4, true, 3), dwelling(2, true, 5)] } },
    Bjerk: { declares: { dwellings: [] } },
    Elv: { declares: {} }
  })
  expect(dwellingsThatFit(placeIn(world, "Ask"), 3, false)).toBe(5)
  expect(dwellingsThatFit(placeIn(world, "Ask"), 3, true)).toBe(3)
  expect(dwellingsThatFit(placeIn(world, "Ask"), 5, false)).toBe(0)
  expect(dwellingsThatFit(placeIn(world, "Bjerk"), 1, false)).toBe(0)
  expect(dwellingsThatFit(placeIn(world, "Elv"), 1, false)).toBeUndefined()
  expect(dwellingsThatFit(placeIn(world, "Furu"), 1, false)).toBeUndefined()
})
