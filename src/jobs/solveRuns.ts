/**
 * Takes runs off the queue and has them solved: begins an attempt, tells how far it is, ends it as done or failed. How a
 * round is solved is handed in. Whatever an attempt does after it has lost its run is stopped, and refused by the store.
 */
import { Effect, type Schema, Stream } from "effect"
import { Changes } from "../store/Changes.ts"
import type { PlanId } from "../store/PlanId.ts"
import { ComeBack, JobQueue } from "../store/work/JobQueue.ts"
import { type Attempt, RunAttempts } from "../store/work/RunAttempts.ts"
import type { RunId } from "../store/work/RunStore.ts"

/**
 * Solves the round of an attempt and saves the plan, with `holdRun` in the transaction that saves it and the run's id in
 * the plan. Its failures become the run's failure by their tag, but for those that another try may mend.
 */
export type SolveRun<E extends { readonly _tag: string }, R> = (
  attempt: Attempt,
  tell: (progress: Schema.Json) => Effect.Effect<void>
) => Effect.Effect<PlanId, E, R>

/** Progress is told so often at most. */
const told = "200 millis"

/** Of an outage the attempt itself will hear when it saves its plan. */
const waitedOut = { DatabaseUnavailable: () => Effect.void, DatabaseRefused: () => Effect.void }

/** Fails when the attempt no longer holds its run. */
const watch = Effect.fnUntraced(function* (attempt: Attempt) {
  const attempts = yield* RunAttempts
  const changes = yield* (yield* Changes).subscribe(`run ${attempt.id}`)
  const check = attempts.check(attempt).pipe(Effect.catchTags(waitedOut))
  yield* check
  yield* Stream.runForEach(changes, () => check)
  return yield* Effect.never
}, Effect.scoped)

const solveAttempt = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
  attempt: Attempt,
  solve: SolveRun<E, R>
) {
  const attempts = yield* RunAttempts
  let latest: Schema.Json | undefined
  const tell = (progress: Schema.Json) =>
    Effect.sync(() => {
      latest = progress
    })
  const telling = Effect.suspend(() => {
    if (latest === undefined) return Effect.void
    const progress = latest
    latest = undefined
    return attempts.progress(attempt, progress).pipe(Effect.catchTags(waitedOut))
  }).pipe(Effect.delay(told), Effect.forever)
  const plan = yield* Effect.raceAllFirst([solve(attempt, tell), watch(attempt), telling])
  yield* attempts.finish(attempt, plan)
})

const mayMend = new Set(["DatabaseUnavailable", "ComeBack"])

/** One run from begin to end; nothing to do when another has ended it. */
const workOn = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
  run: RunId,
  worker: string,
  solve: SolveRun<E, R>
) {
  const attempts = yield* RunAttempts
  const attempt = yield* attempts.begin(run, worker).pipe(Effect.mapError(() => new ComeBack()))
  if (attempt === null) return
  yield* solveAttempt(attempt, solve).pipe(
    Effect.catch((failure) => {
      if (failure._tag === "RunLost") return Effect.void
      if (mayMend.has(failure._tag)) return Effect.fail(new ComeBack())
      return attempts.fail(attempt, failure._tag).pipe(
        Effect.catchTag("RunLost", () => Effect.void),
        Effect.mapError(() => new ComeBack())
      )
    }),
    Effect.tapDefect(() => Effect.ignore(attempts.fail(attempt, "bug")))
  )
})

/** Works on one run after the other, until interrupted. */
export const solveRuns = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
  worker: string,
  solve: SolveRun<E, R>
) {
  const queue = yield* JobQueue
  return yield* queue.consume((run) => workOn(run, worker, solve))
})
