/** The audit log: appended to and never changed, by nobody; one chain whoever writes at once (cases L2, L3, L4, L6). */
import { Deferred, Effect, Exit, Fiber } from "effect"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { runtimeRoles } from "../../../src/store/Access.ts"
import { AuditStore } from "../../../src/store/AuditStore.ts"
import { verifyEnd } from "../../../src/store/audit/chain.ts"
import { readHead, verifyLog } from "../../../src/store/audit/readChain.ts"
import { record } from "../../../src/store/audit/trail.ts"
import { Database } from "../../../src/store/Database.ts"
import { query } from "../../../src/store/failures.ts"
import { repetitions } from "../../support/repetitions.ts"
import { asRole, type Harness } from "./harness.ts"

const context = { user: "writer", purpose: "test", organisation: "imdi", request: "r-1" }
const auditor = { ...context, role: "auditor", user: "auditor-1" } as const

const write = (subject: string, count = 1) =>
  Database.use((database) =>
    database.withRole("api_imdi", context, () =>
      Effect.forEach(Array.from({ length: count }), () =>
        record({ action: "read", subject, fields: ["næring", 'a"b'] })
      )
    )
  )
const verified = (anchors = new Map<number, string>()) => Database.use((database) => verifyLog(database, anchors))
const head = Database.use(readHead)

/** Reads, then waits inside the transaction until `cut` is done; answers whether a result left. */
const readUntil = (cut: (fiber: Fiber.Fiber<number, unknown>, pid: number) => Effect.Effect<unknown>) =>
  Effect.gen(function* () {
    const database = yield* Database
    const entered = yield* Deferred.make<number>()
    const released = yield* Deferred.make<void>()
    const fiber = yield* database
      .withRole("api_imdi", context, (trx) =>
        Effect.gen(function* () {
          const { rows } = yield* query("test", () => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx))
          yield* record({ action: "read", subject: "x" })
          yield* Deferred.succeed(entered, rows[0]!.pid)
          yield* Deferred.await(released)
          return 1
        })
      )
      .pipe(Effect.forkChild)
    const pid = yield* Deferred.await(entered)
    yield* cut(fiber, pid)
    yield* Deferred.succeed(released, undefined)
    return yield* Fiber.await(fiber)
  })

export const auditChain = (h: () => Harness) => {
  const audit = <A, E>(use: Effect.Effect<A, E, AuditStore>) => h().run(Effect.provide(use, AuditStore.layer))

  test("what is written verifies, and hashes in SQL and here are the same", async () => {
    await h().run(write("household:R/H-1", 3))
    const report = await h().run(verified())
    expect(report.fault).toBeNull()
    expect(report.rows).toBe(report.head.seq)
    expect(report.rows).toBeGreaterThanOrEqual(3)
  })

  test.each(runtimeRoles)("%s cannot change the log", async (role) => {
    for (const table of ["audit.entry", "audit.content"].map((name) => sql.table(name)))
      for (const statement of [
        sql`update ${table} set seq = seq + 1`,
        sql`delete from ${table}`,
        sql`truncate ${table}`,
        sql`alter table ${table} disable trigger refuse_change`,
        sql`alter table ${table} disable row level security`,
        sql`insert into ${table} default values`
      ])
        expect(await h().failure(asRole(role, (trx) => statement.execute(trx))), role).toMatchObject({ code: "42501" })
  })

  test("only the auditor reads it, and everybody leaves a trace", async () => {
    for (const role of runtimeRoles) {
      const read = asRole(role, (trx) => sql`select from audit.entry limit 1`.execute(trx))
      if (role === "auditor") await h().run(read)
      else expect(await h().failure(read), role).toMatchObject({ code: "42501" })
      await h().run(
        Database.use((database) => database.withRole(role, context, () => record({ action: "read", subject: role })))
      )
    }
  })

  test("the owner and the superuser are refused by a trigger", async () => {
    for (const statement of [
      sql`update audit.entry set purpose = 'other'`,
      sql`delete from audit.entry`,
      sql`truncate audit.entry`,
      sql`update audit.content set subject = 'other'`,
      sql`truncate audit.content`
    ])
      await expect(statement.execute(h().database.admin)).rejects.toMatchObject({ code: "42501" })
  })

  test("an entry of nobody or of no known kind is refused, and what was read with it does not leave", async () => {
    for (const [entry, user] of [
      [{ action: "read", subject: "x" }, ""],
      [{ action: "peep", subject: "x" }, "somebody"],
      [{ action: "read", subject: "x", outcome: "maybe" }, "somebody"],
      [{ action: "read" }, "somebody"]
    ] as const) {
      const append = asRole(
        "api_imdi",
        (trx) => sql`select audit.append(${JSON.stringify([entry])}::jsonb)`.execute(trx),
        user
      )
      expect(await h().failure(append)).toMatchObject({ code: "42501" })
    }
    const before = await h().run(head)
    const read = Database.use((database) =>
      database.withRole("api_imdi", context, (trx) =>
        Effect.tap(
          query("test", () => sql`select 'secret' as text`.execute(trx)),
          () => record({ action: "read", subject: "" })
        )
      )
    )
    expect(await h().failure(read)).toMatchObject({ _tag: "DatabaseRefused", code: "42501" })
    expect(await h().run(head)).toEqual(before)
  })

  test("writers at once: no gap, no fork, order is seq", async () => {
    const before = await h().run(head)
    const rounds = repetitions(20)
    const writer = (name: number) => Effect.forEach(Array.from({ length: rounds }), () => write(`writer:${name}`))
    await h().run(
      Effect.forEach(
        Array.from({ length: 50 }, (_, name) => name),
        writer,
        { concurrency: 50 }
      )
    )
    const report = await h().run(verified())
    expect(report.fault).toBeNull()
    expect(report.head.seq).toBe(before.seq + 50 * rounds)
    const { rows } = await sql<{ disordered: string }>`
      select count(*) as disordered from (select at < lag(at) over (order by seq) as back from audit.entry) t where back`.execute(
      h().database.admin
    )
    expect(rows[0]?.disordered).toBe("0")
  })

  test("many entries of one transaction are written fast", async () => {
    const started = performance.now()
    await h().run(write("household:R/H-2", 2_000))
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test("who was stopped between reading and committing has neither row nor result", async () => {
    for (let n = 0; n < repetitions(20); n += 1) {
      const before = await h().run(head)
      expect(Exit.isFailure(await h().run(readUntil((fiber) => Fiber.interrupt(fiber))))).toBe(true)
      expect(await h().run(head)).toEqual(before)
    }
  })

  test("a cut tail and a log written anew are found against an anchor; without one they are not", async () => {
    const { hash, seq } = await h().run(head)
    expect((await h().run(verified(new Map([[seq, hash]])))).fault).toBeNull()
    const rewritten = new Map([[seq - 1, "ab".repeat(32)]])
    expect((await h().run(verified(rewritten))).fault).toEqual({ seq: seq - 1, kind: "rewritten" })
    expect(verifyEnd({ seq: seq - 1, hash }, new Map([[seq, hash]]))).toEqual({ seq, kind: "short" })
  })

  test("an auditor searches page by page and leaves a row; others are refused", async () => {
    const wanted = { subject: "household:R/H-1", limit: 2 }
    const first = await audit(AuditStore.use((store) => store.search(auditor, wanted)))
    expect(first).toHaveLength(2)
    expect(first[0]).toMatchObject({ actor: "writer", action: "read", outcome: "done", fields: ["næring", 'a"b'] })
    const next = await audit(AuditStore.use((store) => store.search(auditor, { ...wanted, after: first[1]!.seq })))
    expect(next.map(({ action }) => action)).toEqual(["read", "search"])
    expect(next[1]).toMatchObject({ actor: "auditor-1", count: 2 })
    const asOfficer = AuditStore.use((store) => store.search({ ...auditor, role: "api_imdi" }, wanted))
    await expect(audit(Effect.flip(asOfficer))).resolves.toMatchObject({ code: "42501" })
  })

  test("a data subject learns when, why and which organisation, and no employee; a denial is a row", async () => {
    const officer = { ...auditor, role: "api_imdi" } as const
    await audit(AuditStore.use((store) => store.deny(officer, { action: "read", subject: "household:R/H-9" })))
    const log = await audit(AuditStore.use((store) => store.ofSubject(officer, "household:R/H-1")))
    expect(Object.keys(log[0]!).sort()).toEqual(["action", "at", "organisation", "purpose"])
    const denied = await audit(
      AuditStore.use((store) => store.search(auditor, { subject: "household:R/H-9", limit: 5 }))
    )
    expect(denied).toMatchObject([{ outcome: "denied", actor: "auditor-1" }])
  })

  test("content that was erased leaves the chain whole", async () => {
    await sql`delete from audit.content where subject = 'household:R/H-1'`.execute(h().database.admin)
    const report = await h().run(verified())
    expect(report.fault).toBeNull()
    expect(report.erased).toBeGreaterThanOrEqual(3)
  })
}

/** What only a database with a server process of its own can suffer. */
export const auditChainCutOff = (h: () => Harness) => {
  test("a server process that ends between reading and committing leaves neither row nor result", async () => {
    for (let n = 0; n < repetitions(20); n += 1) {
      const before = await h().run(head)
      const end = (pid: number) =>
        Effect.promise(() => sql`select pg_terminate_backend(${pid})`.execute(h().database.admin))
      expect(Exit.isFailure(await h().run(readUntil((_fiber, pid) => end(pid))))).toBe(true)
      expect(await h().run(head)).toEqual(before)
    }
  })
}
