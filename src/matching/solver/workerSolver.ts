/**
 * A solver that lives in a worker thread: one request at a time, the same worker as long as it stays sound. Whatever goes
 * wrong there (a crash, a kill, an exit) becomes a typed failure here, and interruption ends the worker at once.
 */
import { Effect, type Scope, Semaphore } from "effect"
import type { Instance } from "../instance/Instance.ts"
import { Outcome } from "./Outcome.ts"
import { type SolveOptions, type Solver, SolverFailed, type SolverRefused } from "./Solver.ts"

/** What the thread is asked. */
export interface WorkerRequest {
  readonly instance: Instance
  readonly options: SolveOptions
}

/** What the thread answers; a problem means it may no longer be sound. */
export type WorkerReply = { readonly outcome: Outcome } | { readonly problem: string }

/** The part of a worker thread that is needed here. */
export interface WorkerThread {
  readonly postMessage: (request: WorkerRequest) => void
  readonly on: (event: string, listener: (value: never) => void) => unknown
  readonly removeAllListeners: () => unknown
  readonly terminate: () => Promise<unknown>
  readonly ref: () => void
  readonly unref: () => void
}

interface WorkerSolver {
  readonly name: string
  readonly spawn: () => WorkerThread
  /** Says no before anything is sent. */
  readonly accept: (instance: Instance, options: SolveOptions) => Effect.Effect<void, SolverRefused>
  /** Hard limit after which the thread is ended and the answer is that none was found; undefined: the thread keeps its own time. */
  readonly hardLimitMs: (options: SolveOptions) => number | undefined
}

/** The service for a threaded solver; its worker ends with the scope. */
export const makeWorkerSolver = ({ accept, hardLimitMs, name, spawn }: WorkerSolver): Effect.Effect<Solver["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    let idle: WorkerThread | undefined

    const end = (worker: WorkerThread): Effect.Effect<void> =>
      Effect.promise(() => {
        worker.removeAllListeners()
        return worker.terminate()
      }).pipe(Effect.asVoid)

    yield* Effect.addFinalizer(() => (idle === undefined ? Effect.void : end(idle)))

    const request = (instance: Instance, options: SolveOptions): Effect.Effect<Outcome, SolverFailed> =>
      Effect.callback<Outcome, SolverFailed>((resume) => {
        const worker = idle ?? spawn()
        idle = undefined
        const fail = (problem: string): void => resume(end(worker).pipe(Effect.andThen(Effect.fail(new SolverFailed({ solver: name, problem })))))
        worker.on("message", (reply: WorkerReply) => {
          if ("problem" in reply) return fail(reply.problem)
          worker.removeAllListeners()
          worker.unref()
          idle = worker
          resume(Effect.succeed(reply.outcome))
        })
        worker.on("error", (error: Error) => fail(`its worker broke (${error.message.slice(0, 200)}).`))
        worker.on("exit", (code: number) => fail(`its worker ended with code ${code} before it answered.`))
        worker.ref()
        worker.postMessage({ instance, options })
        return end(worker)
      })

    const solve: Solver["Service"]["solve"] = Effect.fn(`${name}.solve`)(function* (instance, options) {
      yield* accept(instance, options)
      const limit = hardLimitMs(options)
      const asked = request(instance, options)
      const limited =
        limit === undefined
          ? asked
          : asked.pipe(Effect.timeoutOrElse({ duration: limit, orElse: () => Effect.succeed(Outcome.NoSolutionAtLimit({ limit: "time" })) }))
      return yield* turn.withPermits(1)(limited)
    })
    return { name, solve }
  })
