// Feature under test: prices of places for one future. Any prices bound every plan from above; these must bound it tightly.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Claims, claimsOf, fitting, pick, together } from "../../../src/matching/lookahead/Claims.ts"
import { futurePrices } from "../../../src/matching/lookahead/futurePrices.ts"
import { crowded, read, tryAll, world } from "../../support/instances.ts"

/** What the prices prove: every place at its price, and every household at its best net value. */
function boundAt({ demand, location, start, value }: Claims, room: Int32Array, prices: Float64Array): number {
  const width = prices.length === 0 ? 1 : demand.length / (start.length - 1)
  let bound = prices.reduce((sum, price, at) => sum + price * room[at]!, 0)
  for (let h = 0; h + 1 < start.length; h++) {
    let best = 0
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      let net = value[k]!
      for (let d = 0; d < width; d++) net -= prices[location[k]! * width + d]! * demand[h * width + d]!
      best = Math.max(best, net)
    }
    bound += best
  }
  return bound
}

const singles = fc
  .record({ households: fc.integer({ min: 1, max: 6 }), locations: fc.integer({ min: 1, max: 4 }) })
  .chain(({ households, locations }) =>
    fc.record({
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: locations, maxLength: locations }),
      score: fc.array(
        fc.array(fc.option(fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)), {
          minLength: locations,
          maxLength: locations
        }),
        { minLength: households, maxLength: households }
      )
    })
  )

describe("prices of places", () => {
  test("prove the optimum of single persons, whose relaxation is whole, to within the last temperature", () => {
    fc.assert(
      fc.property(singles, ({ capacities, score }) => {
        const document = world(
          capacities,
          score.map(() => 1),
          score
        )
        const instance = read(document)
        const claims = fitting(claimsOf(instance, "max-score"), instance.capacity)
        const prices = futurePrices(claims, instance.capacity, 1)
        const bound = boundAt(claims, instance.capacity, prices) / instance.scale
        const best = (tryAll(document, "max-score")?.score ?? 0) / 1000
        expect(prices.every((price) => price >= 0)).toBe(true)
        expect(bound).toBeGreaterThanOrEqual(best - 1e-9)
        expect(bound).toBeLessThanOrEqual(best + 0.01 * score.length)
      })
    )
  })

  test("are found as well from the prices of another future as from nothing", () => {
    const instance = read(crowded(3, 120, 9, 0.9))
    const whole = claimsOf(instance, "max-score")
    const [half, other] = [0, 1].map((odd) => Array.from({ length: 60 }, (_, at) => 2 * at + odd))
    const room = instance.capacity.map((places) => Math.floor(places / 2))
    const claims = fitting(pick(whole, half!), room)
    const near = futurePrices(fitting(pick(whole, other!), room), room, 2)
    const [cold, warm] = [undefined, near].map((from) => boundAt(claims, room, futurePrices(claims, room, 2, from)))
    expect(Math.abs(warm! - cold!) / cold!).toBeLessThan(2e-3)
  })

  test("are 0 where nobody wants anything, or there is room for all", () => {
    const nobody = read(world([2, 0], [], []))
    expect([...futurePrices(claimsOf(nobody, "max-score"), nobody.capacity, 1)]).toEqual([0, 0])
    const roomy = read(
      world(
        [9, 9],
        [2, 1],
        [
          [1, 2],
          [3, 1]
        ]
      )
    )
    for (const price of futurePrices(claimsOf(roomy, "max-score"), roomy.capacity, 1)) expect(price).toBeCloseTo(0, 6)
  })
})

test("claims picked twice and put together keep their choices, values and demands", () => {
  const instance = read(
    world(
      [3, 2],
      [2, 1],
      [
        [1, 2],
        [null, 1]
      ]
    )
  )
  const claims = claimsOf(instance, "max-score")
  const joined = together(pick(claims, [1, 0]), pick(claims, [1]))
  expect([...joined.start]).toEqual([0, 1, 3, 4])
  expect([...joined.location]).toEqual([1, 0, 1, 1])
  expect([...joined.value].map((value) => value / instance.scale)).toEqual([1, 1, 2, 1])
  expect([...joined.demand]).toEqual([1, 2, 1])
  const left = fitting(joined, Int32Array.from([3, 1]))
  expect([...left.start]).toEqual([0, 1, 2, 3])
  expect([...left.location]).toEqual([1, 0, 1])
})
