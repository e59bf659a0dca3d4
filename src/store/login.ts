/** What the runtime login may do by itself. Row security is no wall for a login that can step around it. */
import { Effect, Schema } from "effect"
import { Kysely, PostgresDialect, sql } from "kysely"
import type { Connection } from "./connection.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { StrongLogin } from "./Notice.ts"

export class LoginTooStrong extends Schema.TaggedError<LoginTooStrong>()("LoginTooStrong", { login: StrongLogin }) {
  override get message() {
    return this.login.message
  }
}

interface LoginRow {
  readonly login: string
  readonly superuser: boolean
  readonly bypasses: boolean
  readonly inherits: boolean
  readonly owns: boolean
}

const powersOf = (row: LoginRow): StrongLogin["powers"] => [
  ...(row.superuser ? (["superuser"] as const) : []),
  ...(row.bypasses ? (["bypasses row security"] as const) : []),
  ...(row.inherits ? (["inherits its roles"] as const) : []),
  ...(row.owns ? (["owns tables"] as const) : [])
]

/** In production a strong login is refused, elsewhere it is told. */
export const checkLogin = Effect.fnUntraced(function* (
  connection: Connection,
  mode: DatabaseSettings["mode"]
): Effect.fn.Return<ReadonlyArray<StrongLogin>, LoginTooStrong | DatabaseFailure> {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: connection.pool }) })
  const { rows } = yield* query("check login", () =>
    sql<LoginRow>`
      select rolname as login, rolsuper as superuser, rolbypassrls as bypasses, rolinherit as inherits,
        exists (select from pg_class where relowner = r.oid) or exists (select from pg_database where datdba = r.oid) as owns
      from pg_roles r where rolname = session_user`.execute(kysely)
  )
  const row = rows[0]
  const powers = row === undefined ? [] : powersOf(row)
  if (row === undefined || powers.length === 0) return []
  const login = new StrongLogin({ login: row.login, powers })
  if (mode === "production") return yield* new LoginTooStrong({ login })
  return [login]
})
