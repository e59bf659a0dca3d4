/** Runs and notices as the roles see them: who may ask, who may cancel, and what a late writer is told. */
import { randomUUID } from "node:crypto"
import { Effect, Layer } from "effect"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { RoundId } from "../../../src/domain/Ids.ts"
import { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import type { Access } from "../../../src/store/Access.ts"
import { Database } from "../../../src/store/Database.ts"
import { query } from "../../../src/store/failures.ts"
import { PlanId } from "../../../src/store/PlanId.ts"
import { OutboxStore } from "../../../src/store/work/OutboxStore.ts"
import { putNotice } from "../../../src/store/work/outbox.ts"
import { RunAttempts } from "../../../src/store/work/RunAttempts.ts"
import { queueRun, RunStore } from "../../../src/store/work/RunStore.ts"
import { repetitions } from "../../support/repetitions.ts"
import { asRole, type Harness } from "./harness.ts"

const lead: Access = { role: "api_imdi", user: "lead-1", roles: ["imdi-lead"], purpose: "settlement" }
const stranger: Access = { role: "api_imdi", user: "officer-9", roles: ["imdi-officer"], purpose: "settlement" }
const layers = Layer.mergeAll(RunStore.layer, RunAttempts.layer, OutboxStore.layer)
const withRuns = <A, E>(use: Effect.Effect<A, E, RunStore | RunAttempts | OutboxStore | Database>) =>
  Effect.provide(use, layers)

const ask = (round: RoundId) =>
  Database.use((database) => database.withRole("api_imdi", lead, (trx) => queueRun(trx, { round, inputVersion: 3 })))

const newRound = Effect.gen(function* () {
  const round = RoundId.make(`jobs-${randomUUID()}`)
  yield* Database.use((database) =>
    database.withRole("api_imdi", lead, (trx) =>
      query("make round", () =>
        sql`insert into core.round (id, name, date, next_round, synthetic, doc)
          values (${round}, 'Prøve', '2026-11-23', '2026-11-30', true, '{}')`.execute(trx)
      )
    )
  )
  return round
})
const newRun = Effect.flatMap(newRound, ask)

const put = (access: Access, municipality = "5501") => {
  const notice = {
    kind: "request-received",
    municipality: MunicipalityCode.make(municipality),
    reference: randomUUID()
  } as const
  return Database.use((database) => database.withRole(access.role, access, (trx) => putNotice(trx, notice)))
}

export const jobs = (h: () => Harness) => {
  test("a round is solved once at a time, and again when that has ended", async () => {
    const runs = await h().run(
      withRuns(
        Effect.gen(function* () {
          const round = yield* newRound
          const first = yield* ask(round)
          expect(yield* Effect.flip(ask(round))).toMatchObject({ _tag: "RunUnderWay", run: first })
          const runs = yield* RunStore
          yield* runs.cancel(lead, first)
          expect(yield* Effect.flip(runs.cancel(lead, first))).toMatchObject({ _tag: "RunEnded" })
          yield* ask(round)
          return yield* runs.listOf(lead, round)
        })
      )
    )
    expect(runs.map(({ state }) => state)).toEqual(["queued", "cancelled"])
    expect(runs[0]).toMatchObject({ inputVersion: 3, requestedBy: "lead-1", plan: null, sequence: 1 })
  })

  test("who may not open the round sees, asks for and cancels no run of it", async () => {
    await h().run(
      withRuns(
        Effect.gen(function* () {
          const round = yield* newRound
          const run = yield* ask(round)
          const runs = yield* RunStore
          expect(yield* runs.listOf(stranger, round)).toEqual([])
          expect(yield* Effect.flip(runs.get(stranger, run))).toMatchObject({ _tag: "RunUnknown" })
          expect(yield* Effect.flip(runs.cancel(stranger, run))).toMatchObject({ _tag: "RunUnknown" })
          expect((yield* runs.get(lead, run)).state).toBe("queued")
        })
      )
    )
  })

  test.each(["api_kommune", "api_analyst", "api_protected", "auditor", "gate"] as const)(
    "%s has no runs",
    async (role) => {
      const read = asRole(role, (trx) => sql`select from ops.run`.execute(trx))
      expect(await h().failure(read)).toMatchObject({ code: "42501" })
    }
  )

  test("only the worker enters the queue", async () => {
    for (const role of ["api_imdi", "api_kommune", "api_analyst", "api_protected", "auditor", "gate"] as const)
      expect(await h().failure(asRole(role, (trx) => sql`select from pgboss.job`.execute(trx)))).toMatchObject({
        code: "42501"
      })
    const alter = asRole("worker", (trx) => sql`alter table pgboss.job add column x int`.execute(trx))
    expect(await h().failure(alter)).toMatchObject({ code: "42501" })
  })

  test("F5: what an attempt writes after another has begun is refused, whatever it is", async () => {
    await h().run(
      withRuns(
        Effect.gen(function* () {
          const attempts = yield* RunAttempts
          for (let n = 0; n < repetitions(20); n++) {
            const run = yield* newRun
            const early = (yield* attempts.begin(run, "early"))!
            const late = (yield* attempts.begin(run, "late"))!
            expect([early.attempt, late.attempt]).toEqual([1, 2])
            for (const write of [
              attempts.check(early),
              attempts.progress(early, { n }),
              attempts.finish(early, PlanId.make(randomUUID())),
              attempts.fail(early, "too-late")
            ])
              expect(yield* Effect.flip(write)).toMatchObject({ _tag: "RunLost", attempt: 1 })
            yield* attempts.fail(late, "RoundInfeasible")
            expect(yield* attempts.begin(run, "third")).toBeNull()
            expect(yield* Effect.flip(attempts.fail(late, "again"))).toMatchObject({ _tag: "RunLost" })
          }
        })
      )
    )
  })

  test("a notice is put in by those who cause it, read by the worker alone, and sent again when its lease has run out", async () => {
    await h().run(
      withRuns(
        Effect.gen(function* () {
          const outbox = yield* OutboxStore
          for (const access of [lead, { ...lead, role: "api_kommune" } as const]) yield* put(access)
          for (let n = 0; n < repetitions(20); n++) {
            const first = (yield* outbox.take(-1))!
            expect(first.addresses).toEqual([])
            const held: Array<{ id: string; fence: number }> = []
            // The lease of the first has run out at once; whoever takes it next has the word.
            for (let taken = yield* outbox.take(60); taken !== null; taken = yield* outbox.take(60)) held.push(taken)
            expect(yield* Effect.flip(outbox.sent(first))).toMatchObject({ _tag: "NoticeLost" })
            for (const notice of held) yield* outbox.failed(notice, { seconds: 0, tries: 1_000_000 })
          }
          const one = (yield* outbox.take(60))!
          const other = (yield* outbox.take(60))!
          expect(yield* outbox.take(60)).toBeNull()
          yield* outbox.unaddressed(one)
          yield* outbox.failed(other, { seconds: 1, tries: 1 })
          expect(yield* outbox.take(60)).toBeNull()
        })
      )
    )
    const states = await h().run(
      asRole("worker", (trx) => sql<{ state: string }>`select state from ops.outbox order by state`.execute(trx))
    )
    expect(states.rows.map(({ state }) => state)).toEqual(["given-up", "no-address"])
    for (const role of ["api_imdi", "api_kommune"] as const) {
      const read = asRole(role, (trx) => sql`select from ops.outbox`.execute(trx))
      expect(await h().failure(read)).toMatchObject({ code: "42501" })
    }
  })
}
