/** The other end of workerSolver: answers a request with an outcome, or with the reason why there is none. */
import { solveLexicographically } from "./lexicographic.ts"
import type { StageSolver } from "./stage.ts"
import type { WorkerReply, WorkerRequest } from "./workerSolver.ts"

export function replyTo(solver: StageSolver, { instance, options }: WorkerRequest): WorkerReply {
  try {
    return { outcome: solveLexicographically(solver, instance, options) }
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message.slice(0, 300) : String(error)}` }
  }
}
