// The contract of solver layers, for the decomposition with even the smallest problem decomposed: what is rare in small problems
// (prices, search, patterns, bounds that do not meet) then happens all the time.
import { Effect, Layer } from "effect"
import loadHighs from "highs"
import { decompositionStage } from "../../../src/matching/decomposition/decompositionStage.ts"
import { solveLexicographically } from "../../../src/matching/solver/lexicographic.ts"
import { Solver } from "../../../src/matching/solver/Solver.ts"
import { solverContract } from "./contract.ts"

const layer = Layer.effect(
  Solver,
  Effect.promise(async () => {
    const stage = decompositionStage(await loadHighs(), { tiny: 0 })
    return {
      name: "decomposed",
      solve: (instance, options) => Effect.sync(() => solveLexicographically(stage, instance, options))
    }
  })
)

solverContract("the decomposition of the smallest", { layer, most: 6, runs: 60 })
