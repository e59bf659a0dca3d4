// The contract of solver layers, for javascript-lp-solver, and what only that layer owes: to refuse what is too large.
import { Effect } from "effect"
import { expect, test } from "vitest"
import * as JslpSolver from "../../../src/matching/jslp/JslpSolver.ts"
import { Solver } from "../../../src/matching/solver/Solver.ts"
import { crowded, read } from "../../support/instances.ts"
import { solverContract } from "./contract.ts"

solverContract("javascript-lp-solver", { layer: JslpSolver.layer, most: 4, runs: 60 })

test("beyond its size it refuses, and says which size", async () => {
  const asked = Effect.flatMap(Solver, (solver) =>
    solver.solve(read(crowded(1, 31, 4)), { rule: "max-score", gap: 0, seed: 1 })
  )
  const refused = await Effect.runPromise(Effect.flip(asked).pipe(Effect.provide(JslpSolver.layer)))
  expect(refused._tag).toBe("SolverRefused")
  expect(refused.message).toContain("at most 30 households and 15 locations, not 31 households and 4 locations")
})
