import { expect, test } from "vitest"
import { pointsPerPerson } from "../../src/domain/Points.ts"
import { countedIn } from "../../src/texts/format.ts"
import { formatsOf } from "../../src/texts/language.ts"

const [nb, nn, en] = [formatsOf("nb"), formatsOf("nn"), formatsOf("en")]

test("numbers have the decimal sign and the group sign of their language", () => {
  expect(nb.number(12.5, 1)).toBe("12,5")
  expect(nn.number(1234)).toBe("1\u00a0234")
  expect(en.number(1234.5, 1)).toBe("1,234.5")
})

test("a sign is a plus or a real minus, and zero has none, not even after rounding", () => {
  expect([nb.signed(2.14), nb.signed(-3.4), nb.signed(0), nb.signed(-0.04)]).toEqual(["+2,1", "−3,4", "0,0", "0,0"])
  expect(en.signed(-3.4)).toBe("−3.4")
})

test("fit is shown on the scale 0–100 with one decimal, and nothing possible is zero", () => {
  expect(nb.share(1, 3)).toBe("33,3")
  expect(nb.share(5, 0)).toBe("0,0")
  expect(nb.signedShare(-34_000, 1_000_000)).toBe("−3,4")
})

test("where households are added up, one person's perfect fit is 100 points", () => {
  expect(nb.points(pointsPerPerson)).toBe("100,0")
  expect(nb.signedPoints(-pointsPerPerson / 8)).toBe("−12,5")
})

test("per cent keeps two digits that count, with the space of the language", () => {
  expect([nb.percent(0.26), nb.percent(0.034), nb.percent(0.000137), nb.percent(0)]).toEqual([
    "26\u00a0%",
    "3,4\u00a0%",
    "0,014\u00a0%",
    "0\u00a0%"
  ])
  expect(en.percent(0.26)).toBe("26%")
  expect(nb.wholePercent(0.094)).toBe("9\u00a0%")
})

test("dates are read as days, without a time zone, and other text is left alone", () => {
  expect([nb.date("2024-11-29"), en.date("2024-11-29")]).toEqual(["29.11.2024", "29 Nov 2024"])
  expect([nb.longDate("2024-01-05"), nn.longDate("2024-05-01")]).toEqual(["5. januar 2024", "1. mai 2024"])
  expect(nb.date("snart")).toBe("snart")
})

test("lists end with the word for and", () => {
  expect([nb.list(["a", "b", "c"]), en.list(["a", "b"])]).toEqual(["a, b og c", "a and b"])
})

test("one thing is one, everything else is many", () => {
  const count = countedIn("nb-NO")
  expect([0, 1, 2, 1500].map((n) => count(n, "kommune", "kommuner"))).toEqual([
    "0 kommuner",
    "1 kommune",
    "2 kommuner",
    "1\u00a0500 kommuner"
  ])
})
