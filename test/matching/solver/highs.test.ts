// The contract of solver layers, for HiGHS.
import * as HighsSolver from "../../../src/matching/highs/HighsSolver.ts"
import { solverContract } from "./contract.ts"

solverContract("highs", { layer: HighsSolver.layer, most: 5, runs: 150 })
