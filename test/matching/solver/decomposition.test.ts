// The contract of solver layers, for the decomposition, whatever the size at which it starts to decompose.
import * as DecompositionSolver from "../../../src/matching/decomposition/DecompositionSolver.ts"
import { solverContract } from "./contract.ts"

solverContract("decomposition", { layer: DecompositionSolver.layer, most: 6, runs: 60 })
