// Feature under test: a stated step-free or ground-floor need (S22): step-free and rooms enough in the same dwelling.
import { expect, test } from "vitest"
import { stepFree } from "../../../src/matching/criteria/stepFree.ts"
import { household, person, worldOf } from "../../support/world.ts"
import { declaredFact, evidenceOf, notConcerned, verdictOf } from "./answers.ts"

const offering = (...dwellings: ReadonlyArray<readonly [rooms: number, stepFree: boolean]>) =>
  worldOf({
    Ask: {
      declares: {
        dwellings: dwellings.map(([rooms, free]) => ({ rooms, stepFree: free, count: 1, availableFrom: "2024-12-01" }))
      }
    }
  })
const family = (need: "step-free" | "ground-floor") =>
  household([person(40, { housingNeeds: [need] }), person(38), person(9), person(7)]) // four persons: four rooms

test.each([
  ["step-free with four rooms", offering([4, true]), "met"],
  ["step-free with three rooms", offering([3, true]), "not-met"],
  ["step-free in one, four rooms in another", offering([3, true], [4, false]), "not-met"],
  ["four rooms with stairs", offering([4, false]), "not-met"],
  ["no dwelling", offering(), "not-met"],
  ["nothing declared", worldOf(), "unknown: step-free"]
])("%s", (_, world, verdict) => {
  expect(verdictOf(stepFree, family("step-free"), world, "Ask")).toBe(verdict)
  expect(verdictOf(stepFree, family("ground-floor"), world, "Ask")).toBe(verdict)
})

test("nobody who states the need, nobody concerned", () => {
  expect(verdictOf(stepFree, household(person(90)), offering(), "Ask")).toBe(notConcerned)
})

test("a refusal stands with the declaration's source and date", () => {
  expect(evidenceOf(stepFree, family("step-free"), offering([4, false]), "Ask")).toEqual([
    declaredFact("step-free-dwellings-that-fit", 0)
  ])
})
