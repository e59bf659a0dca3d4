// Feature under test: DUF numbers by their control digits. A real one has Σ digit × weight mod 11, a synthetic one 50 more.
import { Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Duf, dufKind, syntheticDuf } from "../../src/domain/Duf.ts"

describe("kind", () => {
  test.each([
    // 2·4 + 0·6 + 1·3 + 0·2 + 1·4 + 7·6 + 2·3 + 3·2 + 8·7 + 2·5 = 135 = 12 × 11 + 3
    ["201017238203", "real"],
    ["201017238253", "synthetic"],
    // 8 + 0 + 0 + 16 + 4 + 36 + 24 + 6 + 14 + 45 = 153 = 13 × 11 + 10
    ["200816832910", "real"],
    ["200816832960", "synthetic"],
    // 4 + 54 + 27 + 16 + 5 = 106 = 9 × 11 + 7
    ["199800000107", "real"],
    ["201017238202", null],
    ["201017238252", null],
    ["201012345678", null],
    ["201258697561", null], // UDI's own example, wrong on purpose
    ["20101723820", null],
    ["2010172382030", null],
    ["20101723820x", null],
    ["", null]
  ])("%s is %s", (text, kind) => {
    expect(dufKind(text)).toBe(kind)
  })
})

test("of the hundred endings of ten digits one is real and one synthetic, 50 apart", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2040 }), fc.integer({ min: 0, max: 999_999 }), (year, serial) => {
      const number = syntheticDuf(year, serial)
      const endings = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, "0"))
      const kinds = endings.map((ending) => dufKind(number.slice(0, 10) + ending))
      expect(dufKind(number)).toBe("synthetic")
      expect(kinds.filter((kind) => kind !== null)).toEqual(["real", "synthetic"])
      expect(kinds.indexOf("synthetic") - kinds.indexOf("real")).toBe(50)
    })
  )
})

test("a tag that does not match the number is refused", () => {
  const decode = Schema.decodeUnknownResult(Duf)
  expect(Result.isSuccess(decode({ _tag: "real", number: "201017238203" }))).toBe(true)
  expect(Result.isSuccess(decode({ _tag: "synthetic", number: "201017238253" }))).toBe(true)
  expect(Result.isSuccess(decode({ _tag: "synthetic", number: "201017238203" }))).toBe(false)
  expect(Result.isSuccess(decode({ _tag: "real", number: "201017238253" }))).toBe(false)
})
