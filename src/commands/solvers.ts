/** The solver layers by the names `--solver` takes. */
import type { Layer } from "effect"
import * as DecompositionSolver from "../matching/decomposition/DecompositionSolver.ts"
import * as HighsSolver from "../matching/highs/HighsSolver.ts"
import * as JslpSolver from "../matching/jslp/JslpSolver.ts"
import type { Solver } from "../matching/solver/Solver.ts"

export const solverNames = ["decomposition", "highs", "javascript-lp-solver"] as const
export type SolverName = (typeof solverNames)[number]

export const solverLayers: Readonly<Record<SolverName, Layer.Layer<Solver>>> = {
  decomposition: DecompositionSolver.layer,
  highs: HighsSolver.layer,
  "javascript-lp-solver": JslpSolver.layer
}
