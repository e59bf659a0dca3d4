// Feature under test: a confirmed place in education with peers for ages 16–17 (S16), with daily travel or supported lodging.
import { expect, test } from "vitest"
import { sameAgePlace } from "../../../src/matching/criteria/sameAgePlace.ts"
import { household, person, worldOf } from "../../support/world.ts"
import { declaredFact, evidenceOf, notConcerned, verdictOf } from "./answers.ts"

const offering = (...places: ReadonlyArray<number>) =>
  worldOf({
    Ask: {
      declares: {
        sameAgeEducation: places.map((one) => ({
          offer: "introductory-class",
          access: "supported-lodging",
          places: one,
          confirmedBy: "county",
          confirmedOn: "2024-11-01"
        }))
      }
    }
  })

test.each([
  [15, notConcerned],
  [16, "not-met"],
  [17, "not-met"],
  [18, notConcerned]
])("%s years where no place is confirmed: %s", (age, verdict) => {
  expect(verdictOf(sameAgePlace, household(person(age)), offering(), "Ask")).toBe(verdict)
})

test("seventeen until the birthday itself", () => {
  const born = (birthDate: string) => household({ birthDate })
  expect(verdictOf(sameAgePlace, born("2006-11-30"), offering(), "Ask")).toBe("not-met")
  expect(verdictOf(sameAgePlace, born("2006-11-29"), offering(), "Ask")).toBe(notConcerned)
})

test.each([
  ["a place for each of two", offering(2), "met"],
  ["a place for each in two classes", offering(1, 1), "met"],
  ["one place for two", offering(1), "not-met"],
  ["not confirmed either way", worldOf(), "unknown: same-age-place"],
  ["declared, but not this", worldOf({ Ask: { declares: {} } }), "unknown: same-age-place"]
])("%s", (_, world, verdict) => {
  expect(verdictOf(sameAgePlace, household([person(40), person(16), person(17), person(15)]), world, "Ask")).toBe(
    verdict
  )
})

test("a refusal stands with the declaration's source and date", () => {
  const two = household([person(16), person(17)])
  expect(evidenceOf(sameAgePlace, two, offering(1), "Ask")).toEqual([declaredFact("same-age-places", 1)])
})
