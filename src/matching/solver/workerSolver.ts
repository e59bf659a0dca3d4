/** A solver that lives in a worker thread: one request at a time, the same thread as long as it stays sound. */
import { Effect, type Scope, Semaphore } from "effect"
import type { Instance } from "../instance/Instance.ts"
import { Outcome } from "./Outcome.ts"
import type { SolveOptions, Solver, SolverFailed, SolverRefused } from "./Solver.ts"
import { askThread, endThread, type WorkerThread } from "./workerThread.ts"

/** What the thread is asked. */
export interface WorkerRequest {
  readonly instance: Instance
  readonly options: Omit<SolveOptions, "onProgress">
  readonly wantsProgress: boolean
}

interface WorkerSolver {
  readonly name: string
  readonly spawn: () => WorkerThread
  /** Says no before anything is sent. */
  readonly accept: (instance: Instance, options: SolveOptions) => Effect.Effect<void, SolverRefused>
  /** The options the thread is given. */
  readonly prepare: (options: SolveOptions) => SolveOptions
  /** Hard limit after which the thread is ended and the answer is that none was found; undefined: the thread keeps its own time. */
  readonly hardLimitMs: (options: SolveOptions) => number | undefined
}

/** The service for a threaded solver; its thread ends with the scope. */
export const makeWorkerSolver = ({
  accept,
  hardLimitMs,
  name,
  prepare,
  spawn
}: WorkerSolver): Effect.Effect<Solver["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    let idle: WorkerThread | undefined
    yield* Effect.addFinalizer(() => (idle === undefined ? Effect.void : endThread(idle)))

    const request = (
      instance: Instance,
      { onProgress, ...options }: SolveOptions
    ): Effect.Effect<Outcome, SolverFailed> =>
      Effect.suspend(() => {
        const thread = idle ?? spawn()
        idle = undefined
        const question: WorkerRequest = { instance, options, wantsProgress: onProgress !== undefined }
        return Effect.tap(askThread<Outcome>(name, thread, question, onProgress), () =>
          Effect.sync(() => {
            idle = thread
          })
        )
      })

    const solve: Solver["Service"]["solve"] = Effect.fn(`${name}.solve`)(function* (instance, options) {
      yield* accept(instance, options)
      const limit = hardLimitMs(options)
      const asked = request(instance, prepare(options))
      const limited =
        limit === undefined
          ? asked
          : asked.pipe(
              Effect.timeoutOrElse({
                duration: limit,
                orElse: () => Effect.succeed(Outcome.NoSolutionAtLimit({ limit: "time" }))
              })
            )
      return yield* turn.withPermits(1)(limited)
    })
    return { name, solve }
  })
