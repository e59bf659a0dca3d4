/** Rounds to solve, notices to send, and workers that solve nothing but save a plan. Needs no vitest: children use it, too. */
import { randomUUID } from "node:crypto"
import { Effect, Layer, Stream } from "effect"
import { sql } from "kysely"
import { RoundId } from "../../src/domain/Ids.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import type { Access } from "../../src/store/Access.ts"
import { Changes } from "../../src/store/Changes.ts"
import { Database, type Trx } from "../../src/store/Database.ts"
import { type DatabaseFailure, query } from "../../src/store/failures.ts"
import { PlanId } from "../../src/store/PlanId.ts"
import { worker } from "../../src/store/work/asWorker.ts"
import { JobQueue } from "../../src/store/work/JobQueue.ts"
import { OutboxStore } from "../../src/store/work/OutboxStore.ts"
import { putNotice } from "../../src/store/work/outbox.ts"
import { type Attempt, holdRun, RunAttempts, type RunLost } from "../../src/store/work/RunAttempts.ts"
import { queueRun, type Run, type RunId, RunStore } from "../../src/store/work/RunStore.ts"

export const lead: Access = { role: "api_imdi", user: "lead-1", roles: ["imdi-lead"], purpose: "settlement" }
const municipality = MunicipalityCode.make("5501")
const administrator: Access = {
  role: "api_kommune",
  user: "admin-1",
  roles: ["municipality-admin"],
  municipality,
  purpose: "settlement"
}

export type Jobs = Database | Changes | RunStore | RunAttempts | JobQueue | OutboxStore

/** As quick as pg-boss allows. */
export const jobsOver = <E>(database: Layer.Layer<Database, E>, atOnce = 1): Layer.Layer<Jobs, E> =>
  Layer.mergeAll(
    RunStore.layer,
    RunAttempts.layer,
    OutboxStore.layer,
    JobQueue.layer({ pollSeconds: 0.5, superviseSeconds: 1, atOnce })
  ).pipe(Layer.provideMerge(Changes.layer), Layer.provideMerge(database))

const as = <A, E>({ role, ...context }: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
  Database.use((database) => database.withRole(role, context, use))

/** A silent heart is noticed after two seconds instead of ten, which pg-boss itself would refuse. */
export const hastenHearts = as(worker, (trx) =>
  query("hasten", () =>
    sql`update pgboss.queue set heartbeat_seconds = 2, retry_delay = 0, retry_backoff = false`.execute(trx)
  )
)

export const ask = (round: RoundId) => as(lead, (trx) => queueRun(trx, { round, inputVersion: 1 }))

/** Makes a round and asks for it to be solved. */
export const askForNew = Effect.gen(function* () {
  const round = RoundId.make(`round-${randomUUID()}`)
  yield* as(lead, (trx) =>
    query("make round", () =>
      sql`insert into core.round (id, name, date, next_round, synthetic, doc)
        values (${round}, 'Prøve', '2026-11-23', '2026-11-30', true, '{}')`.execute(trx)
    )
  )
  return { round, run: yield* ask(round) }
})

const notice = () => ({ kind: "request-received", municipality, reference: randomUUID() }) as const

export const putNotices = (count: number) =>
  as(lead, (trx) => Effect.forEach(Array.from({ length: count }, notice), (each) => putNotice(trx, each)))

export const giveAddress = (address: string) =>
  as(administrator, (trx) =>
    query("give address", () => trx.insertInto("ops.notice_address").values({ municipality, address }).execute())
  )

/** What a solver leaves: one plan for the run, and a notice that goes with it. */
export const savePlan = (attempt: Attempt): Effect.Effect<PlanId, RunLost | DatabaseFailure, Database> =>
  as(
    worker,
    Effect.fnUntraced(function* (trx: Trx) {
      yield* holdRun(trx, attempt)
      const { rows } = yield* query("save plan", () =>
        sql<{ id: string }>`insert into core.plan (round_id, run_id, run, analysis)
          values (${attempt.round}, ${attempt.id}, '{}', '{}') returning id`.execute(trx)
      )
      yield* putNotice(trx, { ...notice(), reference: attempt.id })
      return PlanId.make(rows[0]!.id)
    })
  )

/** Ends when the run is as it is wanted. */
export const untilRunIs = Effect.fnUntraced(function* (id: RunId, isWanted: (run: Run) => boolean) {
  const changes = yield* (yield* Changes).subscribe(`run ${id}`)
  const runs = yield* RunStore
  const look = runs.get(lead, id)
  return yield* Stream.concat(Stream.make(null), changes).pipe(
    Stream.mapEffect(() => look),
    Stream.filter(isWanted),
    Stream.runHead,
    Effect.flatMap(Effect.fromOption)
  )
}, Effect.scoped)

/** Ends when the run is in one of the states. */
export const untilRun = (id: RunId, ...states: ReadonlyArray<string>) =>
  untilRunIs(id, ({ state }) => states.includes(state))

/** How things stand, in numbers. */
export const tally = as(worker, (trx) =>
  query("tally", async () => {
    const { rows } = await sql<Readonly<Record<"waiting" | "done" | "plans" | "twice" | "notices" | "sent", number>>>`
      select
        (select count(*)::int from ops.run where state in ('queued', 'running')) as waiting,
        (select count(*)::int from ops.run r join core.plan p on p.id = r.plan_id and p.run_id = r.id
          where r.state = 'done') as done,
        (select count(*)::int from core.plan) as plans,
        (select count(*)::int from ops.run where attempt > 1) as twice,
        (select count(*)::int from ops.outbox) as notices,
        (select count(*)::int from ops.outbox where state = 'sent') as sent`.execute(trx)
    return rows[0]!
  })
)
export type Tally = Effect.Success<typeof tally>
