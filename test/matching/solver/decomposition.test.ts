// The contract of solver layers, for the decomposition; its optimum on larger random instances with every kind of row, which the
// layer highs proves; a session; and a solve that is cancelled while it runs.
import { Effect, ManagedRuntime, type Scope } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import * as DecompositionResolver from "../../../src/matching/decomposition/DecompositionResolver.ts"
import * as DecompositionSolver from "../../../src/matching/decomposition/DecompositionSolver.ts"
import * as HighsSolver from "../../../src/matching/highs/HighsSolver.ts"
import { Change } from "../../../src/matching/instance/change.ts"
import { findingsOf } from "../../../src/matching/referee/findings.ts"
import { cancel, cancellation } from "../../../src/matching/solver/Cancellation.ts"
import type { Outcome } from "../../../src/matching/solver/Outcome.ts"
import { Resolver } from "../../../src/matching/solver/Resolver.ts"
import { type SolveOptions, Solver } from "../../../src/matching/solver/Solver.ts"
import { crowded, family, type InstanceDocument, place, read, seeded } from "../../support/instances.ts"
import { solverContract } from "./contract.ts"

solverContract("decomposition", { layer: DecompositionSolver.layer, most: 6, runs: 60 })

const runtime = ManagedRuntime.make(DecompositionSolver.layer)
const other = ManagedRuntime.make(HighsSolver.layer)
afterAll(() => Promise.all([runtime.dispose(), other.dispose()]))

/** Up to 30 × 15, with linked, separate and grouped rows. */
function withRows(seed: number): InstanceDocument {
  const random = seeded(seed)
  const [households, locations] = [10 + Math.floor(21 * random()), 5 + Math.floor(11 * random())]
  const document = crowded(seed, households, locations, 0.8 + random())
  const anybody = () => family(Math.floor(random() * households))
  const anywhere = () => place(Math.floor(random() * locations))
  return {
    ...document,
    locations: document.locations.map((one, m) => ({ ...one, region: `region ${m % 4}` })),
    linked: [[anybody(), anybody()]],
    separate: [[anybody(), anybody(), anybody()]],
    groups: [{ locations: [anywhere(), anywhere()], max: 6 }]
  }
}

const solve = (document: InstanceDocument, options: Partial<SolveOptions> = {}) =>
  Effect.flatMap(Solver, (solver) => solver.solve(read(document), { rule: "priced", gap: 0, seed: 1, ...options }))
const objectiveOf = (outcome: Outcome) => (outcome._tag === "Optimal" ? outcome.objective : outcome._tag)

test("the proved optimum on random instances up to 30 × 15 with linked, separate and grouped rows", {
  timeout: 300_000
}, async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const document = withRows(seed)
    const [mine, proved] = [await runtime.runPromise(solve(document)), await other.runPromise(solve(document))]
    expect([seed, objectiveOf(mine)]).toEqual([seed, objectiveOf(proved)])
  }
})

test("cancelled while it runs, it ends soon with the best plan so far", async () => {
  const document = crowded(5, 600, 150, 0.9)
  const asked = cancellation()
  const outcome = await runtime.runPromise(
    solve(document, {
      cancellation: asked,
      onProgress: ({ objective, phase }) => {
        if (objective === "score" && phase === "plan") cancel(asked)
      }
    })
  )
  if (outcome._tag !== "FeasibleAtLimit") throw new Error(outcome._tag)
  expect(outcome.limit).toBe("cancelled")
  expect(findingsOf(read(document), outcome.plan)).toEqual([])
})

describe("a session", () => {
  const document = crowded(1, 30, 6, 1.6)
  const opened = Effect.flatMap(Resolver, (resolver) =>
    resolver.open(read(document), { rule: "priced", gap: 0, seed: 1 })
  )
  const run = <A, E>(work: Effect.Effect<A, E, Resolver | Scope.Scope>) =>
    Effect.runPromise(Effect.scoped(work).pipe(Effect.provide(DecompositionResolver.layer)))

  test("takes changes that add up; one that makes no sense changes nothing", async () => {
    const location = place(0)
    await run(
      Effect.gen(function* () {
        const session = yield* opened
        const wrong = yield* Effect.flip(session.change([Change.Close({ location: "nowhere" })]))
        expect(wrong.message).toContain("not the id of any location")
        const closed = yield* session.change([Change.Close({ location })])
        const after = yield* session.change([Change.Forbid({ household: family(0), location: place(1) })])
        for (const { instance, outcome } of [closed, after]) {
          if (outcome._tag !== "Optimal") throw new Error(outcome._tag)
          expect(findingsOf(instance, outcome.plan)).toEqual([])
          expect([...outcome.plan]).not.toContain(instance.locations.indexOf(location))
        }
      })
    )
  })
})
