// Feature under test: room to grow (S18): full value where a declared dwelling also fits the family expected later, 0.7 where
// one fits today only.
import { describe, expect, test } from "vitest"
import { dwellingRoom } from "../../../src/matching/criteria/dwellingRoom.ts"
import { household, minorCase, person, worldOf } from "../../support/world.ts"
import { declaredFact, factsOf, notConcerned, valueOf } from "./answers.ts"

const offering = (...dwellings: ReadonlyArray<readonly [rooms: number, stepFree: boolean]>) =>
  worldOf({
    Ask: {
      declares: {
        dwellings: dwellings.map(([rooms, stepFree]) => ({ rooms, stepFree, count: 1, availableFrom: "2024-12-01" }))
      }
    }
  })
const couple = [person(30), person(31)] // two rooms
const expecting = household(couple, { reunification: { persons: 3, status: "granted" } }) // five persons: four rooms

describe("a couple expecting three", () => {
  test.each([
    ["a dwelling for five", offering([4, false]), 1000],
    ["one room short for five", offering([3, false]), 700],
    ["just enough for two", offering([2, false]), 700],
    ["one room short for two", offering([1, false]), 0],
    ["none", offering(), 0],
    ["nothing declared", worldOf(), "unknown of the place: dwellings"]
  ])("%s", (_, world, value) => {
    expect(valueOf(dwellingRoom, expecting, world, "Ask")).toBe(value)
  })
})

test("nobody expected: what fits today fits", () => {
  expect(valueOf(dwellingRoom, household(couple), offering([2, false]), "Ask")).toBe(1000)
})

test("rooms and step-free in the same dwelling", () => {
  const stepFree = household([person(30, { housingNeeds: ["step-free"] }), person(31)])
  expect(valueOf(dwellingRoom, stepFree, offering([2, true]), "Ask")).toBe(1000)
  expect(valueOf(dwellingRoom, stepFree, offering([1, true], [4, false]), "Ask")).toBe(0)
})

test("unaccompanied minors live in a care form, not in a dwelling of their own", () => {
  const minor = household(person(15), { minor: minorCase("foster-home") })
  expect(valueOf(dwellingRoom, minor, offering([4, true]), "Ask")).toBe(notConcerned)
})

test("what was declared stands with source and date", () => {
  const facts = (world: ReturnType<typeof worldOf>) => factsOf(dwellingRoom, expecting, world, "Ask").facts
  expect(facts(offering([4, false]))).toEqual([declaredFact("dwellings-with-rooms", 4)])
  expect(facts(offering([2, false], [3, true]))).toEqual([declaredFact("dwellings-that-fit", 2)])
  expect(facts(offering())).toEqual([declaredFact("dwellings-that-fit", 0)])
})
