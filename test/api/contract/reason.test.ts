/** Feature under test: a reason is long enough when the database, which counts code points, finds it so. */
import { Schema } from "effect"
import fc from "fast-check"
import { expect, test } from "vitest"
import { reasonOf } from "../../../src/api/contract/reason.ts"

const isReason = Schema.is(reasonOf(20, "why"))

test.each([
  ["x".repeat(20), true],
  ["x".repeat(19), false],
  ["🏔".repeat(20), true],
  ["🏔".repeat(10), false],
  ["x".repeat(2000), true],
  ["x".repeat(2001), false]
])("%s: %s", (text, fits) => {
  expect(isReason(text)).toBe(fits)
})

test("twenty code points fit, and no fewer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30, size: "max" }), (text) => {
      expect(isReason(text)).toBe(Array.from(text).length >= 20)
    })
  )
})
