/** The thread of the decomposition: its searches and the calls into HiGHS block until they are done. */
import { parentPort } from "node:worker_threads"
import loadHighs from "highs"
import { replyTo } from "../solver/replyTo.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { decompositionStage } from "./decompositionStage.ts"

const solver = decompositionStage(await loadHighs())
parentPort?.on("message", (request: WorkerRequest) => {
  replyTo(solver, request, (message) => parentPort?.postMessage(message))
})
