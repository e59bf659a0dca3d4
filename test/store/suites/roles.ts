/** What each runtime role can reach, asked of the database itself. */
import { sql } from "kysely"
import { expect, test } from "vitest"
import type { RuntimeRole } from "../../../src/store/Access.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { officer, round } from "../samples.ts"
import { asRole, type Harness } from "./harness.ts"

const tables = [
  "core.municipality_file",
  "core.municipality",
  "core.round",
  "core.household",
  "core.plan",
  "core.placement",
  "person.person",
  "competence.record",
  "health.need"
] as const
type Table = (typeof tables)[number]

/** The tables a role may read; all others are refused. */
const mayRead: Readonly<Record<RuntimeRole, ReadonlyArray<Table>>> = {
  api_imdi: tables.filter((table) => table !== "health.need"),
  api_kommune: ["core.municipality_file", "core.municipality"],
  api_analyst: [],
  api_protected: ["core.household", "person.person", "competence.record"],
  worker: [
    "core.municipality_file",
    "core.municipality",
    "core.round",
    "core.plan",
    "core.placement",
    "core.household"
  ],
  auditor: [],
  gate: []
}

const savedByWorker: ReadonlySet<Table> = new Set(["core.plan", "core.placement"])

const columns: Partial<Record<Table, string>> = {
  "core.municipality_file": "sources",
  "core.plan": "run",
  "core.placement": "points"
}

const statements = (table: Table) => [
  sql`insert into ${sql.table(table)} default values`,
  sql`update ${sql.table(table)} set ${sql.id(columns[table] ?? "doc")} = null`,
  sql`delete from ${sql.table(table)}`,
  sql`truncate ${sql.table(table)}`
]

export const roles = (h: () => Harness) => {
  test.each(Object.keys(mayRead) as Array<RuntimeRole>)(
    "%s reads its tables and is refused all others",
    async (role) => {
      for (const table of tables) {
        const read = asRole(role, (trx) => sql`select from ${sql.table(table)} limit 1`.execute(trx))
        if (mayRead[role].includes(table)) await h().run(read)
        else
          expect(await h().failure(read), table).toMatchObject({
            _tag: "DatabaseRefused",
            rule: "access",
            code: "42501"
          })
      }
    }
  )

  test.each(["api_kommune", "api_analyst", "worker", "auditor"] as const)("%s writes nothing", async (role) => {
    // The worker saves plans with their placements; it changes and deletes none.
    for (const table of tables)
      for (const statement of statements(table).slice(role === "worker" && savedByWorker.has(table) ? 1 : 0))
        expect(await h().failure(asRole(role, (trx) => statement.execute(trx))), table).toMatchObject({ code: "42501" })
  })

  test("api_imdi cannot delete, empty or alter", async () => {
    for (const table of tables)
      for (const statement of [
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)}`,
        sql`alter table ${sql.table(table)} no force row level security`,
        sql`drop policy owner_select on ${sql.table(table)}`
      ])
        expect(await h().failure(asRole("api_imdi", (trx) => statement.execute(trx))), table).toMatchObject({
          code: "42501"
        })
  })

  test("no table can be made, for good or for a while", async () => {
    for (const make of [
      sql`create table public.mine ()`,
      sql`create table core.mine ()`,
      sql`create temporary table mine ()`
    ])
      expect(await h().failure(asRole("api_imdi", (trx) => make.execute(trx)))).toMatchObject({ code: "42501" })
  })

  test("without a user no row is seen and none is written", async () => {
    await h().run(RoundStore.use((rounds) => rounds.save(officer, round("for-somebody"))))
    for (const table of mayRead.api_imdi) {
      const seen = await h().run(asRole("api_imdi", (trx) => sql`select from ${sql.table(table)}`.execute(trx), ""))
      expect(seen.rows, table).toHaveLength(0)
    }
    const written = RoundStore.use((rounds) => rounds.save({ ...officer, user: "" }, round("by-nobody")))
    expect(await h().failure(written)).toMatchObject({ code: "42501" })
  })

  test("context and role end with the transaction", async () => {
    const context = sql<{
      role: string
      user: string
    }>`select current_user as role, current_setting('app.user', true) as user`
    const inside = await h().run(asRole("api_imdi", (trx) => context.execute(trx)))
    expect(inside.rows[0]).toEqual({ role: "api_imdi", user: "somebody" })
    const after = await context.execute(h().database.admin)
    expect(after.rows[0]?.role).not.toBe("api_imdi")
    expect(after.rows[0]?.user ?? "").toBe("")
  })

  test.each([
    ["reset role", () => sql`reset role`],
    ["set role none", () => sql`SET LOCAL role none`],
    ["set role to the owner", () => sql`set role treff_owner`],
    ["set session authorization", () => sql`select 1; set session authorization default`],
    ["set_config of the role", () => sql`select set_config(${"role"}, ${"none"}, true)`],
    ["set_config in text", () => sql`select set_config('role', 'none', true)`],
    ["row_security", () => sql`set row_security = off`]
  ])("a transaction cannot leave its role: %s", async (_name, escape) => {
    const leave = h().run(asRole("api_imdi", (trx) => escape().execute(trx)))
    await expect(leave).rejects.toThrow("changes the role inside a transaction")
  })

  test("the guard lets other settings and words pass", async () => {
    const ask = sql`select set_config('app.note', 'the role of the reset', true), 'set role x' as text`
    expect((await h().run(asRole("api_imdi", (trx) => ask.execute(trx)))).rows).toHaveLength(1)
  })
}
