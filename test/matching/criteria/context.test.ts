// Feature under test: context figures (S13), weight 0 in shipped profiles: results of the introduction programme between 40
// and 75 %, and the share of refugees who were first settled here.
import { expect, test } from "vitest"
import { firstSettled, introductionResults } from "../../../src/matching/criteria/context.ts"
import { minorsProfile, standardProfile } from "../../../src/matching/profiles.ts"
import { household, person, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, valueOf } from "./answers.ts"

const world = worldOf({
  Ask: { facts: { "introduction-programme-result": 75, "first-settled-share": 68 } },
  Bjerk: { facts: { "introduction-programme-result": 57.5, "first-settled-share": 0 } },
  Elv: { facts: { "introduction-programme-result": 40, "first-settled-share": 100 } }
})

test("introduction programme: (57.5 − 40) / (75 − 40) is a half", () => {
  const adult = household(person(30))
  expect(valueOf(introductionResults, adult, world, "Ask")).toBe(1000)
  expect(valueOf(introductionResults, adult, world, "Bjerk")).toBe(500)
  expect(valueOf(introductionResults, adult, world, "Elv")).toBe(0)
  expect(valueOf(introductionResults, adult, world, "Furu")).toBe("unknown of the place: introduction-programme-result")
  expect(factsOf(introductionResults, adult, world, "Ask").facts).toEqual([
    measured("introduction-programme-result", 75, "%")
  ])
})

test.each([
  [17, notConcerned],
  [18, 1000],
  [55, 1000],
  [56, notConcerned]
])("introduction programme at %s years: %s", (age, value) => {
  expect(valueOf(introductionResults, household(person(age)), world, "Ask")).toBe(value)
})

test("first settled: the share itself, for everybody", () => {
  const child = household(person(2))
  expect(valueOf(firstSettled, child, world, "Ask")).toBe(680)
  expect(valueOf(firstSettled, child, world, "Bjerk")).toBe(0)
  expect(valueOf(firstSettled, child, world, "Elv")).toBe(1000)
  expect(valueOf(firstSettled, child, world, "Furu")).toBe("unknown of the place: first-settled-share")
  expect(factsOf(firstSettled, child, world, "Ask").facts).toEqual([measured("first-settled-share", 68, "%")])
})

test("neither weighs anything in the shipped profiles", () => {
  for (const profile of [standardProfile, minorsProfile]) {
    expect(profile.criteria["introduction-results"]).toBe(0)
    expect(profile.criteria["first-settled"]).toBe(0)
  }
})
