// Feature under test: reproducible randomness: the same seed gives the same numbers, and an order drawn by key hides nothing.
import fc from "fast-check"
import { expect, test } from "vitest"
import { normalStream, seededOrder, seededStream } from "../../src/matching/seed.ts"

const draw = (stream: () => number, count: number) => Array.from({ length: count }, () => stream())
const mean = (values: ReadonlyArray<number>) => values.reduce((sum, one) => sum + one, 0) / values.length

test("the same seed, the same stream; another seed, another", () => {
  expect(draw(seededStream(7), 5)).toEqual(draw(seededStream(7), 5))
  expect(draw(seededStream(7), 5)).not.toEqual(draw(seededStream(8), 5))
})

test("the published values of mulberry32: a seed in an old record still gives the same draws", () => {
  expect(draw(seededStream(1), 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
})

test("uniform numbers lie in [0, 1) with mean a half, normal ones have mean 0 and deviation 1", () => {
  const uniform = draw(seededStream(1), 20_000)
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...uniform)).toBeLessThan(1)
  expect(mean(uniform)).toBeCloseTo(0.5, 1)
  const normal = draw(normalStream(seededStream(1)), 20_000)
  expect(mean(normal)).toBeCloseTo(0, 1)
  expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1)
})

test("an order depends on ids and key, not on the order the ids come in", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), fc.string(), (ids, key) => {
      expect(seededOrder(ids.toReversed(), key)).toEqual(seededOrder(ids, key))
      expect(seededOrder(ids, key).toSorted()).toEqual(ids.toSorted())
    })
  )
})

test("the two first of an order are independent: neither favoured, nor neighbours more often than by chance", () => {
  // As decoys are drawn: 159 regions with ids that differ in their last digits. Neighbours by chance: 2 × 158 / (159 × 158).
  const regions = Array.from({ length: 159 }, (_, i) => String(i + 1))
  const drawn = new Map<string, number>()
  let neighbours = 0
  const draws = 20_000
  for (let i = 0; i < draws; i++) {
    const [first = "", second = ""] = seededOrder(regions, `1 H-${i}`)
    for (const one of [first, second]) drawn.set(one, (drawn.get(one) ?? 0) + 1)
    if (Math.abs(Number(first) - Number(second)) === 1) neighbours++
  }
  const expected = (2 * draws) / regions.length // 252
  expect(Math.min(...regions.map((id) => drawn.get(id) ?? 0))).toBeGreaterThan(0.7 * expected)
  expect(Math.max(...regions.map((id) => drawn.get(id) ?? 0))).toBeLessThan(1.3 * expected)
  expect(neighbours).toBeLessThan(1.3 * expected)
})
