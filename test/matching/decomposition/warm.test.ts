// A solved instance that takes changes: whatever the changes, the answer is a plan the referee accepts for the changed
// instance, a bound that is the one a fresh solve finds, and a certificate that proves it.
import { Result } from "effect"
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, test } from "vitest"
import { WarmProblem } from "../../../src/matching/decomposition/WarmProblem.ts"
import { applyChanges, Change } from "../../../src/matching/instance/change.ts"
import type { Instance } from "../../../src/matching/instance/Instance.ts"
import type { Rule } from "../../../src/matching/instance/objectives.ts"
import { checkCertificate } from "../../../src/matching/referee/checkCertificate.ts"
import { findingsOf } from "../../../src/matching/referee/findings.ts"
import { recount } from "../../../src/matching/referee/recount.ts"
import type { Outcome, Solved } from "../../../src/matching/solver/Outcome.ts"
import { crowded, read } from "../../support/instances.ts"

const highs = await loadHighs()
const decomposeAll = { tiny: 0 }
const options = (rule: Rule) => ({ rule, gap: 0, seed: 1 })

const solvedOf = (outcome: Outcome): Solved => {
  if (outcome._tag !== "Optimal" && outcome._tag !== "FeasibleAtLimit") throw new Error(outcome._tag)
  return outcome
}

/** What must hold of any answer. */
function expectSound(instance: Instance, rule: Rule, outcome: Outcome): Solved {
  const solved = solvedOf(outcome)
  expect(findingsOf(instance, solved.plan)).toEqual([])
  const count = recount(instance, rule, solved.plan)
  expect(count.objective).toBe(solved.objective)
  expect(solved.bound).toBeGreaterThanOrEqual(solved.objective)
  const proof = checkCertificate(instance, solved.certificate)
  expect(proof.problems).toEqual([])
  expect(proof.bounds.at(-1)).toBeGreaterThanOrEqual(solved.objective)
  return solved
}

const placesOf = (instance: Instance, { plan }: Solved): ReadonlyArray<string | undefined> =>
  instance.households.map((_, h) => instance.locations[plan[h]!])

const open = (instance: Instance, rule: Rule): { readonly problem: WarmProblem; readonly first: Solved } => {
  const problem = new WarmProblem(highs, instance, options(rule), decomposeAll)
  return { problem, first: expectSound(instance, rule, problem.solve()) }
}

const afterwards = (instance: Instance, changes: ReadonlyArray<Change>): Instance =>
  Result.getOrThrow(applyChanges(instance, changes))

const changeOf = (instance: Instance): fc.Arbitrary<Change> => {
  const household = fc.constantFrom(...instance.households)
  const location = fc.constantFrom(...instance.locations)
  const dimension = fc.constantFrom(...instance.dimensions)
  return fc.oneof(
    fc.record({ household, location }).map((one) => Change.Lock(one)),
    fc.record({ household, location }).map((one) => Change.Forbid(one)),
    fc.record({ location, dimension, by: fc.constantFrom(-2, -1, 1, 2) }).map((one) => Change.Capacity(one)),
    fc.record({ location }).map((one) => Change.Close(one))
  )
}

const roomy = read(crowded(3, 30, 6, 1.6))

describe.each(["priced", "max-score", "place-first"] as const)("%s", (rule) => {
  test("random changes, one after the other", () => {
    fc.assert(
      fc.property(fc.array(changeOf(roomy), { minLength: 1, maxLength: 3 }), (changes) => {
        const { problem } = open(roomy, rule)
        let instance = roomy
        for (const change of changes) {
          instance = afterwards(instance, [change])
          const { isWarm, outcome } = problem.change(instance, [change])
          if (outcome._tag === "Infeasible") return
          const solved = expectSound(instance, rule, outcome)
          const fresh = new WarmProblem(highs, instance, options(rule), decomposeAll)
          const cold = solvedOf(fresh.solve())
          fresh.dispose()
          expect(solved.levels.map(({ objective }) => objective)).toEqual(cold.levels.map(({ objective }) => objective))
          if (isWarm) expect(solved.lpBound / cold.lpBound).toBeCloseTo(1, 7)
          expect(solved.bound).toBeGreaterThanOrEqual(cold.objective)
        }
        problem.dispose()
      }),
      { seed: 8, numRuns: 12 }
    )
  })
})

describe("each change", () => {
  const rule = "priced"
  const warmly = (changes: ReadonlyArray<Change>) => {
    const { first, problem } = open(roomy, rule)
    const instance = afterwards(roomy, changes)
    const { isWarm, outcome } = problem.change(instance, changes)
    return { first, instance, isWarm, solved: expectSound(instance, rule, outcome) }
  }

  test("none leaves everybody where they are or better off", () => {
    const { first, isWarm, solved } = warmly([])
    expect(isWarm).toBe(true)
    expect(solved.objective).toBeGreaterThanOrEqual(first.objective)
  })
  test("a lock is kept, and found warm", () => {
    const { first } = open(roomy, rule)
    const h = first.plan.findIndex((m) => m >= 0)
    const other = roomy.locations.findIndex(
      (_, m) => m !== first.plan[h] && roomy.score[h * roomy.locations.length + m]! > Number.NEGATIVE_INFINITY
    )
    const locked = warmly([Change.Lock({ household: roomy.households[h]!, location: roomy.locations[other]! })])
    expect(locked.isWarm).toBe(true)
    expect(locked.solved.plan[h]).toBe(other)
  })
  test("a lock on somebody who was nowhere is found warm", () => {
    const scarce = read(crowded(3, 30, 6, 0.6))
    const { first, problem } = open(scarce, rule)
    const width = scarce.locations.length
    const isOpen = (h: number, m: number): boolean =>
      scarce.score[h * width + m]! > Number.NEGATIVE_INFINITY &&
      scarce.dimensions.every((_, d) => scarce.demand[h * 2 + d]! <= scarce.capacity[m * 2 + d]!)
    const h = first.plan.findIndex((m, at) => m < 0 && scarce.locations.some((_, other) => isOpen(at, other)))
    const m = scarce.locations.findIndex((_, other) => isOpen(h, other))
    const lock = [Change.Lock({ household: scarce.households[h]!, location: scarce.locations[m]! })]
    const instance = afterwards(scarce, lock)
    const { isWarm, outcome } = problem.change(instance, lock)
    expect(isWarm).toBe(true)
    expect(expectSound(instance, rule, outcome).plan[h]).toBe(m)
  })
  test("nobody stays in a municipality that closes", () => {
    const { instance, isWarm, solved } = warmly([Change.Close({ location: roomy.locations[0]! })])
    expect(isWarm).toBe(true)
    expect(placesOf(instance, solved)).not.toContain(roomy.locations[0])
  })
  test("a household that comes late is solved from the beginning", () => {
    const household = { id: "late", persons: 1, demand: [1, 0], score: { [roomy.locations[2]!]: 5000 } }
    const { instance, isWarm, solved } = warmly([Change.Late({ household })])
    expect(isWarm).toBe(false)
    expect(placesOf(instance, solved)[instance.households.indexOf("late")]).toBe(roomy.locations[2])
  })
  test("a municipality that closes and gets places again is open", () => {
    const [location, dimension] = [roomy.locations[0]!, roomy.dimensions[0]!]
    const { instance, solved } = warmly([Change.Close({ location }), Change.Capacity({ location, dimension, by: 50 })])
    const fresh = new WarmProblem(highs, instance, options(rule), decomposeAll)
    expect(solved.lpBound / solvedOf(fresh.solve()).lpBound).toBeCloseTo(1, 7)
  })
})
