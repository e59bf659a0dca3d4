import fc from "fast-check"
import { expect, test } from "vitest"
import { apportion, counts, deal, dealBySize, decks, spreadAges } from "../../../src/whatif/cohort/quota.ts"
import { randomStream } from "../../../src/whatif/cohort/random.ts"

const weights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((one) => one > 0))

test("whole numbers sum to the total and stay within one of the exact share", () => {
  fc.assert(
    fc.property(weights, fc.integer({ min: 0, max: 100_000 }), (shares, total) => {
      const sum = shares.reduce((all, one) => all + one, 0)
      const whole = apportion(shares, total)
      expect(whole.reduce((all, one) => all + one, 0)).toBe(total)
      whole.forEach((count, i) => {
        expect(Math.abs(count - (total * (shares[i] ?? 0)) / sum)).toBeLessThan(1)
      })
    })
  )
})

test("a category without weight gets nothing", () => {
  expect(apportion([3, 0, 1], 5)).toEqual([4, 0, 1])
  expect(apportion([0, 0], 5)).toEqual([0, 0])
})

test("dealing gives every item one category, in the shares", () => {
  const dealt = deal([..."abcdefghij"], { red: 7, blue: 3 }, randomStream(1, "deal"))
  expect([...dealt.keys()]).toEqual([..."abcdefghij"])
  expect([...dealt.values()].filter((one) => one === "red")).toHaveLength(7)
})

test("dealing by size meets the shares of the sizes, not of the items", () => {
  const sizes = [6, 3, 1, 1, 1]
  const dealt = dealBySize(
    sizes.map((size, id) => ({ size, id })),
    ({ size }) => size,
    { half: 50, other: 50 },
    randomStream(1, "size")
  )
  const half = [...dealt].filter(([, one]) => one === "half").reduce((all, [{ size }]) => all + size, 0)
  expect(half).toBe(6)
})

test("a hundred cards in a row are in the shares exactly", () => {
  const draw = decks({ yes: 30, no: 70 }, randomStream(4, "deck"))
  const drawn = Array.from({ length: 300 }, draw)
  expect(drawn.filter((one) => one === "yes")).toHaveLength(90)
})

test("ages follow the weights and favour no age of a band", () => {
  const drawn = spreadAges((age) => (age < 40 ? 2 : 1), [20, 59], 6000, randomStream(2, "ages"))
  expect(drawn.filter((age) => age < 40)).toHaveLength(4000)
  expect(drawn.filter((age) => age === 20).length).toBeCloseTo(200, -1)
  expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([20, 59])
})

test("streams of one seed are independent, and each is repeatable", () => {
  const draws = (name: string, seed: number) => {
    const stream = randomStream(seed, name)
    return Array.from({ length: 50 }, () => stream.below(1000))
  }
  expect(draws("a", 1)).toEqual(draws("a", 1))
  expect(draws("a", 1)).not.toEqual(draws("b", 1))
  expect(draws("a", 1)).not.toEqual(draws("a", 2))
  expect(counts({ low: 1, high: 1 }, 1)).toEqual({ low: 1, high: 0 })
})
