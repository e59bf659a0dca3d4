/** Only `gate` reaches accounts, sessions and logins, and it reaches nothing else. */
import { sql } from "kysely"
import { expect, test } from "vitest"
import { runtimeRoles } from "../../../src/store/Access.ts"
import { checkCatalogue } from "../../../src/store/catalogue.ts"
import { asRole } from "./harness.ts"
import type { IdentityHarness } from "./identityHarness.ts"

const tables = ["ops.account", "ops.assignment", "ops.session", "ops.login", "ops.closed"] as const
const others = runtimeRoles.filter((role) => role !== "gate")
/** What is long over is cleared away by the worker; its own test is with the job. */
const clears = (role: string, table: string) => role === "worker" && table === "ops.session"

const statements = (table: string) => [
  sql`select from ${sql.table(table)}`,
  sql`insert into ${sql.table(table)} default values`,
  sql`truncate ${sql.table(table)}`
]
const deletion = (table: string) => sql`delete from ${sql.table(table)}`

export const gate = (h: () => IdentityHarness) => {
  test.each(others)("%s reaches none of it", async (role) => {
    for (const table of tables)
      for (const statement of [...statements(table), ...(clears(role, table) ? [] : [deletion(table)])])
        expect(await h().refusal(asRole(role, (trx) => statement.execute(trx))), table).toMatchObject({ code: "42501" })
  })

  test("gate reaches no case and no person", async () => {
    for (const table of ["core.round", "core.household", "person.person", "health.need", "competence.record"])
      for (const statement of [...statements(table), deletion(table)])
        expect(await h().refusal(asRole("gate", (trx) => statement.execute(trx))), table).toMatchObject({
          code: "42501"
        })
  })

  test("gate empties no table and deletes no account, assignment or session", async () => {
    for (const table of ["ops.account", "ops.assignment", "ops.session"])
      for (const statement of [sql`delete from ${sql.table(table)}`, sql`truncate ${sql.table(table)}`])
        expect(await h().refusal(asRole("gate", (trx) => statement.execute(trx)))).toMatchObject({ code: "42501" })
  })

  test("for nobody there is no row", async () => {
    await h().person()
    for (const table of tables) {
      const seen = await h().run(asRole("gate", (trx) => sql`select from ${sql.table(table)}`.execute(trx), ""))
      expect(seen.rows, table).toHaveLength(0)
    }
  })

  test("all walls stand", async () => {
    const found = await checkCatalogue(h().database.admin)
    expect(found.filter(({ subject }) => subject.includes("ops.") || subject.includes("gate"))).toEqual([])
  })
}
