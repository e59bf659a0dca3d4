// Feature under test: a signed job contract (S19): 1 in the workplace's municipality, 0.9 in its region, then 0.5 up to 60 km,
// falling to nothing at 120 km.
import { describe, expect, test } from "vitest"
import { contract } from "../../../src/matching/criteria/contract.ts"
import { codeOf, household, type Name, person, said, worldOf } from "../../support/world.ts"
import { distance, factsOf, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const world = worldOf()
const signed = {
  occupation: "7115",
  signedOn: "2024-11-01",
  startsOn: "2025-01-02",
  provenance: said("stated", "2024-11-02")
}
const working = (name: Name) => household(person(30, { contract: { ...signed, municipality: codeOf(name) } }))

describe("value", () => {
  test.each([
    ["Ask", "Ask", 1000],
    ["Ask", "Bjerk", 900],
    ["Ask", "Elv", 167], // 100 km: 0.5 × (120 − 100) / 60
    ["Ask", "Furu", 0], // 120 km
    ["Bjerk", "Elv", 500], // 60 km
    ["Bjerk", "Furu", 333], // 80 km: 0.5 × 40 / 60
    ["Gran", "Hegg", 900] // far apart, but one region
  ] as const)("work in %s, home in %s: %s", (work, home, value) => {
    expect(valueOf(contract, working(work), world, home)).toBe(value)
  })
})

test("a workplace in no municipality of the file is near nothing", () => {
  const nowhere = household(person(30, { contract: { ...signed, municipality: "9999" } }))
  expect(valueOf(contract, nowhere, world, "Ask")).toBe(0)
})

test("no contract, not concerned", () => {
  expect(valueOf(contract, household(person(30)), world, "Ask")).toBe(notConcerned)
})

test("the workplace and the distance stand with source and date", () => {
  expect(factsOf(contract, working("Ask"), world, "Bjerk").facts).toEqual([
    personFact("workplace-in", codeOf("Ask"), "stated", "2024-11-02"),
    distance(40)
  ])
  expect(sourceOf(contract, working("Ask"), world)).toBe("stated")
})
