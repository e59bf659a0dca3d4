// Feature under test: free places in kindergarten (1–5 years) and school (6–15 years). Five are enough.
import { expect, test } from "vitest"
import { childcareSchool } from "../../../src/matching/criteria/childcareSchool.ts"
import { household, person, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, valueOf } from "./answers.ts"

const world = worldOf({
  Ask: { facts: { "kindergarten-free-places": 2, "school-free-places": 4 } },
  Bjerk: { facts: { "kindergarten-free-places": 5, "school-free-places": 400 } },
  Elv: { facts: { "kindergarten-free-places": 0 } },
  Furu: { facts: { "school-free-places": 5 } }
})

test.each([
  [0, notConcerned],
  [1, 400], // 2 of 5
  [5, 400],
  [6, 800], // 4 of 5
  [15, 800],
  [16, notConcerned],
  [30, notConcerned]
])("a child of %s years in Ask: %s", (age, value) => {
  expect(valueOf(childcareSchool, household(person(age)), world, "Ask")).toBe(value)
})

test("enough is enough, none is none, unpublished is unknown", () => {
  expect(valueOf(childcareSchool, household(person(3)), world, "Bjerk")).toBe(1000)
  expect(valueOf(childcareSchool, household(person(8)), world, "Bjerk")).toBe(1000)
  expect(valueOf(childcareSchool, household(person(3)), world, "Elv")).toBe(0)
  expect(valueOf(childcareSchool, household(person(8)), world, "Elv")).toBe("unknown of the place: school-free-places")
  expect(valueOf(childcareSchool, household(person(3)), world, "Furu")).toBe(
    "unknown of the place: kindergarten-free-places"
  )
})

test("the figure stands with unit, source, date and kind", () => {
  expect(factsOf(childcareSchool, household(person(3)), world, "Ask")).toEqual({
    facts: [measured("kindergarten-free-places", 2, "places")],
    kind: "measured"
  })
})
