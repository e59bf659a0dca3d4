/** The thread in which HiGHS runs: its calls block until they are done. */
import { parentPort } from "node:worker_threads"
import loadHighs from "highs"
import { replyTo } from "../solver/replyTo.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { stageSolver } from "./exactStage.ts"

const solver = stageSolver(await loadHighs())
parentPort?.on("message", (request: WorkerRequest) => {
  replyTo(solver, request, (message) => parentPort?.postMessage(message))
})
