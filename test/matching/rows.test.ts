// Feature under test: a row of values, and what «unknown» means in it: a missing municipality fact takes the mean of its
// centrality class, a missing person fact the mean over the round's persons, a weak source is drawn towards that mean.
import { describe, expect, test } from "vitest"
import { primaryCare } from "../../src/matching/criteria/primaryCare.ts"
import { expectedRow, type Row, rowKinds, subjectRow, weighted } from "../../src/matching/rows.ts"
import { modelled, type Name, placeIn, synthetic, type worldOf as World, worldOf } from "../support/world.ts"

type TestWorld = ReturnType<typeof World>
const at = (row: Row, world: TestWorld, name: Name) => {
  const { index } = placeIn(world, name)
  return { value: row.value[index], low: row.low[index], high: row.high[index], kind: rowKinds[row.kind[index] ?? -1] }
}
const gp = (figures: Partial<Record<Name, Parameters<typeof modelled>[0] | ReturnType<typeof modelled>>>) =>
  worldOf(
    Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, { facts: { "gp-capacity": figure } }]))
  )

describe("a known fact", () => {
  const world = gp({ Ask: 97.5, Bjerk: modelled(97.5), Elv: synthetic(97.5), Furu: 105, Gran: 90 })
  const row = subjectRow(primaryCare, {}, world)
  test.each([
    ["Ask", { value: 500, low: 470, high: 530, kind: "measured" }], // ± 3 %
    ["Bjerk", { value: 500, low: 380, high: 620, kind: "modelled" }], // ± 12 %
    ["Elv", { value: 500, low: 300, high: 700, kind: "synthetic" }], // ± 20 %
    ["Furu", { value: 1000, low: 970, high: 1000, kind: "measured" }],
    ["Gran", { value: 0, low: 0, high: 30, kind: "measured" }]
  ] as const)("%s", (name, expected) => {
    expect(at(row, world, name)).toEqual(expected)
  })
})

describe("a missing municipality fact", () => {
  // Class 1: Ask, Furu. Class 3: Bjerk, Elv, Gran. Class 6: Hegg.
  const world = gp({ Ask: 90, Bjerk: 105, Elv: 97.5 })
  const row = subjectRow(primaryCare, {}, world)
  test("takes the mean of the centrality class, as wide as the class and its own uncertainty", () => {
    expect(at(row, world, "Gran")).toEqual({ value: 750, low: 470, high: 1000, kind: "unknown" }) // Bjerk 1 000, Elv 500
  })
  test("is never more certain than the one fact it is taken from", () => {
    expect(at(row, world, "Furu")).toEqual({ value: 0, low: 0, high: 30, kind: "unknown" }) // Ask alone
  })
  test("takes the country's mean where the class knows nothing", () => {
    expect(at(row, world, "Hegg")).toEqual({ value: 500, low: 0, high: 1000, kind: "unknown" }) // (0 + 1 000 + 500) / 3
  })
  test("of a municipality without a centrality class takes the country's mean", () => {
    const unclassed = worldOf({
      Ask: { facts: { "gp-capacity": 90 } },
      Bjerk: { facts: { "gp-capacity": 105 } },
      Furu: { facts: { "centrality-class": undefined } }
    })
    expect(at(subjectRow(primaryCare, {}, unclassed), unclassed, "Furu").value).toBe(500) // Ask, of class 1, has none
  })
  test("takes a half where nobody knows anything", () => {
    const nothing = worldOf()
    expect(at(subjectRow(primaryCare, {}, nothing), nothing, "Ask")).toEqual({
      value: 500,
      low: 0,
      high: 1000,
      kind: "unknown"
    })
  })
})

describe("a missing person fact", () => {
  const row = (...triples: ReadonlyArray<readonly [value: number, low: number, high: number]>): Row => ({
    value: Int16Array.from(triples, ([value]) => value),
    low: Int16Array.from(triples, ([, low]) => low),
    high: Int16Array.from(triples, ([, , high]) => high),
    kind: new Uint8Array(triples.length)
  })
  test("takes the mean over persons, not over kinds of persons", () => {
    const mean = expectedRow(
      [
        { row: row([1000, 970, 1000], [0, 0, 30]), persons: 1 },
        { row: row([200, 170, 230], [400, 370, 430]), persons: 3 }
      ],
      2
    )
    expect([...mean.value]).toEqual([400, 300]) // (1 000 + 3 × 200) / 4, (0 + 3 × 400) / 4
    expect([...mean.low]).toEqual([170, 0])
    expect([...mean.high]).toEqual([1000, 430])
    expect([...mean.kind].map((kind) => rowKinds[kind])).toEqual(["unknown", "unknown"])
  })
  test("takes a half where the round has nobody to take it from", () => {
    expect(at(expectedRow([], 6), worldOf(), "Ask")).toEqual({ value: 500, low: 0, high: 1000, kind: "unknown" })
  })
})

describe("confidence", () => {
  const own: Row = {
    value: Int16Array.of(1000),
    low: Int16Array.of(970),
    high: Int16Array.of(1000),
    kind: Uint8Array.of(0)
  }
  const mean: Row = {
    value: Int16Array.of(200),
    low: Int16Array.of(0),
    high: Int16Array.of(600),
    kind: Uint8Array.of(3)
  }
  test.each([
    ["verified", 1000, 970, 1000],
    ["stated", 880, 825, 940], // 0.85 × 1 000 + 0.15 × 200; low 0.85 × 970; high 850 + 0.15 × 600
    ["self-registered", 680, 582, 840], // 0.6 and 0.4
    ["rrf", 600, 485, 800], // a half each
    [null, 1000, 970, 1000]
  ] as const)("%s", (source, value, low, high) => {
    const row = weighted(own, mean, source)
    expect([row.value[0], row.low[0], row.high[0]]).toEqual([value, low, high])
    expect(row.kind[0]).toBe(0)
  })
})
