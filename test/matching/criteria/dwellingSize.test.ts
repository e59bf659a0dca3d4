// Feature under test: a declared dwelling with rooms enough (S5). Undeclared is a question, never a no.
import { expect, test } from "vitest"
import { dwellingSize } from "../../../src/matching/criteria/dwellingSize.ts"
import { household, minorCase, person, worldOf } from "../../support/world.ts"
import { declaredFact, evidenceOf, notConcerned, verdictOf } from "./answers.ts"

const offering = (...rooms: ReadonlyArray<number>) =>
  worldOf({
    Ask: {
      declares: {
        dwellings: rooms.map((one) => ({ rooms: one, stepFree: false, count: 1, availableFrom: "2024-12-01" }))
      }
    }
  })
const ofSize = (persons: number) => household(Array.from({ length: persons }, () => person(30)))

test.each([
  [4, offering(4), "met"], // four persons need four rooms
  [4, offering(3), "not-met"],
  [5, offering(4), "met"],
  [6, offering(4), "not-met"],
  [6, offering(1, 5), "met"],
  [1, offering(), "not-met"],
  [1, worldOf(), "unknown: dwelling-size"],
  [1, worldOf({ Ask: { declares: {} } }), "unknown: dwelling-size"]
])("%s persons", (persons, world, verdict) => {
  expect(verdictOf(dwellingSize, ofSize(persons), world, "Ask")).toBe(verdict)
})

test("none of the kind left is none", () => {
  const gone = { rooms: 4, stepFree: false, count: 0, availableFrom: "2024-12-01" }
  expect(verdictOf(dwellingSize, ofSize(4), worldOf({ Ask: { declares: { dwellings: [gone] } } }), "Ask")).toBe(
    "not-met"
  )
})

test("unaccompanied minors are not concerned", () => {
  expect(verdictOf(dwellingSize, household(person(15), { minor: minorCase("foster-home") }), offering(), "Ask")).toBe(
    notConcerned
  )
})

test("a refusal stands with the declaration's source and date", () => {
  expect(evidenceOf(dwellingSize, ofSize(4), offering(3), "Ask")).toEqual([declaredFact("dwellings-that-fit", 0)])
})
