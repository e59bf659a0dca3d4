// Feature under test: the proof of the HiGHS layer when the problem comes in pieces. With usual sizes, worlds as small as
// these are solved whole; here the relaxation starts from one column and the first whole-number problem from almost nothing.
import { Effect, Layer } from "effect"
import loadHighs from "highs"
import { stageSolver } from "../../../src/matching/highs/exactStage.ts"
import { usualPieces } from "../../../src/matching/highs/pieces.ts"
import { solveLexicographically } from "../../../src/matching/solver/lexicographic.ts"
import { Solver } from "../../../src/matching/solver/Solver.ts"
import { solverContract } from "./contract.ts"

const tiny = { ...usualPieces, wholeMaster: 0, firstColumns: 1, columnsPerRound: 1, firstCore: 0 }

const layer = Layer.effect(
  Solver,
  Effect.map(
    Effect.promise(() => loadHighs()),
    (highs) => ({
      name: "highs in pieces",
      solve: (instance, options) =>
        Effect.sync(() => solveLexicographically(stageSolver(highs, tiny), instance, options))
    })
  )
)

solverContract("highs in pieces", { layer, most: 5, runs: 150 })
