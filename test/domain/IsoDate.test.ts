// Feature under test: calendar dates as text, days between them, and age.
import { Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, ageOn, daysBetween, IsoDate } from "../../src/domain/IsoDate.ts"

const day = (text: string) => IsoDate.make(text)

describe("dates that exist", () => {
  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2024-02-30", false],
    ["1900-02-29", false], // a hundred is no leap year
    ["2000-02-29", true], // four hundred is
    ["2024-13-01", false],
    ["2024-00-10", false],
    ["2024-11-31", false],
    ["2024-1-5", false],
    ["29.11.2024", false],
    ["2024-11-29T00:00:00Z", false],
    ["", false]
  ])("%s: %s", (text, exists) => {
    expect(Result.isSuccess(Schema.decodeUnknownResult(IsoDate)(text))).toBe(exists)
  })
})

test("a date exists where the calendar of the machine says so", () => {
  const part = (max: number, digits: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(digits, "0"))
  const days = fc.oneof(fc.constantFrom("28", "29", "30", "31"), part(99, 2))
  fc.assert(
    fc.property(part(9999, 4), fc.oneof(part(13, 2), fc.constant("02")), days, (year, month, date) => {
      const text = `${year}-${month}-${date}`
      const at = Date.parse(`${text}T00:00:00Z`)
      const exists = Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
      expect(Result.isSuccess(Schema.decodeUnknownResult(IsoDate)(text))).toBe(exists)
    }),
    { numRuns: 1000 }
  )
})

describe("days", () => {
  test("across leap days, years and daylight saving", () => {
    expect(daysBetween(day("2024-02-28"), day("2024-03-01"))).toBe(2)
    expect(daysBetween(day("2023-02-28"), day("2023-03-01"))).toBe(1)
    expect(daysBetween(day("2024-12-31"), day("2025-01-01"))).toBe(1)
    expect(daysBetween(day("2024-03-30"), day("2024-04-01"))).toBe(2)
    expect(daysBetween(day("2024-11-29"), day("2024-11-01"))).toBe(-28)
  })
  test("adding days and counting them are inverse", () => {
    const days = fc.integer({ min: -20_000, max: 20_000 })
    fc.assert(
      fc.property(days, days, (start, more) => {
        const from = addDays(day("2024-11-29"), start)
        expect(daysBetween(from, addDays(from, more))).toBe(more)
      })
    )
  })
})

describe("age", () => {
  test.each([
    ["2006-11-29", 18], // the birthday itself
    ["2006-11-30", 17],
    ["2006-12-01", 17],
    ["2006-01-31", 18],
    ["2024-11-29", 0],
    ["1940-11-28", 84]
  ])("born %s", (birth, years) => {
    expect(ageOn(day(birth), day("2024-11-29"))).toBe(years)
  })
  test("born on a leap day: older on 1 March in other years", () => {
    expect(ageOn(day("2008-02-29"), day("2026-02-28"))).toBe(17)
    expect(ageOn(day("2008-02-29"), day("2026-03-01"))).toBe(18)
    expect(ageOn(day("2008-02-29"), day("2028-02-28"))).toBe(19)
    expect(ageOn(day("2008-02-29"), day("2028-02-29"))).toBe(20)
  })
})
