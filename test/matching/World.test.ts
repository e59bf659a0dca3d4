// Feature under test: municipalities as the criteria see them: facts with source and date, distances, and production without
// synthetic facts (S25).
import { describe, expect, test } from "vitest"
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { between, known, leastTrusted, unknown } from "../../src/matching/Assessment.ts"
import { refuseSynthetic } from "../../src/matching/refuseSynthetic.ts"
import { declared, distanceKm, factOf, makeWorld, type Place, sameRegion } from "../../src/matching/World.ts"
import { fileOf, modelled, nextRound, placeIn, roundDate, synthetic, worldOf } from "../support/world.ts"

const days = { date: roundDate, nextRound }

describe("facts", () => {
  const world = worldOf({
    Ask: { facts: { "gp-capacity": modelled(98) }, declares: { dwellings: [] } },
    Bjerk: { facts: { "gp-capacity": 0 } }
  })
  test("stand with unit, source, date and kind; zero is a fact, missing is not", () => {
    expect(factOf(world, placeIn(world, "Ask"), "gp-capacity")).toEqual({
      fact: "gp-capacity",
      value: 98,
      unit: "% of list capacity",
      source: "The model",
      date: "2024-01-01",
      kind: "modelled"
    })
    expect(factOf(world, placeIn(world, "Bjerk"), "gp-capacity")?.value).toBe(0)
    expect(factOf(world, placeIn(world, "Elv"), "gp-capacity")).toBeUndefined()
  })
  test("a declaration is quoted by its own date, and not where there is none", () => {
    expect(declared(world, placeIn(world, "Ask"), "dwellings-that-fit", 0)).toMatchObject({
      date: "2024-10-01",
      source: "The declarations"
    })
    expect(() => declared(world, placeIn(world, "Bjerk"), "dwellings-that-fit", 0)).toThrow("1002 has no declaration")
  })
})

describe("places", () => {
  test("in order of code, whatever the order of the file", () => {
    const file = fileOf()
    const turned = new MunicipalityFile({ ...file, municipalities: file.municipalities.toReversed() })
    expect(makeWorld(turned, days).places.map((place) => place.code)).toEqual(
      makeWorld(file, days).places.map((place) => place.code)
    )
    expect(makeWorld(turned, days).places.map((place) => place.index)).toEqual([0, 1, 2, 3, 4, 5])
  })
  test("a county or region that is not in the file is an error of the file", () => {
    const file = fileOf()
    expect(() => makeWorld(new MunicipalityFile({ ...file, counties: [] }), days)).toThrow(
      "1001 names a county or region"
    )
  })
  test("distances are symmetric, and one degree of latitude is 111 km", () => {
    const world = worldOf()
    const [ask, bjerk, hegg] = [placeIn(world, "Ask"), placeIn(world, "Bjerk"), placeIn(world, "Hegg")]
    expect(distanceKm(ask, bjerk)).toBeCloseTo(40, 6)
    expect(distanceKm(hegg, ask)).toBeCloseTo(300, 6)
    expect(distanceKm(ask, hegg)).toBe(distanceKm(hegg, ask))
    expect(distanceKm(ask, ask)).toBe(0)
    const at = (latitude: number, longitude: number) =>
      ({ ...ask, municipality: { ...ask.municipality, latitude, longitude } }) as Place
    expect(distanceKm(at(60, 10), at(60, 11))).toBeCloseTo(55.6, 1) // half a degree of latitude, at 60° north
    expect(distanceKm(at(59.91, 10.75), at(60.39, 5.32))).toBeCloseTo(305, 0) // Oslo to Bergen
    expect([sameRegion(ask, bjerk), sameRegion(ask, hegg)]).toEqual([true, false])
  })
})

describe("an assessment", () => {
  test("is in whole thousandths between 0 and 1 000", () => {
    expect([known(0.1236, []), known(-3, []), known(7, [])].map((one) => one._tag === "known" && one.value)).toEqual([
      124, 0, 1000
    ])
    expect(unknown(["gp-capacity"])).toEqual({ _tag: "unknown", missing: ["gp-capacity"], evidence: [] })
  })
  test("falls in a straight line, in either direction, and not beyond its ends", () => {
    expect([0, 25, 50, 75, 100, 130].map((value) => between(value, 25, 75))).toEqual([1, 1, 0.5, 0, 0, 0])
    expect([0, 25, 50, 75, 100].map((value) => between(value, 75, 25))).toEqual([0, 0, 0.5, 1, 1])
  })
  test("is as trusted as the least trusted fact", () => {
    const of = (kind: "person" | "measured" | "modelled" | "synthetic") =>
      ({ fact: "x", value: 1, unit: null, source: "s", date: "2024-01-01", kind }) as const
    expect(leastTrusted([of("measured"), of("synthetic"), of("modelled")])).toBe("synthetic")
    expect(leastTrusted([of("person"), of("modelled")])).toBe("modelled")
    expect(leastTrusted([of("person")])).toBe("measured")
    expect(leastTrusted([])).toBe("measured")
  })
})

test("production takes no synthetic facts: they become unknown, the others stay", () => {
  const file = fileOf(
    { Ask: { facts: { "gp-capacity": synthetic(98), "hospital-km": modelled(10) }, declares: { dwellings: [] } } },
    {
      interpreters: { "10": { tir: synthetic(3), ara: 4 } },
      seekers: { "10": { construction: synthetic(2) } },
      jobs: { south: { construction: synthetic(9) } }
    }
  )
  const world = makeWorld(refuseSynthetic(file), days)
  const ask = placeIn(world, "Ask")
  expect(factOf(world, ask, "gp-capacity")).toBeUndefined()
  expect(factOf(world, ask, "hospital-km")?.value).toBe(10)
  expect(ask.municipality.declaration?.dwellings).toEqual([])
  expect(Object.keys(ask.county.interpreters)).toEqual(["ara"])
  expect([ask.county.seekersPerVacancy, ask.region.jobsByOccupation]).toEqual([{}, {}])
  expect([...world.sources.values()].map((source) => source.kind)).not.toContain("synthetic")
})
