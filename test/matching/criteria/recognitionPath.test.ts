// Feature under test: the next step towards recognition can be taken from here (S14). Higher education looks to a campus
// (50 km is near, 250 km out of reach), trades and fagskole to upper-secondary schools of the region.
import { describe, expect, test } from "vitest"
import { recognitionPath } from "../../../src/matching/criteria/recognitionPath.ts"
import { competence, educated, household, person, said, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const world = worldOf({
  Ask: { facts: { "higher-education-km": 0, "upper-secondary-schools-region": 1 } },
  Bjerk: { facts: { "higher-education-km": 50, "upper-secondary-schools-region": 9 } },
  Elv: { facts: { "higher-education-km": 150, "upper-secondary-schools-region": 0 } },
  Furu: { facts: { "higher-education-km": 250 } }
})
const adult = (level: number, recognition: Parameters<typeof educated>[1], age = 30) =>
  household(person(age, { competence: competence({ education: [educated(level, recognition)] }) }))

test.each([
  [6, "Ask", 1000],
  [6, "Bjerk", 1000],
  [6, "Elv", 500], // (250 − 150) / (250 − 50)
  [6, "Furu", 0],
  [6, "Gran", "unknown of the place: higher-education-km"],
  [5, "Ask", 1000],
  [5, "Bjerk", 1000],
  [4, "Elv", 0],
  [4, "Furu", "unknown of the place: upper-secondary-schools-region"]
] as const)("education of level %s in %s gives %s", (level, name, value) => {
  expect(valueOf(recognitionPath, adult(level, "applied"), world, name)).toBe(value)
})

describe("concerns those with a step left", () => {
  test.each([
    ["applied", 1000],
    ["needs-supplement", 1000],
    ["not-applied", 1000],
    ["recognised", notConcerned],
    ["not-needed", notConcerned],
    ["refused", notConcerned]
  ] as const)("%s: %s", (recognition, value) => {
    expect(valueOf(recognitionPath, adult(6, recognition), world, "Ask")).toBe(value)
  })

  test.each([
    [4, 30, 1000],
    [3, 30, notConcerned], // upper secondary not completed: nothing to recognise yet
    [4, 18, 1000],
    [4, 17, notConcerned],
    [4, 55, 1000],
    [4, 56, notConcerned]
  ])("level %s at %s years: %s", (level, age, value) => {
    expect(valueOf(recognitionPath, adult(level, "applied", age), world, "Ask")).toBe(value)
  })

  test("unknown education: nobody is asked to recognise it", () => {
    expect(valueOf(recognitionPath, household(person(30)), world, "Ask")).toBe(notConcerned)
  })
})

test("the status and the distance stand with source and date", () => {
  const registered = person(30, {
    competence: competence({ education: [educated(6, "applied", said("self-registered", "2024-09-02"))] })
  })
  expect(factsOf(recognitionPath, household(registered), world, "Elv")).toEqual({
    facts: [
      personFact("recognition-status", "applied", "self-registered", "2024-09-02"),
      measured("higher-education-km", 150, "km")
    ],
    kind: "measured"
  })
  expect(sourceOf(recognitionPath, household(registered), world)).toBe("self-registered")
})
