/** The other end of workerSolver: answers a request with progress, then with an outcome or the reason why there is none. */
import { solveLexicographically } from "./lexicographic.ts"
import type { Outcome } from "./Outcome.ts"
import type { Progress } from "./Progress.ts"
import type { StageSolver } from "./stage.ts"
import type { WorkerRequest } from "./workerSolver.ts"
import type { WorkerMessage } from "./workerThread.ts"

/** People read no faster than this. */
const leastMsBetween = 50

/** Passes on a new phase at once, and news within a phase now and then. */
export function thinned(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY
  let phase = ""
  return (progress) => {
    const now = performance.now()
    const same = phase === `${progress.objective} ${progress.phase}`
    if (same && now - last < leastMsBetween) return
    last = now
    phase = `${progress.objective} ${progress.phase}`
    tell(progress)
  }
}

export function replyTo(
  solver: StageSolver,
  { instance, options, wantsProgress }: WorkerRequest,
  post: (message: WorkerMessage<Outcome>) => void
): void {
  const onProgress = thinned((progress) => post({ progress }))
  try {
    const outcome = solveLexicographically(solver, instance, wantsProgress ? { ...options, onProgress } : options)
    post({ answer: outcome })
  } catch (error) {
    post({ problem: `${error instanceof Error ? error.message.slice(0, 300) : String(error)}` })
  }
}
