import { Schema } from "effect"
import { describe, expect, test } from "vitest"
import { Round } from "../../../src/domain/Round.ts"
import { Route } from "../../../src/domain/Route.ts"
import { cohort } from "./norway.ts"

/** Whole persons miss a share at small sizes, and a share is rounded to a tenth. */
const [points, units] = [0.6, 8]

describe.each([300, 3000, 40_000])("a cohort of %i persons", (persons) => {
  const { margins, round } = cohort(persons, 7)

  test("has exactly so many persons", () => {
    expect(round.households.reduce((all, one) => all + one.members.length, 0)).toBe(persons)
  })

  test("meets every margin, published or assumed", () => {
    const blocks = Map.groupBy(margins, (row) => row.margin)
    const missed = [...blocks.values()].flatMap((rows) => {
      const total = rows.reduce((all, row) => all + row.count, 0)
      return rows.filter((row) => {
        const target = row.published ?? row.assumption ?? Number.NaN
        const allowed = row.unit === "days" ? 6 : points + (100 * units) / total
        return !(Math.abs(row.generated - target) <= allowed)
      })
    })
    expect(missed).toEqual([])
  })

  test("decodes as a round, and every route is there", () => {
    const decoded = Schema.decodeUnknownSync(Round)(round)
    expect(new Set(decoded.households.map((one) => one.route))).toEqual(new Set(Route.literals))
  })
})

test("a figure is published with source and date, or assumed with a reason, never both", () => {
  for (const row of cohort(300, 1).margins) {
    expect(row.source.length).toBeGreaterThan(10)
    expect(row.published === null).toBe(row.assumption !== null)
    expect(row.date === null).toBe(row.published === null)
  }
})

test("published figures stand as they were published", () => {
  const { margins } = cohort(300, 1)
  const published = (margin: string) =>
    Object.fromEntries(margins.filter((row) => row.margin === margin).map((row) => [row.category, row.published]))
  expect(published("other-household")).toEqual({ single: 45.7, couple: 5.3, family: 42.9, minor: 6.1 })
  expect(published("ukraine-sex-age")).toEqual({
    "male-to-55": 38.5,
    "female-to-55": 48.9,
    "male-over-55": 4.2,
    "female-over-55": 8.4
  })
  expect(published("background")).toEqual({ ukraine: 89.4, other: 10.6 })
})
