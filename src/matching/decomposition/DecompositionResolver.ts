/** Sessions of the decomposition: each has a worker thread of its own, which ends with its scope. */
import { Worker } from "node:worker_threads"
import { Effect, Layer, Semaphore } from "effect"
import { applyChanges, type Change } from "../instance/change.ts"
import type { Instance } from "../instance/Instance.ts"
import type { Outcome } from "../solver/Outcome.ts"
import { type Resolved, type ResolveLimits, Resolver } from "../solver/Resolver.ts"
import type { WorkerRequest } from "../solver/workerSolver.ts"
import { askThread, endThread } from "../solver/workerThread.ts"
import type { Limits } from "./WarmProblem.ts"

export type SessionQuestion =
  | { readonly open: WorkerRequest }
  | { readonly changes: ReadonlyArray<Change>; readonly limits: Limits }
  | { readonly next: Instance; readonly limits: Limits }

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
  const ask = (question: SessionQuestion, told = onProgress) => askThread<SessionAnswer>(name, thread, question, told)
  const first = yield* ask({ open: { instance, options, wantsProgress: onProgress !== undefined } })
  let current = instance
  const answer = (next: Instance, { isWarm, outcome }: SessionAnswer): Resolved => {
    current = next
    return { outcome, instance: next, isWarm }
  }
  const change = Effect.fn("Session.change")(function* (
    changes: ReadonlyArray<Change>,
    { onProgress: told, ...limits }: ResolveLimits
  ) {
    const changed = yield* Effect.fromResult(applyChanges(current, changes))
    return answer(changed, yield* ask({ changes, limits }, told))
  })
  const become = Effect.fn("Session.become")(function* (
    next: Instance,
    { onProgress: told, ...limits }: ResolveLimits
  ) {
    return answer(next, yield* ask({ next, limits }, told))
  })
  return {
    first: { outcome: first.outcome, instance, isWarm: false },
    change: (changes, limits = {}) => turn.withPermits(1)(change(changes, limits)),
    become: (next, limits = {}) => turn.withPermits(1)(become(next, limits))
  }
})

export const layer: Layer.Layer<Resolver> = Layer.succeed(Resolver, { open })
