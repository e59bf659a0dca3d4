/**
 * Feature under test: transactions of many people over few connections, interrupted and cut off at any moment, never see a
 * row of another and leave nothing of themselves on a connection (case A6).
 */
import { Effect, Fiber } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import type { AccessContext, RuntimeRole } from "../../src/store/Access.ts"
import { Database } from "../../src/store/Database.ts"
import { query } from "../../src/store/failures.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"

const connections = 4
const atOnce = 48
const municipalities = 200
const inEach = 110

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase("PostgreSQL")
  database.connection.pool.options.max = connections
  await sql`insert into core.capacity (municipality, year, source, changed_by)
    select lpad(n::text, 4, '0'), 2026, 'planted', 'planted' from generate_series(1, ${municipalities}) n`.execute(
    database.admin
  )
  await sql`insert into core.round (id, name, date, next_round, synthetic, doc, created_by)
    select 'round-' || n, 'x', '2026-11-23', '2026-11-30', true, '{}', 'user-' || n from generate_series(1, ${municipalities}) n`.execute(
    database.admin
  )
})
afterAll(() => database?.close())

/** How the transaction ends, and after how many turns of the event loop when it is not by itself. */
const ending = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ how: "commits" } as const) },
  { weight: 3, arbitrary: fc.record({ how: fc.constant("is interrupted" as const), turns: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.constant({ how: "times out" } as const) },
  { weight: 1, arbitrary: fc.constant({ how: "fails" } as const) }
)
const transaction = fc.record({
  who: fc.integer({ min: 1, max: municipalities }),
  role: fc.constantFrom<RuntimeRole>("api_kommune", "api_imdi"),
  ending
})
type Wanted = typeof transaction extends fc.Arbitrary<infer A> ? A : never

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

interface Seen {
  readonly user: string
  readonly places: ReadonlyArray<string> | null
  readonly rounds: ReadonlyArray<string> | null
}

/** Everything the role can see, before and after it has waited in the database. */
const look = ({ ending: { how }, role, who }: Wanted) => {
  const context: AccessContext = {
    user: `user-${who}`,
    purpose: "settlement",
    ...(role === "api_kommune" ? { municipality: MunicipalityCode.make(String(who).padStart(4, "0")) } : {})
  }
  return Database.use((base) =>
    base.withRole(role, context, (trx) =>
      Effect.gen(function* () {
        const ask = query("look", () =>
          (role === "api_kommune"
            ? sql<Seen>`select current_setting('app.user') as user, null::text[] as rounds,
                (select array_agg(municipality) from core.capacity) as places`
            : sql<Seen>`select current_setting('app.user') as user, null::text[] as places,
                (select array_agg(id) from core.round) as rounds`
          ).execute(trx)
        )
        const first = yield* ask
        if (how === "times out") yield* query("wait", () => sql`set local statement_timeout = 1`.execute(trx))
        if (how === "times out") yield* query("wait", () => sql`select pg_sleep(0.05)`.execute(trx))
        if (how === "fails") yield* query("fail", () => sql`select ${"no number"}::int`.execute(trx))
        return [...first.rows, ...(yield* ask).rows]
      })
    )
  )
}

const run = Effect.fnUntraced(function* (wanted: Wanted) {
  const { ending: end, role, who } = wanted
  const fiber = yield* Effect.forkChild(Effect.option(look(wanted)))
  if (end.how === "is interrupted") {
    for (let n = 0; n < end.turns; n++) yield* turn
    yield* Fiber.interrupt(fiber)
    return []
  }
  const seen = yield* Fiber.join(fiber)
  if (end.how !== "commits") return seen._tag === "None" ? [] : ["ended as if nothing had happened"]
  if (seen._tag === "None") return ["did not end"]
  const mine =
    role === "api_kommune"
      ? { user: `user-${who}`, rounds: null, places: [String(who).padStart(4, "0")] }
      : { user: `user-${who}`, rounds: [`round-${who}`], places: null }
  return seen.value.filter((one) => JSON.stringify(one, Object.keys(mine)) !== JSON.stringify(mine, Object.keys(mine)))
})

/** What a connection that is handed out next would still hold. */
const leftBehind = async () => {
  const { pool } = database.connection
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()))
  try {
    const kept = await Promise.all(
      clients.map((client) =>
        client.query(
          `select current_user = session_user as itself, pg_current_xact_id_if_assigned() is null as idle,
            coalesce(current_setting('app.user', true), '') || coalesce(current_setting('app.municipality', true), '')
              || coalesce(current_setting('app.roles', true), '') as context`
        )
      )
    )
    return kept.flatMap(({ rows }) => rows)
  } finally {
    for (const client of clients) client.release()
  }
}

test("nobody sees another's row, and no connection keeps a context", () =>
  fc.assert(
    fc.asyncProperty(fc.array(transaction, { minLength: inEach, maxLength: inEach }), async (wanted) => {
      const leaks = await Effect.runPromise(
        Effect.forEach(wanted, run, { concurrency: atOnce }).pipe(Effect.provide(database.layer))
      )
      expect(leaks.flat()).toEqual([])
      expect(database.connection.pool.totalCount).toBeLessThanOrEqual(connections)
      for (const kept of await leftBehind()) expect(kept).toEqual({ itself: true, idle: true, context: "" })
    }),
    { numRuns: repetitions(2_200) / inEach, endOnFailure: true }
  ))
