/** The thread in which javascript-lp-solver runs, so that it can be ended. It has no tie-break: one plan of several best ones is as good to it as another. */
import { parentPort } from "node:worker_threads"
import { replyTo } from "../solver/replyTo.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { solveStage } from "./jslpStage.ts"

parentPort?.on("message", (request: WorkerRequest) => {
  replyTo({ solve: solveStage, breakTies: () => undefined }, request, (message) => parentPort?.postMessage(message))
})
