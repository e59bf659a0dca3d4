// The pass over the matrix proves exactly what the pass over the pairs proves, for every row it knows.
import fc from "fast-check"
import { expect, test } from "vitest"
import { choicesOf } from "../../../src/matching/instance/choices.ts"
import { objectivesOf, rules, type Target } from "../../../src/matching/instance/objectives.ts"
import { lockedHouseholds, type Prices, preciseBoundOf, zeroPrices } from "../../../src/matching/referee/bound.ts"
import { householdsWorth } from "../../../src/matching/referee/denseBound.ts"
import { read, seeded, smallInstance } from "../../support/instances.ts"

test("for random instances, prices, rules and precisions", () => {
  fc.assert(
    fc.property(smallInstance(5), fc.integer(), fc.constantFrom(...rules), (document, seed, rule) => {
      const instance = read({ ...document, linked: [] })
      const random = seeded(seed)
      const some = (most: number): number => Math.floor(random() * most)
      const choices = choicesOf(instance)
      const objectives = objectivesOf(choices, rule)
      const precision = 10 ** some(3)
      for (const [at, objective] of objectives.entries()) {
        const targets = objectives.slice(0, at).map((one): Target => ({ objective: one, value: some(5), full: false }))
        const prices: Prices = {
          ...zeroPrices(choices, targets),
          place: Float64Array.from(instance.capacity, () => some(400) - 50),
          group: Float64Array.from(instance.groups, () => some(200) - 50),
          separate: instance.separate.flatMap((_, set) =>
            instance.regions.map((_region, region) => ({ set, region, amounts: [some(300)] }))
          ),
          multipliers: Float64Array.from(targets, () => some(50))
        }
        const { best } = preciseBoundOf(choices, objective, targets, prices, lockedHouseholds(choices), precision)
        const gains = Float64Array.from(instance.households, (_, h) =>
          targets.reduce((sum, _target, l) => sum + prices.multipliers[l]! * instance.levels[l]!.weight[h]!, 0)
        )
        const weight = at < objectives.length - 1 ? instance.levels[at]!.weight : undefined
        expect(householdsWorth(instance, { weight, unplaced: objective.unplaced }, prices, gains, precision)).toBe(
          best.reduce((sum, value) => sum + value, 0)
        )
      }
    }),
    { seed: 4, numRuns: 300 }
  )
})
