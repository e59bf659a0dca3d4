// Feature under test: the best set for one location, against trying every set; and the bound that household multipliers prove.
import { Option } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { choicesOf } from "../../../src/matching/instance/choices.ts"
import { type Objective, objectivesOf, rules, type Target } from "../../../src/matching/instance/objectives.ts"
import { boundOf, type Prices, zeroPrices } from "../../../src/matching/referee/bound.ts"
import { improvePrices } from "../../../src/matching/referee/improvePrices.ts"
import { Knapsack } from "../../../src/matching/referee/knapsack.ts"
import { KnapsackBound } from "../../../src/matching/referee/knapsackBound.ts"
import { type InstanceDocument, read, smallInstance, tryAll } from "../../support/instances.ts"

interface Problem {
  readonly capacity: ReadonlyArray<number>
  readonly minimum: ReadonlyArray<number>
  readonly shortfall: number
  readonly prices: ReadonlyArray<number>
  readonly items: ReadonlyArray<{ readonly profit: number; readonly demand: ReadonlyArray<number> }>
}

const arbitraryProblem: fc.Arbitrary<Problem> = fc.integer({ min: 1, max: 4 }).chain((width) => {
  const amounts = (most: number) => fc.array(fc.nat(most), { minLength: width, maxLength: width })
  return fc
    .record({
      capacity: amounts(9),
      least: amounts(9),
      shortfall: fc.constantFrom(0, 10, 60),
      prices: fc.array(fc.integer({ min: -20, max: 40 }), { minLength: width, maxLength: width }),
      items: fc.array(fc.record({ profit: fc.integer({ min: -40, max: 99 }), demand: amounts(4) }), { maxLength: 9 })
    })
    .map(({ least, items, ...rest }) => ({
      ...rest,
      minimum: least.map((places, d) => (places > 5 ? Math.min(places, rest.capacity[d]!) : 0)),
      items: items.filter(({ demand }) => demand.every((places, d) => places <= rest.capacity[d]!))
    }))
})

/** Value of every set that keeps the capacities. */
function allSets({ capacity, items, minimum, shortfall }: Problem): ReadonlyArray<number> {
  return Array.from({ length: 2 ** items.length }, (_, set) => items.filter((_item, at) => (set >> at) & 1)).flatMap(
    (chosen) => {
      const used = capacity.map((_, d) => chosen.reduce((sum, { demand }) => sum + demand[d]!, 0))
      if (used.some((places, d) => places > capacity[d]!)) return []
      const missing = minimum.reduce((sum, least, d) => sum + Math.max(0, least - used[d]!), 0)
      return [chosen.reduce((sum, { profit }) => sum + profit, 0) - shortfall * missing]
    }
  )
}

const knapsacks = new Map([1, 2, 3, 4].map((width) => [width, new Knapsack(width, 9)]))

function solved(problem: Problem, margin: number): Knapsack {
  const width = problem.capacity.length
  const knapsack = knapsacks.get(width)!
  knapsack.problem.count = problem.items.length
  knapsack.problem.shortfall = problem.shortfall
  knapsack.problem.capacity.set(problem.capacity)
  knapsack.problem.minimum.set(problem.minimum)
  knapsack.problem.prices.set(problem.prices.map((price, d) => (problem.minimum[d]! > 0 ? price : Math.max(0, price))))
  for (const [item, { demand, profit }] of problem.items.entries()) {
    knapsack.problem.profit[item] = profit
    knapsack.problem.demand.set(demand, item * width)
  }
  knapsack.solve(margin)
  return knapsack
}

/** The value of a set that it hands on, which must be one of those that can be. */
function valueOfSet(problem: Problem, knapsack: Knapsack, set: number): number {
  const chosen = new Set(knapsack.chosen.subarray(knapsack.setStart[set], knapsack.setStart[set + 1]))
  const [value] = allSets({ ...problem, items: [], minimum: problem.minimum.map(() => 0) })
  expect(value).toBe(0)
  const items = problem.items.filter((_, at) => chosen.has(at))
  const used = problem.capacity.map((_, d) => items.reduce((sum, { demand }) => sum + demand[d]!, 0))
  used.forEach((places, d) => expect(places).toBeLessThanOrEqual(problem.capacity[d]!))
  const missing = problem.minimum.reduce((sum, least, d) => sum + Math.max(0, least - used[d]!), 0)
  return items.reduce((sum, { profit }) => sum + profit, 0) - problem.shortfall * missing
}

describe("one location", () => {
  test("the best set is the best of all sets, whatever the prices it starts from", () => {
    fc.assert(
      fc.property(arbitraryProblem, (problem) => {
        const knapsack = solved(problem, 0)
        expect(knapsack.exact).toBe(true)
        expect(knapsack.value).toBe(Math.max(...allSets(problem)))
        expect(valueOfSet(problem, knapsack, 0)).toBe(knapsack.value)
      }),
      { numRuns: 500 }
    )
  })

  test("with a margin it hands on other sets, none worth less than that", () => {
    fc.assert(
      fc.property(arbitraryProblem, fc.integer({ min: 1, max: 60 }), (problem, margin) => {
        const knapsack = solved(problem, margin)
        expect(knapsack.value).toBe(Math.max(...allSets(problem)))
        for (let set = 0; set < knapsack.sets; set++)
          expect(valueOfSet(problem, knapsack, set)).toBeGreaterThanOrEqual(knapsack.value - margin)
      }),
      { numRuns: 300 }
    )
  })
})

/** Small instances whose capacities are all hard (C2): multipliers speak of no others. */
const hardInstance = (most: number): fc.Arbitrary<InstanceDocument> =>
  smallInstance(most).map(({ surcharges: _, ...document }) => document)

/** Prices found without a solver, whole. */
function wholePrices(choices: ReturnType<typeof choicesOf>, objective: Objective): Prices {
  const { minimum } = choices.instance
  const { prices } = improvePrices(choices, objective, [], 0)
  const place = prices.place.map((price, at) =>
    Math.max(minimum[at]! > 0 ? -objective.shortfall : 0, Math.round(price))
  )
  return { ...zeroPrices(choices, []), place }
}

describe("the bound of household multipliers", () => {
  test("is below no plan, whatever the multipliers", () => {
    const multiplier = fc.integer({ min: -3000, max: 3000 })
    fc.assert(
      fc.property(
        hardInstance(4),
        fc.constantFrom(...rules),
        fc.array(multiplier, { minLength: 4, maxLength: 4 }),
        (document, rule, multipliers) => {
          const best = Option.fromUndefinedOr(tryAll(document, rule))
          fc.pre(Option.isSome(best))
          const choices = choicesOf(read(document))
          const objectives = objectivesOf(choices, rule)
          const { scale } = choices.instance
          const reached = [best.value.placed / 1000, best.value.score / 1000]
          const targets = objectives
            .slice(0, -1)
            .map((objective): Target => ({ objective, value: Math.round(reached[0]! * objective.scale), full: false }))
          const prices = { ...zeroPrices(choices, targets), multipliers: Float64Array.from(targets, () => 2) }
          const bound = new KnapsackBound(choices, objectives.at(-1)!, targets, prices)
          const total = bound.total(Float64Array.from(choices.instance.households, (_, h) => multipliers[h]!))
          expect(total).toBeGreaterThanOrEqual(Math.round(best.value.score * (scale / 1000)) - 1e-6)
        }
      ),
      { numRuns: 300 }
    )
  })

  test("at each household's best net value it is at most the bound of the prices", () => {
    fc.assert(
      fc.property(hardInstance(6), fc.constantFrom("priced", "max-score"), (document, rule) => {
        const choices = choicesOf(read(document))
        const objective = objectivesOf(choices, rule)[0]!
        const prices = wholePrices(choices, objective)
        const { best, total } = boundOf(choices, objective, [], prices)
        expect(new KnapsackBound(choices, objective, [], prices).total(best)).toBeLessThanOrEqual(total)
      }),
      { numRuns: 200 }
    )
  })
})
