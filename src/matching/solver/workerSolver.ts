/**
 * A solver that lives in a worker thread: one request at a time, the same worker as long as it stays sound. Whatever goes
 * wrong there (a crash, a kill, an exit) becomes a typed failure here, and interruption ends the worker at once.
 */
import { Effect, type Scope, Semaphore } from "effect"
import type { Instance } from "../instance/Instance.ts"
import { Outcome } from "./Outcome.ts"
import type { Progress } from "./Progress.ts"
import { type SolveOptions, type Solver, SolverFailed, type SolverRefused } from "./Solver.ts"

/** What the thread is asked. */
export interface WorkerRequest {
  readonly instance: Instance
  readonly options: Omit<SolveOptions, "onProgress">
  readonly wantsProgress: boolean
}

/** What the thread says: progress, and at last an outcome or a problem, after which it may no longer be sound. */
export type WorkerMessage =
  | { readonly progress: Progress }
  | { readonly outcome: Outcome }
  | { readonly problem: string }

interface Listening {
  (event: "message", listener: (message: WorkerMessage) => void): unknown
  (event: "error", listener: (error: Error) => void): unknown
  (event: "exit", listener: (code: number) => void): unknown
}

/** The part of a worker thread that is needed here. */
interface WorkerThread {
  readonly postMessage: (request: WorkerRequest) => void
  readonly on: Listening
  readonly off: Listening
  readonly terminate: () => Promise<unknown>
  readonly ref: () => void
  readonly unref: () => void
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

/** The service for a threaded solver; its worker ends with the scope. */
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

    const end = (worker: WorkerThread): Effect.Effect<void> =>
      Effect.promise(() => worker.terminate()).pipe(Effect.asVoid)

    yield* Effect.addFinalizer(() => (idle === undefined ? Effect.void : end(idle)))

    const request = (instance: Instance, options: SolveOptions): Effect.Effect<Outcome, SolverFailed> =>
      Effect.callback<Outcome, SolverFailed>((resume) => {
        const worker = idle ?? spawn()
        idle = undefined
        // One by one: removing all listeners would also take those by which Node delivers messages.
        const quiet = (): void => {
          worker.off("message", answered)
          worker.off("error", broke)
          worker.off("exit", exited)
        }
        const fail = (problem: string): void => {
          quiet()
          resume(end(worker).pipe(Effect.andThen(Effect.fail(new SolverFailed({ solver: name, problem })))))
        }
        const answered = (message: WorkerMessage): void => {
          if ("progress" in message) options.onProgress?.(message.progress)
          else if ("problem" in message) fail(message.problem)
          else {
            quiet()
            worker.unref()
            idle = worker
            resume(Effect.succeed(message.outcome))
          }
        }
        const broke = (error: Error): void => fail(`its worker broke (${error.message.slice(0, 200)}).`)
        const exited = (code: number): void => fail(`its worker ended with code ${code} before it answered.`)
        worker.on("message", answered)
        worker.on("error", broke)
        worker.on("exit", exited)
        worker.ref()
        const { onProgress, ...rest } = options
        worker.postMessage({ instance, options: rest, wantsProgress: onProgress !== undefined })
        return Effect.suspend(() => {
          quiet()
          return end(worker)
        })
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
