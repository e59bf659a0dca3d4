/** The thread in which HiGHS runs: its calls block until they are done. */
import { parentPort } from "node:worker_threads"
import loadHighs from "highs"
import { replyTo } from "../solver/replyTo.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { breakTies, solveStage } from "./exactStage.ts"

const highs = await loadHighs()
parentPort?.on("message", (request: WorkerRequest) => {
  const solver = { solve: solveStage.bind(undefined, highs), breakTies: breakTies.bind(undefined, highs) }
  parentPort?.postMessage(replyTo(solver, request))
})
