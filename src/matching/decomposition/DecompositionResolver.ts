/** Sessions of the decomposition: each has a worker thread of its own, which ends with its scope. */
import { Worker } from "node:worker_threads"
import { Effect, Layer, Semaphore } from "effect"
import { applyChanges, type Change } from "../instance/change.ts"
import type { Outcome } from "../solver/Outcome.ts"
import { type Resolved, Resolver } from "../solver/Resolver.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { askThread, endThread } from "../solver/workerThread.ts"

export type SessionQuestion = { readonly open: WorkerRequest } | { readonly changes: ReadonlyArray<Change> }

export interface SessionAnswer {
  readonly outcome: Outcome
  readonly isWarm: boolean
}

const name = "decomposition"
const workerUrl = new URL(`./resolve.worker${import.meta.url.slice(-3)}`, import.meta.url)

const open: Resolver["Service"]["open"] = Effect.fn("Resolver.open")(function* (instance, { onProgress, ...options }) {
  const thread = yield* Effect.acquireRelease(
    Effect.sync(() => new Worker(workerUrl)),
    endThread
  )
  const turn = yield* Semaphore.make(1)
  const ask = (question: SessionQuestion) => askThread<SessionAnswer>(name, thread, question, onProgress)
  const first = yield* ask({ open: { instance, options, wantsProgress: onProgress !== undefined } })
  let current = instance
  const change = Effect.fn("Session.change")(function* (changes: ReadonlyArray<Change>) {
    const changed = yield* Effect.fromResult(applyChanges(current, changes))
    const { isWarm, outcome } = yield* ask({ changes })
    current = changed
    const resolved: Resolved = { outcome, instance: changed, isWarm }
    return resolved
  })
  return {
    first: { outcome: first.outcome, instance, isWarm: false },
    change: (changes) => turn.withPermits(1)(change(changes))
  }
})

export const layer: Layer.Layer<Resolver> = Layer.succeed(Resolver, { open })
