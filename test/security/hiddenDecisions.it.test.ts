/**
 * Feature under test: what officers decided, opened and wrote of a household that has become strictly confidential is out of
 * sight with it, for everybody and in the table itself, and is not lost (S3). On both databases.
 */
import { Effect, Layer, ManagedRuntime } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { HouseholdId, RoundId } from "../../src/domain/Ids.ts"
import type { Access } from "../../src/store/Access.ts"
import { Database, type Trx } from "../../src/store/Database.ts"
import { query } from "../../src/store/failures.ts"
import { HouseholdStore } from "../../src/store/HouseholdStore.ts"
import { WorkQueue } from "../../src/store/WorkQueue.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { plantRound } from "./plantedRound.ts"

const round = RoundId.make("hidden")
const reason = "Søsteren hennes er truet av en i nærheten."
const imdi = (user: string, more: Partial<Access> = {}): Access => ({
  role: "api_imdi",
  user,
  purpose: "settlement",
  roles: ["imdi-officer"],
  ...more
})
const officer = imdi("officer")
const outsider = imdi("outsider")
const lead = imdi("lead", { roles: ["imdi-lead"] })
const tables = ["core.decision", "core.opened"]

const openStores = (database: TestDatabase) =>
  ManagedRuntime.make(Layer.mergeAll(HouseholdStore.layer, WorkQueue.layer).pipe(Layer.provideMerge(database.layer)))

describe.each(engines)("%s", (engine) => {
  const ids = Array.from({ length: repetitions(20) + 1 }, (_, n) => HouseholdId.make(`H-${1000 + n}`))
  // A lead's list has a hundred at most.
  const broken = ids.slice(0, 50)
  let database: TestDatabase
  let stores: ReturnType<typeof openStores>
  let plan: string
  beforeAll(async () => {
    database = await openDatabase(engine)
    stores = openStores(database)
    plan = await plantRound(
      database.admin,
      round,
      officer.user,
      ids.map((id, n) => ({ id, persons: [n + 1] }))
    )
    for (const id of ids) {
      await sql`insert into core.decision (round_id, household_id, plan_id, kind, municipality, reason, shown, decided_by)
        values (${round}, ${id}, ${plan}, 'override', '4601', ${reason}, '[]', ${officer.user})`.execute(database.admin)
      await sql`insert into core.opened (round_id, household_id, user_id, plan_id)
        values (${round}, ${id}, ${officer.user}, ${plan})`.execute(database.admin)
    }
    for (const id of broken)
      await sql`insert into core.break_glass (user_id, round_id, household_id, reason)
        values (${outsider.user}, ${round}, ${id}, ${reason})`.execute(database.admin)
  })
  afterAll(async () => {
    await stores?.dispose()
    await database?.close()
  })

  const as = <A>(access: Access, statement: (trx: Trx) => PromiseLike<A>) =>
    Database.use((base) => base.withRole(access.role, access, (trx) => query("test", () => statement(trx))))
  const seen = async (access: Access, table: string) => {
    const found = as(access, (trx) =>
      sql<{ id: string }>`select household_id as id from ${sql.table(table)} order by 1`.execute(trx)
    )
    return (await stores.runPromise(found)).rows.map(({ id }) => id)
  }
  /** How many rows a statement reached, or why it was refused. */
  const reached = (access: Access, statement: (trx: Trx) => PromiseLike<{ readonly numAffectedRows?: bigint }>) =>
    stores.runPromise(
      as(access, statement).pipe(
        Effect.map(({ numAffectedRows }) => numAffectedRows),
        Effect.catchTag("DatabaseRefused", ({ code }) => Effect.succeed(code))
      )
    )
  const glass = () => stores.runPromise(WorkQueue.use((queue) => queue.brokenGlass(lead)))

  test("the broken glass shows the household and nothing that was decided or opened", async () => {
    const found = as(outsider, (trx) => sql`select id from core.household`.execute(trx))
    expect((await stores.runPromise(found)).rows).toHaveLength(broken.length)
    for (const table of tables) expect([table, await seen(outsider, table)]).toEqual([table, []])
  })

  test("with each household that is marked, its decision, its opening and why its glass was broken go out of sight", async () => {
    const kept = [...ids]
    for (const table of tables) expect(await seen(officer, table)).toEqual(kept)
    for (const id of ids.slice(1)) {
      const marked = HouseholdStore.use((households) => households.markStrictlyConfidential(officer, round, id))
      await stores.runPromise(marked)
      kept.splice(kept.indexOf(id), 1)
      for (const table of tables) {
        for (const access of [officer, lead]) expect([table, await seen(access, table)]).toEqual([table, kept])
        const touched = await reached(officer, (trx) =>
          sql`update ${sql.table(table)} set plan_id = plan_id where household_id = ${id}`.execute(trx)
        )
        expect([table, touched]).toEqual([table, 0n])
      }
      const taken = (trx: Trx) => sql`delete from core.decision where household_id = ${id}`.execute(trx)
      expect(await reached(officer, taken)).toBe(0n)
      for (const household of [id, "H-NOWHERE"]) {
        const opened = (trx: Trx) =>
          sql`insert into core.opened (round_id, household_id) values (${round}, ${household})
            on conflict (round_id, household_id, user_id) do update set opened_at = now()`.execute(trx)
        expect([household, await reached(officer, opened)]).toEqual([household, "42501"])
      }
      const list = await glass()
      const shown = broken.filter((one) => kept.includes(one))
      expect(list.flatMap(({ household }) => household ?? []).sort()).toEqual(shown)
      expect(list.filter((one) => one.household === null && one.reason === null)).toHaveLength(
        broken.length - shown.length
      )
      expect(JSON.stringify(list)).not.toContain(id)
      expect(list.filter((one) => one.reason === reason)).toHaveLength(shown.length)
    }
    const { rows } = await sql`select from core.decision where reason = ${reason}`.execute(database.admin)
    expect(rows).toHaveLength(ids.length)
  })

  test("a lead looks at a glass that was broken for one of them, and it leaves her queue", async () => {
    const before = await glass()
    const { id } = before.find(({ household }) => household === null)!
    await stores.runPromise(WorkQueue.use((queue) => queue.reviewGlass(lead, id)))
    expect(await glass()).toHaveLength(before.length - 1)
  })
})
