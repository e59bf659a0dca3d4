/** Feature under test: what is kept no longer is taken away by the worker, to the day, and nothing younger by anybody. */
import { randomBytes, randomUUID } from "node:crypto"
import { Effect } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { runtimeRoles } from "../../src/store/Access.ts"
import { Database } from "../../src/store/Database.ts"
import { query } from "../../src/store/failures.ts"
import { clearOld } from "../../src/store/work/clearOld.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"

/** Names of rows, and how long ago each session was begun and ended. */
const sessions = [
  ["alive", "1 hour", null],
  ["left open 29 days ago", "29 days 8 hours", null],
  ["left open 31 days ago", "31 days 8 hours", null],
  ["ended 29 days ago", "29 days 8 hours", "29 days"],
  ["ended 30 days and an hour ago", "30 days 2 hours", "30 days 1 hour"]
] as const
const keys = ["6 days 23 hours", "7 days 1 hour", "1 minute"]
const comparables = ["11 months", "13 months"]

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  const run = <A, E>(program: Effect.Effect<A, E, Database>) =>
    Effect.runPromise(Effect.provide(program, database.layer))
  beforeAll(async () => {
    database = await openDatabase(engine)
    const { admin } = database
    const account = randomUUID()
    await sql`insert into ops.account (id, issuer, subject) values (${account}, 'test', 'somebody')`.execute(admin)
    for (const [name, begun, ended] of sessions)
      await sql`insert into ops.session (token_hash, account, organisation_kind, created_at, expires_at, ended_at)
        values (${Buffer.concat([randomBytes(32 - 16), Buffer.from(name.padEnd(16).slice(-16))])}, ${account}, 'imdi',
          now() - ${begun}::interval, now() - ${begun}::interval + interval '8 hours',
          now() - ${ended}::interval)`.execute(admin)
    for (const age of keys)
      await sql`insert into ops.idempotency (user_id, key, request_hash, at)
        values (${age}, ${randomUUID()}, 'hash', now() - ${age}::interval)`.execute(admin)
    for (const age of comparables)
      await sql`insert into core.comparable (household, made_at, doc) values (${age}, now() - ${age}::interval, '{}')`.execute(
        admin
      )
  })
  afterAll(() => database?.close())

  const left = async () => {
    const { rows } = await sql<{ sessions: number; keys: ReadonlyArray<string>; comparables: ReadonlyArray<string> }>`
      select (select count(*)::int from ops.session) as sessions,
        (select array_agg(user_id order by at) from ops.idempotency) as keys,
        (select array_agg(household order by made_at) from core.comparable) as comparables`.execute(database.admin)
    return rows[0]
  }

  test("no other role takes anything away, and the worker reads no session", async () => {
    const before = await left()
    for (const role of runtimeRoles)
      for (const table of ["ops.session", "ops.idempotency", "core.comparable"]) {
        const attempt = Database.use(({ withRole }) =>
          withRole(role, { user: "somebody", purpose: "test" }, (trx) =>
            query("try", () => sql`delete from ${sql.table(table)}`.execute(trx)).pipe(
              Effect.andThen(Effect.fail("allowed" as const))
            )
          )
        )
        const failure = await run(Effect.flip(attempt))
        expect([role, table, failure === "allowed"]).toEqual([role, table, role === "worker"])
      }
    expect(await left()).toEqual(before)
    const reading = Database.use(({ withRole }) =>
      withRole("worker", { user: "somebody", purpose: "test" }, (trx) =>
        query("read", () => sql`select token_hash from ops.session`.execute(trx))
      )
    )
    expect(await run(Effect.flip(reading))).toMatchObject({ rule: "access" })
  })

  test("what is older goes, what is younger stays, and each table leaves one row in the log", async () => {
    expect(await run(clearOld)).toBe(4)
    expect(await left()).toEqual({ sessions: 3, keys: ["6 days 23 hours", "1 minute"], comparables: ["11 months"] })
    const { rows } = await sql<{ recent: number }>`select count(*)::int as recent from ops.session
      where least(ended_at, expires_at) > now() - interval '30 days'`.execute(database.admin)
    expect(rows).toEqual([{ recent: 3 }])
    expect(await run(clearOld)).toBe(0)
    const log = await sql`select c.subject, e.action, e.count::int as count from audit.entry e
      join audit.content c on c.seq = e.seq order by e.seq`.execute(database.admin)
    expect(log.rows).toEqual([
      { subject: "cleared:ops.session", action: "operate", count: 2 },
      { subject: "cleared:ops.idempotency", action: "operate", count: 1 },
      { subject: "cleared:core.comparable", action: "operate", count: 1 }
    ])
  })
})
