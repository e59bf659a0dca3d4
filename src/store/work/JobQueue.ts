/**
 * pg-boss as the queue of runs: it hands each run to one worker, hears its heart beat, and hands it on when that stops. Owns
 * how runs become jobs; the schema is made by a migration and never changed at run time. A job holds the run's id.
 */
import { Cause, Context, Effect, Exit, Layer, Schema, Stream } from "effect"
import { sql } from "kysely"
import { PgBoss } from "pg-boss"
import { Changes } from "../Changes.ts"
import { Database } from "../Database.ts"
import { whereItArose } from "../failureLog.ts"
import { type DatabaseFailure, failureOf, query } from "../failures.ts"
import { asWorker } from "./asWorker.ts"
import type { RunId } from "./RunStore.ts"

/** Thrown to pg-boss, which keeps it: it says nothing but that the job is to come back. */
export class ComeBack extends Schema.TaggedError<ComeBack>()("ComeBack", {}) {
  override get message() {
    return "The run could not be worked on now. It is tried again."
  }
}

export interface QueueSettings {
  /** How often a worker asks for jobs that nobody told it of. */
  readonly pollSeconds: number
  /** How often silent hearts are looked for. */
  readonly superviseSeconds: number
  /** Runs this process works on at once; each takes the processors it finds. */
  readonly atOnce: number
}

export const queueSettings: QueueSettings = { pollSeconds: 2, superviseSeconds: 2, atOnce: 1 }

export class JobQueue extends Context.Service<
  JobQueue,
  {
    /** Works on one run after the other, until interrupted. The claim's loss interrupts `work`; ComeBack gives it back. */
    readonly consume: <R>(
      work: (run: RunId) => Effect.Effect<void, ComeBack, R>
    ) => Effect.Effect<never, DatabaseFailure, R>
  }
>()("treff/store/JobQueue") {
  static readonly layer = (settings: QueueSettings = queueSettings) =>
    Layer.effect(
      JobQueue,
      Effect.gen(function* () {
        const database = yield* Database
        const changes = yield* Changes
        return JobQueue.of({ consume: (work) => Effect.scoped(consume(database, changes, settings, work)) })
      })
    )
}

const name = "solve"

const makeBoss = (database: Database["Service"], { pollSeconds, superviseSeconds }: QueueSettings) =>
  new PgBoss({
    db: {
      executeSql: async (text, values) => await database.workerStatements(text, values)
    },
    backend: database.engine === "PGlite" ? "pglite" : "postgres",
    migrate: false,
    createSchema: false,
    schedule: false,
    // Needs the tables' owner, or tables that this installation does not fill.
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    queueCacheIntervalSeconds: Math.max(1, Math.floor(pollSeconds)),
    openTelemetry: { enabled: false }
  })

/** Jobs under way end before the database closes. */
const stop = (boss: PgBoss, underWay: ReadonlySet<Promise<unknown>>) =>
  Effect.promise(async () => {
    await boss.stop({ graceful: false, close: false }).catch(() => {})
    await Promise.allSettled(underWay)
  })

const consume = Effect.fnUntraced(function* <R>(
  database: Database["Service"],
  changes: Changes["Service"],
  settings: QueueSettings,
  work: (run: RunId) => Effect.Effect<void, ComeBack, R>
) {
  const context = yield* Effect.context<R>()
  const run = Effect.runPromiseExitWith(context)
  const underWay = new Set<Promise<unknown>>()
  const queued = yield* changes.subscribe("queue")
  const boss = yield* Effect.acquireRelease(
    Effect.sync(() => makeBoss(database, settings)),
    (made) => stop(made, underWay)
  )
  boss.on("error", (error) => {
    void run(Effect.logWarning(`the job queue: ${failureOf("run a job", error).message}`))
  })
  yield* query("start the job queue", () => boss.start())
  const options = { pollingIntervalSeconds: settings.pollSeconds, batchSize: 1, localConcurrency: settings.atOnce }
  const id = yield* query("work on jobs", () =>
    boss.work<{ readonly run: RunId }>(name, options, async ([job]) => {
      const working = run(work(job!.data.run), { signal: job!.signal })
      underWay.add(working)
      const exit = await working
      underWay.delete(working)
      if (Exit.isSuccess(exit)) return
      if (Cause.hasDies(exit.cause))
        await run(
          Effect.logError(`the run ${job!.data.run} ended with a bug: ${whereItArose(Cause.squash(exit.cause))}`)
        )
      throw new ComeBack()
    })
  )
  const sweep = sweepRuns(database, boss).pipe(Effect.tap(() => Effect.sync(() => boss.notifyWorker(id))))
  const ignored = Effect.catch(sweep, (failure) => Effect.logWarning(failure.message))
  const often = Effect.forever(Effect.delay(ignored, `${settings.superviseSeconds} seconds`))
  yield* sweep
  return yield* Effect.raceFirst(
    often,
    Effect.andThen(
      Stream.runForEach(queued, () => ignored),
      Effect.never
    )
  )
})

/**
 * Every run under way has one job, whose id is its own: made here right after commit or at the next sweep, and nothing
 * happens when it is there. A run whose job was given up, since its workers went away one after the other, has failed.
 */
const sweepRuns = Effect.fnUntraced(function* (
  database: Database["Service"],
  boss: PgBoss
): Effect.fn.Return<void, DatabaseFailure> {
  const waiting = yield* asWorker(database, (trx) =>
    query("sweep runs", async () => {
      await sql`update ops.run set state = 'failed', failure = 'worker-lost', ended_at = clock_timestamp()
        where id in (select r.id from ops.run r join pgboss.job j on j.name = ${name} and j.id = r.id
          where r.state in ('queued', 'running') and j.state in ('failed', 'cancelled', 'completed')
          for update of r skip locked)`.execute(trx)
      const { rows } = await sql<{ id: RunId }>`select r.id from ops.run r where r.state in ('queued', 'running')
        and not exists (select from pgboss.job j where j.name = ${name} and j.id = r.id)`.execute(trx)
      return rows
    })
  )
  if (waiting.length === 0) return
  yield* query("queue runs", () =>
    boss.insert(
      name,
      waiting.map(({ id }) => ({ id, data: { run: id } }))
    )
  )
})
