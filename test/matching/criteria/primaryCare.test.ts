// Feature under test: room on the general practitioners' lists (R15): 105 % and above is enough, 90 % and below is none.
import { expect, test } from "vitest"
import { primaryCare } from "../../../src/matching/criteria/primaryCare.ts"
import { household, modelled, person, worldOf } from "../../support/world.ts"
import { factsOf, measured, valueOf } from "./answers.ts"

test.each([
  [105, 1000],
  [140, 1000],
  [104.7, 980], // 14.7 of 15
  [97.5, 500], // 7.5 of 15
  [90.3, 20], // 0.3 of 15
  [90, 0],
  [60, 0]
])("reserve capacity %s %% gives %s", (capacity, value) => {
  const world = worldOf({ Ask: { facts: { "gp-capacity": capacity } } })
  expect(valueOf(primaryCare, household(person(30)), world, "Ask")).toBe(value)
})

test("concerns every member, the newborn as well as the eldest", () => {
  const world = worldOf({ Ask: { facts: { "gp-capacity": 105 } } })
  expect(valueOf(primaryCare, household(person(0)), world, "Ask")).toBe(1000)
  expect(valueOf(primaryCare, household(person(90)), world, "Ask")).toBe(1000)
})

test("a capacity nobody has published is unknown", () => {
  expect(valueOf(primaryCare, household(person(30)), worldOf(), "Ask")).toBe("unknown of the place: gp-capacity")
})

test("the fact stands with value, unit, source, date and kind", () => {
  const world = worldOf({
    Ask: { facts: { "gp-capacity": 97.5 } },
    Bjerk: { facts: { "gp-capacity": modelled(97.5) } }
  })
  expect(factsOf(primaryCare, household(person(30)), world, "Ask")).toEqual({
    facts: [measured("gp-capacity", 97.5, "% of list capacity")],
    kind: "measured"
  })
  expect(factsOf(primaryCare, household(person(30)), world, "Bjerk").kind).toBe("modelled")
})
