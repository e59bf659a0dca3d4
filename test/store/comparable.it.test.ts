/**
 * Feature under test: what requests are compared with (S23) is no oracle: it is handed out to whoever may open the round it
 * is compared for, without whose another round's are, and nobody writes or reads it for a round that is not hers.
 */
import { type Kysely, sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"

interface Asker {
  readonly role: "api_imdi" | "api_kommune" | "api_protected" | "worker"
  readonly user: string
  readonly roles?: string
}

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openDatabase(engine)
    for (const [id, by] of [
      ["mine", "officer"],
      ["other", "colleague"]
    ])
      await sql`insert into core.round (id, name, date, next_round, synthetic, doc, created_by)
        values (${id}, 'Runde', '2026-11-23', '2026-11-30', true, '{}', ${by})`.execute(database.admin)
    for (const [household, months] of [
      ["mine/H-1", 1],
      ["other/H-1", 2],
      ["other/H-2", 3],
      ["other/H-3", 13]
    ])
      await sql`insert into core.comparable (household, doc, made_at)
        values (${household}, ${JSON.stringify({ of: household })}::jsonb, now() - make_interval(months => ${months}))`.execute(
        database.admin
      )
  })
  afterAll(() => database?.close())

  /** As the asker, in a transaction that ends with nothing done. */
  const as = async <A>({ role, roles = "imdi-officer", user }: Asker, use: (trx: Kysely<unknown>) => Promise<A>) => {
    const trx = await database.admin.startTransaction().execute()
    try {
      await sql`select set_config('role', ${role}, true), set_config('app.user', ${user}, true),
        set_config('app.roles', ${roles}, true)`.execute(trx)
      return await use(trx)
    } finally {
      await trx.rollback().execute()
    }
  }
  const comparedTo = (asker: Asker, round: string) =>
    as(asker, async (trx) => {
      const { rows } = await sql<{ household: string; doc: { of: string } }>`
        select household, doc from core.comparable_to(${round}) order by doc ->> 'of'`.execute(trx)
      return rows.map(({ doc, household }) => [household, doc.of])
    })

  test("whoever may open the round gets the year's, and of other rounds not whose they are", async () => {
    const found = await comparedTo({ role: "api_imdi", user: "officer" }, "mine")
    expect(found.map(([, of]) => of)).toEqual(["mine/H-1", "other/H-1", "other/H-2"])
    expect(found[0]![0]).toBe("mine/H-1")
    const others = found.slice(1).map(([household]) => household)
    expect(others.every((name) => /^earlier \d+$/u.test(name!))).toBe(true)
    expect(new Set(others).size).toBe(2)
  })

  test("whoever may not gets nothing, for whatever round is named", async () => {
    for (const round of ["other", "nowhere", "", "%"])
      expect([round, await comparedTo({ role: "api_imdi", user: "officer" }, round)]).toEqual([round, []])
    expect(await comparedTo({ role: "api_imdi", user: "stranger" }, "mine")).toEqual([])
    expect(await comparedTo({ role: "api_imdi", user: "" }, "mine")).toEqual([])
    for (const role of ["api_kommune", "api_protected", "worker"] as const)
      await expect(comparedTo({ role, user: "officer" }, "mine")).rejects.toThrow("permission denied")
  })

  test("the table itself has only the asker's own rounds, to read and to write", async () => {
    const seen = (asker: Asker) =>
      as(asker, async (trx) => {
        const { rows } = await sql<{ household: string }>`select household from core.comparable order by 1`.execute(trx)
        return rows.map(({ household }) => household)
      })
    expect(await seen({ role: "api_imdi", user: "officer" })).toEqual(["mine/H-1"])
    expect(await seen({ role: "api_imdi", user: "stranger" })).toEqual([])
    expect(await seen({ role: "api_imdi", user: "lead", roles: "imdi-lead" })).toHaveLength(4)
    const officer = { role: "api_imdi", user: "officer" } as const
    const keep = (household: string) =>
      as(officer, (trx) =>
        sql`insert into core.comparable (household, doc) values (${household}, '{}')
        on conflict (household) do update set doc = excluded.doc returning 1`.execute(trx)
      )
    expect((await keep("mine/H-1")).rows).toHaveLength(1)
    expect((await keep("mine/H-2")).rows).toHaveLength(1)
    for (const household of ["other/H-1", "other/H-9", "H-1", "/H-1"])
      await expect(keep(household)).rejects.toThrow("row-level security")
  })
})
