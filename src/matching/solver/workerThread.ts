/**
 * A question to a worker thread and its answer. Whatever goes wrong there (a crash, a kill, an exit) becomes a typed failure,
 * and interruption ends the thread at once.
 */
import { Effect } from "effect"
import type { Progress } from "./Progress.ts"
import { SolverFailed } from "./Solver.ts"

/** What a thread says: progress, and at last an answer or a problem, after which it may no longer be sound. */
export type WorkerMessage<Answer> =
  | { readonly progress: Progress }
  | { readonly answer: Answer }
  | { readonly problem: string }

interface Listening {
  (event: "message", listener: (message: WorkerMessage<never>) => void): unknown
  (event: "error", listener: (error: Error) => void): unknown
  (event: "exit", listener: (code: number) => void): unknown
}

/** The part of a worker thread that is needed here. */
export interface WorkerThread {
  readonly postMessage: (message: unknown) => void
  readonly on: Listening
  readonly off: Listening
  readonly terminate: () => Promise<unknown>
  readonly ref: () => void
  readonly unref: () => void
}

export const endThread = (thread: WorkerThread): Effect.Effect<void> =>
  Effect.promise(() => thread.terminate()).pipe(Effect.asVoid)

/** Posts the question and waits. A thread that answers lives on, unreferenced; any other has ended. */
export const askThread = <Answer>(
  name: string,
  thread: WorkerThread,
  question: unknown,
  onProgress?: (progress: Progress) => void
): Effect.Effect<Answer, SolverFailed> =>
  Effect.callback<Answer, SolverFailed>((resume) => {
    // One by one: removing all listeners would also take those by which Node delivers messages.
    const quiet = (): void => {
      thread.off("message", said)
      thread.off("error", broke)
      thread.off("exit", exited)
    }
    const fail = (problem: string): void => {
      quiet()
      resume(endThread(thread).pipe(Effect.andThen(Effect.fail(new SolverFailed({ solver: name, problem })))))
    }
    const said = (message: WorkerMessage<Answer>): void => {
      if ("progress" in message) onProgress?.(message.progress)
      else if ("problem" in message) fail(message.problem)
      else {
        quiet()
        thread.unref()
        resume(Effect.succeed(message.answer))
      }
    }
    const broke = (error: Error): void => fail(`its worker broke (${error.message.slice(0, 200)}).`)
    const exited = (code: number): void => fail(`its worker ended with code ${code} before it answered.`)
    thread.on("message", said)
    thread.on("error", broke)
    thread.on("exit", exited)
    thread.ref()
    thread.postMessage(question)
    return Effect.suspend(() => {
      quiet()
      return endThread(thread)
    })
  })
