// Feature under test: capacity dimensions (C2): what a household uses and what a municipality has. Nothing declared, nothing bound.
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { dimensionsOf } from "../../src/matching/capacity.ts"
import {
  codeOf,
  household,
  type Known,
  minorCase,
  need,
  person,
  placeIn,
  unreleased,
  worldOf
} from "../support/world.ts"

const dimension = (lane: "ordinary" | "minors", id: string) => {
  const found = dimensionsOf(lane).find((one) => one.id === id)
  if (found === undefined) throw new Error(`No dimension ${id}`)
  return found
}
const uses = (id: string, one: Household, lane: "ordinary" | "minors" = "ordinary") =>
  dimension(lane, id).demand(one, worldOf())
const has = (
  id: string,
  known: Known,
  round: Parameters<ReturnType<typeof dimension>["capacity"]>[1],
  lane: "ordinary" | "minors" = "ordinary"
) => dimension(lane, id).capacity(placeIn(worldOf({ Ask: known }), "Ask"), round)
const family = (persons: number) => household(Array.from({ length: persons }, () => person(30)))
const round = { municipality: codeOf("Ask"), places: 7 }

test("the dimensions of each lane", () => {
  expect(dimensionsOf("ordinary").map((one) => one.id)).toEqual([
    "places",
    "step-free-dwellings",
    "large-dwellings",
    "follow-up",
    "places-by-2",
    "places-by-3",
    "places-by-4",
    "places-by-5"
  ])
  expect(dimensionsOf("minors").map((one) => one.id)).toEqual([
    "minor-places-foster-home",
    "minor-places-shared-housing",
    "minor-places-supported-housing"
  ])
})

test("places: persons, and the places the round gives", () => {
  expect(uses("places", family(4))).toBe(4)
  expect(has("places", {}, round)).toBe(7)
  expect(has("places", {}, undefined)).toBe(0)
  expect(dimension("ordinary", "places").minimum?.({ ...round, minimum: 3 })).toBe(3)
  expect(dimension("ordinary", "places").minimum?.(round)).toBe(0)
})

test("places in pairs: two families of three do not fit in five places, and a pair and a single do", () => {
  expect(uses("places-by-2", family(3))).toBe(1)
  expect(uses("places-by-2", family(1))).toBe(0)
  expect(has("places-by-2", {}, { ...round, places: 5 })).toBe(2)
  expect(has("places-by-3", {}, { ...round, places: 5 })).toBe(1)
})

describe("dwellings", () => {
  const dwellings = [
    { rooms: 2, stepFree: true, count: 2, availableFrom: "2024-12-01" },
    { rooms: 4, stepFree: false, count: 3, availableFrom: "2024-12-01" },
    { rooms: 5, stepFree: true, count: 1, availableFrom: "2024-12-01" }
  ]
  test("one step-free dwelling for a household where somebody needs it", () => {
    expect(uses("step-free-dwellings", household([person(30, { housingNeeds: ["ground-floor"] }), person(31)]))).toBe(1)
    expect(uses("step-free-dwellings", family(2))).toBe(0)
    expect(has("step-free-dwellings", { declares: { dwellings } }, round)).toBe(3) // 2 + 1
  })
  test("one large dwelling from five rooms, so from six persons", () => {
    expect(uses("large-dwellings", family(5))).toBe(0)
    expect(uses("large-dwellings", family(6))).toBe(1)
    expect(has("large-dwellings", { declares: { dwellings } }, round)).toBe(1)
  })
  test.each(["step-free-dwellings", "large-dwellings"])("%s undeclared do not bind; none declared do", (id) => {
    expect(has(id, {}, round)).toBeUndefined()
    expect(has(id, { declares: {} }, round)).toBeUndefined()
    expect(has(id, { declares: { dwellings: [] } }, round)).toBe(0)
  })
})

describe("follow-up (S24)", () => {
  const complex = need("home-nursing", { complex: true })
  test("is counted in households with a released complex need, never in persons", () => {
    expect(
      uses("follow-up", household([person(30, { healthNeeds: [complex] }), person(31, { healthNeeds: [complex] })]))
    ).toBe(1)
    expect(uses("follow-up", household(person(30, { healthNeeds: [need("home-nursing")] })))).toBe(0)
    expect(uses("follow-up", household(person(30, { healthNeeds: [unreleased(complex)] })))).toBe(0)
  })
  test.each([
    ["a small municipality that has confirmed nothing takes one", {}, undefined, 1],
    ["confirmed none: one all the same", { followUpPlaces: 0 }, undefined, 1],
    ["what it has confirmed", { followUpPlaces: 4 }, undefined, 4],
    ["less what is used this year", { followUpPlaces: 4 }, 3, 1],
    ["the one is used", {}, 1, 0],
    ["never less than none", { followUpPlaces: 2 }, 5, 0]
  ])("%s", (_, declares, followUpUsed, capacity) => {
    expect(has("follow-up", { declares }, { ...round, ...(followUpUsed === undefined ? {} : { followUpUsed }) })).toBe(
      capacity
    )
  })
})

test("minors: places of the recommended care form alone", () => {
  const siblings = household([person(15), person(13)], { minor: minorCase("shared-housing", "foster-home") })
  expect(uses("minor-places-shared-housing", siblings, "minors")).toBe(2)
  expect(uses("minor-places-foster-home", siblings, "minors")).toBe(0)
  const given = { ...round, minorPlaces: [{ form: "shared-housing" as const, places: 3 }] }
  expect(has("minor-places-shared-housing", {}, given, "minors")).toBe(3)
  expect(has("minor-places-foster-home", {}, given, "minors")).toBe(0)
  expect(has("minor-places-shared-housing", {}, undefined, "minors")).toBe(0)
})
