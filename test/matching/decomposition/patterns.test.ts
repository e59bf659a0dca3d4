// Feature under test: price and branch over patterns: acceptable plans, bounds that hold, the optimum where it is small, and
// the same answer every time.
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, test } from "vitest"
import { improveByPatterns, patternBudgetFor } from "../../../src/matching/decomposition/priceAndBranch.ts"
import type { Relaxation } from "../../../src/matching/decomposition/Relaxation.ts"
import { stageSolver } from "../../../src/matching/highs/exactStage.ts"
import { choicesOf } from "../../../src/matching/instance/choices.ts"
import type { Assignment, Instance } from "../../../src/matching/instance/Instance.ts"
import { objectivesOf, type Target, valueOf } from "../../../src/matching/instance/objectives.ts"
import { boundOf, type Prices } from "../../../src/matching/referee/bound.ts"
import { certificateOf } from "../../../src/matching/referee/certify.ts"
import { checkCertificate } from "../../../src/matching/referee/checkCertificate.ts"
import { improvePrices } from "../../../src/matching/referee/improvePrices.ts"
import { certifyKnapsackLevel } from "../../../src/matching/referee/knapsackLevel.ts"
import { isAcceptable } from "../../../src/matching/solver/acceptable.ts"
import { greedyPlan } from "../../../src/matching/solver/greedy.ts"
import type { StageRequest } from "../../../src/matching/solver/stage.ts"
import { crowded, read, smallInstance } from "../../support/instances.ts"

const highs = await loadHighs()
const exact = stageSolver(highs)

/** The score stage of a rule, from a greedy plan. */
function requestOf(instance: Instance, targets: ReadonlyArray<Target> = [], start?: Assignment): StageRequest {
  const choices = choicesOf(instance)
  const objective = objectivesOf(choices, "priced").at(-1)!
  return {
    choices,
    objective,
    targets,
    start: start ?? greedyPlan(choices, objective, objective.value),
    gap: 0,
    seed: 1,
    timeLeftMs: () => Number.POSITIVE_INFINITY,
    nodesLeft: Number.POSITIVE_INFINITY,
    report: () => undefined
  }
}

/** Prices without a solver; the method must do with any. */
function relaxationOf({ choices, objective, start, targets }: StageRequest): Relaxation {
  const { bound, prices } = improvePrices(choices, objective, targets, valueOf(choices, objective, start))
  const { best } = boundOf(choices, objective, targets, prices)
  return { bound, prices, best, share: new Map(), complete: false }
}

function improved(request: StageRequest) {
  const outcome = improveByPatterns(
    highs,
    request,
    relaxationOf(request),
    request.start,
    patternBudgetFor(request.choices)
  )
  const value = valueOf(request.choices, request.objective, outcome.plan)
  expect(isAcceptable(request.choices, request.objective, request.targets, outcome.plan)).toBe(true)
  expect(outcome.bound).toBeGreaterThanOrEqual(value)
  return { ...outcome, value }
}

/** What the certificate made of the multipliers proves. */
function certified({ choices, objective, targets }: StageRequest, prices: Prices, multipliers: Float64Array): number {
  const level = certifyKnapsackLevel(choices, objective, targets, prices, multipliers)
  if (targets.length === 0)
    expect(checkCertificate(choices.instance, certificateOf(choices, "priced", [level])).problems).toEqual([])
  return level.bound
}

describe("price and branch", () => {
  test("on small instances with every kind of row: never above the optimum, never a bound below it", () => {
    fc.assert(
      fc.property(smallInstance(6), ({ surcharges: _, ...document }) => {
        const instance = { ...read(document), lock: new Int32Array(document.households.length).fill(-1), groups: [] }
        const request = requestOf(instance)
        const best = exact.solve(request)
        const outcome = improved(request)
        expect(outcome.value).toBeLessThanOrEqual(best.value)
        expect(outcome.value).toBeGreaterThanOrEqual(valueOf(request.choices, request.objective, request.start))
        expect(outcome.bound).toBeGreaterThanOrEqual(best.value)
        expect(certified(request, outcome.prices, outcome.multipliers)).toBeGreaterThanOrEqual(best.value)
      }),
      { numRuns: 30 }
    )
  })

  test("where capacity is all there is, it finds the optimum of scarce batches and all but proves it", () => {
    for (const seed of [1, 3]) {
      const request = requestOf(read(crowded(seed, 40, 15, 1)))
      const best = exact.solve(request)
      const outcome = improved(request)
      expect(outcome.value / best.value, `seed ${seed}`).toBeGreaterThan(0.999)
      const bound = certified(request, outcome.prices, outcome.multipliers)
      expect(bound).toBeGreaterThanOrEqual(best.value)
      expect(bound / best.value, `seed ${seed}`).toBeLessThan(1.002)
      expect(bound).toBeLessThan(best.lpBound)
    }
  })

  test("under a level of placing that everybody must meet, everybody stays placed", () => {
    const instance = read(crowded(5, 30, 10, 1.6))
    const choices = choicesOf(instance)
    const [placing] = objectivesOf(choices, "place-first")
    const request = { ...requestOf(instance), objective: placing! }
    const first = exact.solve(request)
    const target = { objective: placing!, value: first.value, full: first.plan.every((m) => m >= 0) }
    expect(target.full).toBe(true)
    const score = requestOf(instance, [target], first.plan)
    const outcome = improved(score)
    expect(outcome.plan.every((m) => m >= 0)).toBe(true)
    const best = exact.solve(score)
    expect(certified(score, outcome.prices, outcome.multipliers)).toBeGreaterThanOrEqual(best.value)
  })

  test("the same request has the same answer", () => {
    const request = requestOf(read(crowded(6, 60, 20, 1)))
    const [left, right] = [improved(request), improved(request)]
    expect([...left.plan]).toEqual([...right.plan])
    expect([left.bound, [...left.multipliers]]).toEqual([right.bound, [...right.multipliers]])
  })

  test.each([
    ["equal scores", { score: 1 }],
    ["no capacity", { capacity: 0 }],
    ["minimum as large as the capacity", { full: true }]
  ])(
    "%s: a plan and a bound all the same",
    (_, { capacity, full, score }: { capacity?: number; full?: boolean; score?: number }) => {
      const document = crowded(7, 24, 8, 1)
      const outcome = improved(
        requestOf(
          read({
            ...document,
            score: document.score.map((row) => row.map((value) => (score === undefined ? value : score))),
            locations: document.locations.map((location) => {
              const places = location.capacity.map((most) => capacity ?? most)
              return { ...location, capacity: places, minimum: full ? places : places.map(() => 0) }
            })
          })
        )
      )
      expect(Number.isSafeInteger(outcome.bound)).toBe(true)
    }
  )
})
