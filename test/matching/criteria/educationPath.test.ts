// Feature under test: the next step of education by goal group (S15): with upper secondary a campus in reach, under 25 without
// it an upper-secondary school, from 25 adult education.
import { describe, expect, test } from "vitest"
import { educationPath } from "../../../src/matching/criteria/educationPath.ts"
import { competence, educated, household, person, said, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const aged = (age: number, level: number) =>
  household(person(age, { competence: competence({ education: [educated(level)] }) }))

describe("value by goal group", () => {
  const world = worldOf({
    Ask: {
      facts: {
        "higher-education-km": 100,
        "upper-secondary-schools": 1,
        "upper-secondary-schools-region": 3,
        "adult-education": 1
      }
    },
    Bjerk: {
      facts: {
        "higher-education-km": 50,
        "upper-secondary-schools": 0,
        "upper-secondary-schools-region": 1,
        "adult-education": 0
      }
    },
    Elv: { facts: { "higher-education-km": 250, "upper-secondary-schools": 0, "upper-secondary-schools-region": 0 } },
    Furu: { facts: { "upper-secondary-schools": 0 } },
    Gran: { facts: { "upper-secondary-schools-region": 2 } }
  })
  test.each([
    ["upper secondary completed", aged(30, 4), { Ask: 750, Bjerk: 1000, Elv: 0 }], // Ask: (250 − 100) / 200
    ["under 25 without", aged(24, 3), { Ask: 1000, Bjerk: 700, Elv: 0 }],
    ["25 or more without", aged(25, 3), { Ask: 1000, Bjerk: 0, Elv: "unknown of the place: adult-education" }]
  ])("%s", (_, one, { Ask, Bjerk, Elv }) => {
    expect(valueOf(educationPath, one, world, "Ask")).toBe(Ask)
    expect(valueOf(educationPath, one, world, "Bjerk")).toBe(Bjerk)
    expect(valueOf(educationPath, one, world, "Elv")).toBe(Elv)
  })
  test("names the figure that is missing, and only that", () => {
    expect(valueOf(educationPath, aged(30, 4), world, "Furu")).toBe("unknown of the place: higher-education-km")
    expect(valueOf(educationPath, aged(24, 3), world, "Furu")).toBe(
      "unknown of the place: upper-secondary-schools-region"
    )
    expect(valueOf(educationPath, aged(24, 3), world, "Gran")).toBe("unknown of the place: upper-secondary-schools")
    expect(valueOf(educationPath, aged(24, 3), world, "Hegg")).toBe(
      "unknown of the place: upper-secondary-schools, upper-secondary-schools-region"
    )
  })
})

describe("concerns 18 to 55", () => {
  const world = worldOf({ Ask: { facts: { "higher-education-km": 0 } } })
  test.each([
    [17, notConcerned],
    [18, 1000],
    [55, 1000],
    [56, notConcerned]
  ])("%s years: %s", (age, value) => {
    expect(valueOf(educationPath, aged(age, 4), world, "Ask")).toBe(value)
  })
  test("unknown education is unknown, level 0 is known", () => {
    expect(valueOf(educationPath, household(person(30)), world, "Ask")).toBe("unknown of the person: education")
    const adults = worldOf({ Ask: { facts: { "adult-education": 1 } } })
    expect(valueOf(educationPath, aged(30, 0), adults, "Ask")).toBe(1000)
  })
})

test("the level and the figure stand with source and date", () => {
  const world = worldOf({ Ask: { facts: { "upper-secondary-schools": 0, "upper-secondary-schools-region": 2 } } })
  const stated = person(20, {
    competence: competence({ education: [educated(2, "not-needed", said("stated", "2024-11-01"))] })
  })
  expect(factsOf(educationPath, household(stated), world, "Ask")).toEqual({
    facts: [
      personFact("education-level", 2, "stated", "2024-11-01"),
      measured("upper-secondary-schools", 0, "schools"),
      measured("upper-secondary-schools-region", 2, "schools")
    ],
    kind: "measured"
  })
  expect(sourceOf(educationPath, household(stated), world)).toBe("stated")
})
