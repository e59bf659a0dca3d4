// Feature under test: specialist care in reach: 40 km is near, 180 km far. A released mental-health need looks to the
// psychiatric centre, everyone else to the hospital. A need without a valid release is no bonus and no penalty (S22).
import { expect, test } from "vitest"
import { specialistCare } from "../../../src/matching/criteria/specialistCare.ts"
import { household, need, person, unreleased, worldOf } from "../../support/world.ts"
import { factsOf, measured, personFact, valueOf } from "./answers.ts"

const world = worldOf({
  Ask: { facts: { "hospital-km": 40, "psychiatric-centre-km": 110 } },
  Bjerk: { facts: { "hospital-km": 39, "psychiatric-centre-km": 180 } },
  Elv: { facts: { "hospital-km": 180 } },
  Furu: { facts: { "psychiatric-centre-km": 0 } }
})
const healthy = household(person(30))
const mental = need("specialist-mental-health")
const withNeed = (one: typeof mental) => household(person(30, { healthNeeds: [one] }))
const released = (releasedOn: string, withdrawnOn?: string) => ({
  ...mental,
  release: {
    releasedBy: "person" as const,
    scope: "settlement" as const,
    releasedOn,
    ...(withdrawnOn === undefined ? {} : { withdrawnOn })
  }
})

test("the hospital for everybody", () => {
  expect(valueOf(specialistCare, healthy, world, "Ask")).toBe(1000)
  expect(valueOf(specialistCare, healthy, world, "Bjerk")).toBe(1000)
  expect(valueOf(specialistCare, healthy, world, "Elv")).toBe(0)
  expect(valueOf(specialistCare, healthy, world, "Furu")).toBe("unknown of the place: hospital-km")
})

test("the psychiatric centre for a released mental-health need", () => {
  expect(valueOf(specialistCare, withNeed(mental), world, "Ask")).toBe(500) // (180 − 110) / (180 − 40)
  expect(valueOf(specialistCare, withNeed(mental), world, "Bjerk")).toBe(0)
  expect(valueOf(specialistCare, withNeed(mental), world, "Elv")).toBe("unknown of the place: psychiatric-centre-km")
  expect(valueOf(specialistCare, withNeed(mental), world, "Furu")).toBe(1000)
})

test.each([
  ["released today", released("2024-11-29"), 500],
  ["released tomorrow", released("2024-11-30"), 1000],
  ["withdrawn tomorrow", released("2024-10-01", "2024-11-30"), 500],
  ["withdrawn today", released("2024-10-01", "2024-11-29"), 1000],
  ["never released", unreleased(mental), 1000],
  ["helpful rather than required", { ...mental, strength: "helpful" as const }, 500],
  ["another need", need("dialysis"), 1000]
])("%s", (_, one, value) => {
  expect(valueOf(specialistCare, withNeed(one), world, "Ask")).toBe(value)
})

test("the need and the distance stand with source and date; of an unreleased need nothing stands", () => {
  expect(factsOf(specialistCare, withNeed(mental), world, "Ask")).toEqual({
    facts: [personFact("service-needed", "specialist-mental-health"), measured("psychiatric-centre-km", 110, "km")],
    kind: "measured"
  })
  expect(factsOf(specialistCare, withNeed(unreleased(mental)), world, "Ask")).toEqual({
    facts: [measured("hospital-km", 40, "km")],
    kind: "measured"
  })
})
