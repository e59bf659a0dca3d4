// Feature under test: `treff solve` and `treff verify` on instances in memory: the fields of a result, and that no change to
// a result or its certificate goes unnoticed.
import { Effect, ManagedRuntime, Result } from "effect"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { type SolveRequest, solveInstance } from "../../src/commands/solve.ts"
import { solverLayers } from "../../src/commands/solvers.ts"
import { renderSolveResult } from "../../src/commands/tables/solve.ts"
import { rules } from "../../src/matching/instance/objectives.ts"
import type { SolveResult } from "../../src/matching/referee/SolveResult.ts"
import { type Verification, verifyResult } from "../../src/matching/referee/verifyResult.ts"
import { crowded, type InstanceDocument, read, smallInstance, world } from "../support/instances.ts"

const runtime = ManagedRuntime.make(solverLayers.highs)
afterAll(() => runtime.dispose())

const solve = (document: InstanceDocument, request: Partial<SolveRequest> = {}): Promise<SolveResult> =>
  runtime.runPromise(solveInstance(read(document), { rule: "place-first", gap: 1e-4, seed: 1, ...request }))

const verify = (document: InstanceDocument, result: unknown, certificate?: unknown): Verification =>
  Result.getOrThrow(
    verifyResult(
      read(document),
      typeof result === "string" ? result : JSON.stringify(result),
      certificate === undefined ? undefined : JSON.stringify(certificate)
    )
  )

const crowd = crowded(5, 14, 5)
const scarce = crowded(2, 22, 7, 0.8)

describe("a result", () => {
  test("of placing first states everything there is to know", async () => {
    const result = await solve(crowd, { gap: 0 })
    expect(result).toMatchObject({
      rule: "place-first",
      status: "optimal",
      stoppedBy: null,
      objective: 20.298,
      bound: 20.298,
      gap: 0,
      gapLimit: 0,
      persons: 27,
      placedLevel: { objective: 27, bound: 27 },
      price: { maxScore: 20.816, difference: 0.518 },
      solver: "highs",
      scale: 1000,
      seed: 1
    })
    expect(Object.keys(result.assignment)).toHaveLength(14)
    expect(result.placed + result.unplaced.length).toBe(14)
    expect(result.certifiedBound).toBeGreaterThanOrEqual(result.objective!)
    expect(result.lpBound).toBeGreaterThanOrEqual(result.objective!)
    expect(verify(crowd, result)).toEqual({
      feasible: true,
      objective: 20.298,
      certifiedBound: result.certifiedBound,
      problems: []
    })
    expect(renderSolveResult(result)).toContain("20.298000")
  })

  test("of nobody, and of nowhere, is optimal and empty", async () => {
    const nobody = world([3], [], [])
    expect(await solve(nobody)).toMatchObject({
      status: "optimal",
      objective: 0,
      placed: 0,
      unplaced: [],
      assignment: {},
      gap: 0
    })
    const nowhere = world([], [2], [[]])
    const result = await solve(nowhere)
    expect(result).toMatchObject({
      status: "optimal",
      placed: 0,
      unplaced: ["F1"],
      assignment: { F1: null },
      placedLevel: { objective: 0, bound: 0 }
    })
    expect(verify(nowhere, result).problems).toEqual([])
  })

  test("of rows that cannot all hold says which", async () => {
    const result = await solve(world([1], [1, 1], [[1], [1]], { locks: { F1: "A", F2: "A" } }))
    expect(result).toMatchObject({ status: "infeasible", objective: null, certificate: null })
    expect(result.conflict).toContain("Location A has 1 place in persons.")
    expect(renderSolveResult(result)).toContain("Household F1 is locked to location A.")
  })

  test("prices without prices are a usage error", async () => {
    const failed = runtime.runPromise(
      Effect.flip(solveInstance(read(world([1], [1], [[1]])), { rule: "priced", gap: 0, seed: 1 }))
    )
    expect((await failed).message).toContain("The rule priced needs prices, and the instance has none.")
  })

  test("is the same again in everything but the seconds", async () => {
    const [first, second] = [await solve(crowd), await solve(crowd)]
    expect(JSON.stringify({ ...second, seconds: 0 })).toBe(JSON.stringify({ ...first, seconds: 0 }))
  })

  test.each(["place-first", "max-score"] as const)(
    "cut by time, %s, is feasible and stands by its bounds",
    async (rule) => {
      const large = crowded(1, 150, 60, 1)
      const result = await solve(large, { rule, gap: 0, timeLimit: 0.05 })
      expect(result).toMatchObject({ status: "feasible", stoppedBy: "time" })
      expect(verify(large, result)).toMatchObject({ feasible: true, problems: [] })
    }
  )

  test("of any problem and rule passes verification", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        smallInstance(6),
        fc.constantFrom(...rules),
        fc.constantFrom(0, 1e-4, 0.05),
        async (document, rule, gap) => {
          const result = await solve(document, { rule, gap })
          if (result.status === "infeasible") return
          expect(verify(document, result).problems).toEqual([])
        }
      ),
      { numRuns: 60, seed: 3 }
    )
  })
})

describe("a plan from elsewhere", () => {
  const document = world(
    [2, 1],
    [1, 2],
    [
      [0.5, 0.25],
      [1, null]
    ]
  )

  test("needs nothing but an assignment, written as an object or as a list", () => {
    const expected = { feasible: true, objective: 1.25, certifiedBound: null, problems: [] }
    expect(verify(document, { assignment: { F1: "B", F2: "A" } })).toEqual(expected)
    expect(
      verify(document, {
        assignment: [
          ["F1", "B"],
          ["F2", "A"]
        ]
      })
    ).toEqual(expected)
    expect(
      verify(document, {
        assignment: [
          { household: "F1", location: "B" },
          { household: "F2", location: "A" }
        ]
      })
    ).toEqual(expected)
  })

  test.each<readonly [string, unknown, string]>([
    [
      "a household twice in an object",
      '{"assignment":{"F1":"B","F2":"A","F1":"A"}}',
      "Household F1 is placed more than once, again on line 1."
    ],
    [
      "a household twice in a list",
      {
        assignment: [
          ["F1", "B"],
          ["F2", "A"],
          ["F1", null]
        ]
      },
      "Household F1 is placed more than once."
    ],
    ["a household left out", { assignment: { F1: "B" } }, "Household F2 is missing from the assignment."],
    [
      "a household nobody knows",
      { assignment: { F1: "B", F2: null, F3: "A" } },
      'Household "F3" is not in the instance.'
    ],
    [
      "a place nobody knows",
      { assignment: { F1: "Z", F2: null } },
      'Location "Z" of household F1 is not in the instance.'
    ],
    ["one person too many", { assignment: { F1: "A", F2: "A" } }, "Location A uses 3 of 2 places in persons."],
    [
      "a pair that is not eligible",
      { assignment: { F1: "A", F2: "B" } },
      "Household F2 is placed in B, where it is not eligible."
    ]
  ])("is refused for %s", (_, result, problem) => {
    const found = verify(document, result)
    expect(found.feasible).toBe(false)
    expect(found.problems).toContain(problem)
  })

  test("must keep locks, forbids, linked, separate and groups", () => {
    const four = world(
      [4, 4],
      [1, 1, 1, 1],
      Array.from({ length: 4 }, () => [1, 1])
    )
    const ruled = {
      ...four,
      locks: { F1: "B" },
      forbids: { F2: ["A"] },
      linked: [["F1", "F3"]],
      separate: [["F2", "F4"]],
      groups: [
        { locations: ["A"], max: 2 },
        { locations: ["B"], min: 2 }
      ]
    }
    expect(verify(ruled, { assignment: { F1: "A", F2: "A", F3: null, F4: "A" } }).problems).toEqual([
      "Household F1 is locked to B but is in A.",
      "Household F2 is placed in A, which is forbidden for it.",
      "Households F1 and F3 are linked but not in the same location or region.",
      "Households F2 and F4 must be apart but are both in location A.",
      "3 persons are placed in the group of A, above its maximum 2.",
      "0 persons are placed in the group of B, below its minimum 2."
    ])
  })

  test.each([
    ["no JSON", "{", "The text ends in the middle."],
    ["no result", "[]", "It is not a result"],
    ["no plan", '{"assignment":3}', "neither an object nor a list of pairs"]
  ])("that is %s cannot be verified", (_, text, problem) => {
    const found = verifyResult(read(document), text)
    expect(Result.isFailure(found) && found.failure.problem).toContain(problem)
  })
})

describe("a result that was changed", () => {
  type Change = (result: Record<string, unknown>) => Record<string, unknown>
  const plus =
    (name: string, amount: number): Change =>
    (result) => ({ ...result, [name]: (result[name] as number) + amount })

  test.each<readonly [string, Change, string]>([
    ["objective too high", plus("objective", 0.001), "It says the objective is 20.299; it is 20.298."],
    [
      "bound below the objective",
      (result) => ({ ...result, bound: 20.297 }),
      "The bound 20.297 is below the objective 20.298."
    ],
    ["bound above what is certified", plus("bound", 9), "is above what the certificate proves"],
    ["certified bound lowered", plus("certifiedBound", -0.002), "It says the certified bound is"],
    ["certified bound raised", plus("certifiedBound", 0.002), "It says the certified bound is"],
    [
      "bound of the relaxation below the objective",
      (result) => ({ ...result, lpBound: 1 }),
      "The bound of the relaxation 1 is below the objective 20.298."
    ],
    ["gap", plus("gap", 1e-6), "It says the gap is"],
    ["certified gap", plus("certifiedGap", 1e-6), "It says the certified gap is"],
    ["households placed", plus("placed", 1), "It says the number of households placed is"],
    ["persons placed", plus("persons", -1), "It says the number of persons placed is 26; it is 27."],
    [
      "list of unplaced",
      (result) => ({ ...result, unplaced: ["F1"] }),
      "Its list of unplaced households does not fit its assignment."
    ],
    [
      "placed level",
      (result) => ({ ...result, placedLevel: { objective: 28, bound: 28 } }),
      "It says the placed level is 28; it is 27."
    ],
    [
      "bound of the placed level",
      (result) => ({ ...result, placedLevel: { objective: 27, bound: 26 } }),
      "The bound 26 of the placed level is below the 27 reached."
    ],
    [
      "placed level left out",
      ({ placedLevel: _, ...result }) => result,
      "It places first but does not state its placed level."
    ],
    [
      "price of placing first",
      (result) => ({ ...result, price: { maxScore: 20.816, difference: 0.4 } }),
      "It says the price of placing first is 0.4"
    ],
    ["scale", (result) => ({ ...result, scale: 100 }), "It says the scale is 100; it is 1000."],
    ["prices", (result) => ({ ...result, prices: [] }), "Its prices are not those of the certificate."],
    [
      "proof",
      (result) => ({ ...result, proof: "certificate" }),
      "It says the certificate proves the bound; it proves another one, or none."
    ],
    [
      "optimal after all",
      (result) => ({ ...result, bound: 20.301, gap: (20.301 - 20.298) / 20.301 }),
      "It says optimal, but its gap is"
    ],
    ["stopped and optimal", (result) => ({ ...result, stoppedBy: "time" }), "and it was stopped by time."],
    [
      "feasible for no reason",
      (result) => ({ ...result, status: "feasible" }),
      "It says feasible, but not what stopped it."
    ],
    [
      "rule",
      (result) => ({ ...result, rule: "max-score" }),
      "The certificate is for the rule place-first, the result for max-score."
    ],
    [
      "certificate left out",
      (result) => ({ ...result, certificate: null }),
      "It states a certified bound but there is no certificate."
    ]
  ])("%s", async (_, change, problem) => {
    const result = await solve(crowd, { gap: 0 })
    expect(verify(crowd, change(result as unknown as Record<string, unknown>)).problems.join("\n")).toContain(problem)
  })

  test("a household moved to where there is no room", async () => {
    const result = await solve(scarce, { gap: 0 })
    const [household] = result.unplaced
    const found = verify(scarce, { ...result, assignment: { ...result.assignment, [household!]: "A" } })
    expect(found.feasible).toBe(false)
    expect(found.problems.length).toBeGreaterThan(2)
  })

  test("any number of a certificate, or the instance it speaks of", async () => {
    const { certificate, ...result } = await solve(scarce, { gap: 0 })
    const text = JSON.stringify(certificate)
    const numbers = [...text.matchAll(/(?<=[:,[])-?\d+(?=[,}\]])/g)]
    expect(numbers.length).toBeGreaterThan(15)
    for (const { 0: found, index } of numbers) {
      const changed = JSON.parse(`${text.slice(0, index)}${Number(found) + 1}${text.slice(index + found.length)}`)
      const { certifiedBound, problems } = verify(scarce, result, changed)
      expect(problems.length).toBeGreaterThan(0)
      expect(certifiedBound).toBe(null)
    }
    const other = {
      ...scarce,
      locations: scarce.locations.map((one, m) =>
        m === 0 ? { ...one, capacity: one.capacity.map((places) => places + 1) } : one
      )
    }
    expect(verify(other, { ...result, certificate }).problems).toContain("The certificate belongs to another instance.")
  })

  test("a certificate resealed after a change still proves only what its prices prove", async () => {
    const { digestOf } = await import("../../src/matching/referee/Certificate.ts")
    const { certificate, ...result } = await solve(crowd, { gap: 0 })
    const lower = certificate!.levels.map((level, l) =>
      l === 1 ? { ...level, total: level.total - level.precision, bound: level.bound - 1 } : level
    )
    const forged = { ...certificate!, levels: lower }
    const sealed = { ...forged, digest: digestOf(forged) }
    expect(verify(crowd, result, sealed).problems.join("\n")).toMatch(
      /Its prices add up to \d+, not to the \d+ it claims/
    )
  })
})
