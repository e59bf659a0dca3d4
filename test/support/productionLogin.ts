/** A login as production has it: it owns nothing, inherits nothing, and may become each runtime role. For PostgreSQL. */
import { sql } from "kysely"
import { runtimeRoles } from "../../src/store/Access.ts"
import { onServer, openDatabase, serverUrl, type TestDatabase } from "./databases.ts"

export interface ProductionDatabase {
  readonly database: TestDatabase
  /** As the login. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** A migrated database with a login of its own. */
export const openForProduction = async (): Promise<ProductionDatabase> => {
  const database = await openDatabase("PostgreSQL")
  const login = `login_${crypto.randomUUID().slice(0, 8)}`
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database.admin)
  await onServer(async (server) => {
    await sql`create role ${sql.id(login)} login noinherit password 'secret'`.execute(server)
    for (const role of runtimeRoles) await sql`grant ${sql.id(role)} to ${sql.id(login)}`.execute(server)
  })
  return {
    database,
    url: serverUrl({ database: rows[0]!.name, user: login, password: "secret" }),
    close: async () => {
      await database.close()
      await onServer((server) => sql`drop role ${sql.id(login)}`.execute(server))
    }
  }
}
