// Feature under test: education with peers (S16): full value with daily travel, 0.7 with supported lodging. Soft for 18–24
// without upper secondary; at 16–17 the place itself is a hard criterion besides.
import { describe, expect, test } from "vitest"
import { sameAgeSchool } from "../../../src/matching/criteria/sameAgeSchool.ts"
import { competence, educated, household, person, worldOf } from "../../support/world.ts"
import { declaredFact, factsOf, notConcerned, valueOf } from "./answers.ts"

const offer = (access: "daily-travel" | "supported-lodging", places = 1) => ({
  offer: "combination-class" as const,
  access,
  places,
  confirmedBy: "county" as const,
  confirmedOn: "2024-11-01"
})
const offering = (...sameAgeEducation: ReadonlyArray<ReturnType<typeof offer>>) =>
  worldOf({ Ask: { declares: { sameAgeEducation } } })

test.each([
  ["daily travel", offering(offer("daily-travel")), 1000],
  ["supported lodging", offering(offer("supported-lodging")), 700],
  ["both", offering(offer("supported-lodging"), offer("daily-travel")), 1000],
  ["daily travel is full, lodging is not", offering(offer("daily-travel", 0), offer("supported-lodging")), 700],
  ["every class is full", offering(offer("daily-travel", 0)), 0],
  ["no class", offering(), 0],
  ["nothing declared", worldOf(), "unknown of the place: same-age-education"]
])("%s", (_, world, value) => {
  expect(valueOf(sameAgeSchool, household(person(16)), world, "Ask")).toBe(value)
})

describe("concerns", () => {
  const world = offering(offer("daily-travel"))
  const aged = (age: number, level: number) =>
    household(person(age, { competence: competence({ education: [educated(level)] }) }))
  test.each([
    [15, 2, notConcerned],
    [16, 2, 1000],
    [17, 4, 1000], // whatever the education: 16–17 go to school with peers
    [18, 3, 1000],
    [18, 4, notConcerned],
    [24, 3, 1000],
    [25, 3, notConcerned]
  ])("%s years with education of level %s: %s", (age, level, value) => {
    expect(valueOf(sameAgeSchool, aged(age, level), world, "Ask")).toBe(value)
  })
})

test("the offer stands with the declaration's source and date", () => {
  const facts = (world: ReturnType<typeof worldOf>) => factsOf(sameAgeSchool, household(person(16)), world, "Ask").facts
  expect(facts(offering(offer("daily-travel")))).toEqual([declaredFact("same-age-education", "combination-class")])
  expect(facts(offering())).toEqual([declaredFact("same-age-education", "none")])
})
