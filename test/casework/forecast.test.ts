// Feature under test: a municipality's forecast from simulated rounds (S23).
import { Schema } from "effect"
import fc from "fast-check"
import { expect, test } from "vitest"
import { Forecast, type Range } from "../../src/casework/forecast/Forecast.ts"
import { forecastFrom, type SimulatedPlacement } from "../../src/casework/forecast/forecastFrom.ts"
import { rangeOf, smallBelow } from "../../src/casework/forecast/range.ts"
import { simulatedRounds } from "../../src/casework/forecast/simulatedRounds.ts"
import type { Household } from "../../src/domain/Household.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { codeOf, competence, household, minorCase, type Name, person, said } from "../support/world.ts"

const placed = (one: Household, on: string, name: Name = "Ask"): SimulatedPlacement => ({
  simulated: true,
  municipality: codeOf(name),
  household: one,
  on: IsoDate.make(on)
})
const several = (count: number, one: SimulatedPlacement) => Array.from({ length: count }, () => one)
const forecast = (runs: ReadonlyArray<ReadonlyArray<SimulatedPlacement>>, months = ["2024-10", "2024-11", "2024-12"]) =>
  forecastFrom({ municipality: codeOf("Ask"), months, runs, agreedNotArrived: 7, lastYear: null })

/** All three the same: every run had so many. */
const exactly = (count: number): Range => ({ _tag: "range", p10: count, p50: count, p90: count })
const small: Range = { _tag: "small" }

const family = household(
  [
    person(35, {
      needsInterpreter: true,
      housingNeeds: ["step-free"],
      competence: competence({ track: { track: "a", provenance: said() } })
    }),
    person(17, { role: "child" }),
    person(8, { role: "child" })
  ],
  { reunification: { persons: 2, status: "applied" } }
)

test("of ten runs: the tenth, the middle, the ninetieth", () => {
  expect(rangeOf([10, 1, 2, 9, 3, 8, 4, 7, 5, 6])).toEqual({ _tag: "range", p10: 1, p50: 5, p90: 9 })
  expect(rangeOf([20, 0, 0])).toEqual({ _tag: "range", p10: 0, p50: 0, p90: 20 })
})

test("four at the upper end is 0–4, five is a number; no run is 0–4", () => {
  expect(rangeOf([4, 4, 4])).toEqual(small)
  expect(rangeOf([5, 4, 5])).toEqual({ _tag: "range", p10: 4, p50: 5, p90: 5 })
  expect(rangeOf([])).toEqual(small)
  expect(rangeOf([...Array.from({ length: 9 }, () => 4), 90])).toEqual(small)
})

test("ranges are in order, occur, and never show a small upper end", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 40 }), (counts) => {
      const range = rangeOf(counts)
      if (range._tag === "small") return
      expect(range.p10).toBeLessThanOrEqual(range.p50)
      expect(range.p50).toBeLessThanOrEqual(range.p90)
      expect(range.p90).toBeGreaterThanOrEqual(smallBelow)
      for (const one of [range.p10, range.p50, range.p90]) expect(counts).toContain(one)
    })
  )
})

test("counts persons, stages, dwellings, tracks, interpreters and reunification of one quarter", () => {
  const { quarters } = forecast([several(6, placed(family, "2024-11-29"))])
  expect(quarters).toHaveLength(1)
  expect(quarters[0]).toEqual({
    period: "2024-Q4",
    persons: exactly(18),
    schoolStages: {
      kindergarten: small,
      primary: exactly(6),
      "lower-secondary": small,
      "upper-secondary": exactly(6),
      adult: exactly(6)
    },
    householdSizes: { "1": small, "2": small, "3-4": exactly(6), "5-6": small, "7+": small },
    rooms: { "1": small, "2": small, "3": exactly(6), "4": small, "5+": small },
    stepFree: exactly(6),
    norwegianTracks: { alphabetisation: small, a: exactly(6), b: small, academic: small },
    languages: [{ language: "tir", persons: exactly(6) }],
    minorsByForm: { "foster-home": small, "shared-housing": small, "supported-housing": small },
    reunification: exactly(12)
  })
})

test("minors are counted by care form and need no dwelling", () => {
  const minor = household(person(16, { role: "child" }), { minor: minorCase("foster-home", "shared-housing") })
  const quarter = forecast([several(5, placed(minor, "2024-11-29"))]).quarters[0]!
  expect(quarter.minorsByForm).toEqual({
    "foster-home": exactly(5),
    "shared-housing": small,
    "supported-housing": small
  })
  expect([quarter.householdSizes["1"], quarter.rooms["1"]]).toEqual([small, small])
})

test("another municipality, another year and a strictly confidential household do not count", () => {
  const hidden = household(person(30), {
    protection: { kind: "confidential", awayFrom: [], provenance: said() }
  })
  const run = [
    ...several(9, placed(family, "2024-11-29", "Bjerk")),
    ...several(9, placed(family, "2023-11-29")),
    ...several(9, placed(family, "2025-01-01")),
    ...several(9, placed(hidden, "2024-11-29"))
  ]
  expect(forecast([run]).quarters[0]!.persons).toEqual(small)
})

test("a run in which nobody came pulls the range down", () => {
  const run = several(4, placed(family, "2024-11-29"))
  expect(forecast([run, run, run, []]).quarters[0]!.persons).toEqual({ _tag: "range", p10: 0, p50: 12, p90: 12 })
  expect(forecast([run, run, run]).quarters[0]!.persons).toEqual(exactly(12))
})

test("months only where they say more than 0–4; quarters in order, also empty ones", () => {
  const made = forecast(
    [[...several(2, placed(family, "2024-11-29")), placed(household(person(30)), "2024-12-01")]],
    ["2024-11", "2024-12", "2025-01"]
  )
  expect(made.months).toEqual([{ period: "2024-11", persons: exactly(6) }])
  expect(made.quarters.map(({ period }) => period)).toEqual(["2024-Q4", "2025-Q1"])
  expect(made.agreedNotArrived).toBe(7)
})

test("no identity of a household is in it", () => {
  const text = JSON.stringify(Schema.encodeSync(Forecast)(forecast([several(6, placed(family, "2024-11-29"))])))
  for (const member of family.members)
    for (const secret of [family.id, member.id, member.duf.number, member.birthDate]) expect(text).not.toContain(secret)
})

test("one round a month and run, none where nobody is expected, a seed of its own each", () => {
  const expected = [
    { month: "2024-12", persons: 90 },
    { month: "2025-01", persons: 0 },
    { month: "2025-02", persons: 40 }
  ]
  const rounds = simulatedRounds(expected, [1, 2])
  expect(rounds.map(({ run, persons, date, nextRound }) => [run, persons, date, nextRound])).toEqual([
    [0, 90, "2024-12-01", "2025-01-01"],
    [0, 40, "2025-02-01", "2025-03-01"],
    [1, 90, "2024-12-01", "2025-01-01"],
    [1, 40, "2025-02-01", "2025-03-01"]
  ])
  expect(new Set(rounds.map(({ seed }) => seed)).size).toBe(rounds.length)
})
