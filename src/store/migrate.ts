/** Brings the schema up to date as the owner role, and tells when it is not. Migrations are whole or not at all. */
import { Effect, Schema, type Scope } from "effect"
import { Kysely, PostgresDialect, sql } from "kysely"
import { Migrator } from "kysely/migration"
import { checkCatalogue, type Finding } from "./catalogue.ts"
import { type Connection, type ConnectionError, connect } from "./connection.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type DatabaseFailure, failureOf, query } from "./failures.ts"
import { migrations } from "./migrations/registry.ts"
import { ensureRoles, ownerRole } from "./roles.ts"
import type { Tables } from "./tables.ts"

export class MigrationFailed extends Schema.TaggedError<MigrationFailed>()("MigrationFailed", {
  /** Absent when it failed before the first. */
  migration: Schema.optionalKey(Schema.String),
  cause: Schema.String
}) {
  override get message() {
    const where = this.migration === undefined ? "The migration" : `The migration ${this.migration}`
    return `${where} failed and nothing was changed: ${this.cause} Run it with DATABASE_OWNER_URL, a login that may create roles and owns the database.`
  }
}

export class SchemaOutdated extends Schema.TaggedError<SchemaOutdated>()("SchemaOutdated", {
  missing: Schema.Array(Schema.String),
  unknown: Schema.Array(Schema.String)
}) {
  override get message() {
    return this.missing.length > 0
      ? `The database lacks ${this.missing.length} migrations (${this.missing.join(", ")}). Run: treff migrate`
      : `The database was migrated by a newer Treff (${this.unknown.join(", ")}). Run that one.`
  }
}

const schema = "migrations"

const over = <T>(connection: Connection) => new Kysely<T>({ dialect: new PostgresDialect({ pool: connection.pool }) })

const run = async (db: Kysely<unknown>): Promise<ReadonlyArray<string>> => {
  await ensureRoles(db)
  await sql`set role ${sql.id(ownerRole)}`.execute(db)
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) }
    const { error, results = [] } = await new Migrator({ db, provider, migrationTableSchema: schema }).migrateToLatest()
    if (error !== undefined) {
      const failed = results.find((result) => result.status === "Error")?.migrationName
      throw new MigrationFailed({ ...(failed === undefined ? {} : { migration: failed }), cause: say(error) })
    }
    return results.map((result) => result.migrationName)
  } finally {
    await sql`reset role`.execute(db)
  }
}

/** A migrator's own complaint («corrupted migrations …») names migrations only; of the database's the code is enough. */
const say = (error: unknown): string => {
  if (error instanceof Error && error.message.startsWith("corrupted migrations")) return `${error.message}.`
  return failureOf("migrate", error).message
}

/** Names of the migrations applied now, oldest first; none when the schema was up to date. */
export const applyMigrations = Effect.fn("applyMigrations")((connection: Connection) =>
  Effect.tryPromise({
    try: () => over(connection).connection().execute(run),
    catch: (error) => (error instanceof MigrationFailed ? error : new MigrationFailed({ cause: say(error) }))
  })
)

export interface MigrationReport {
  readonly engine: Connection["engine"]
  /** Migrations applied now, oldest first. */
  readonly applied: ReadonlyArray<string>
  /** Migrations there are. */
  readonly known: number
  readonly findings: ReadonlyArray<Finding>
}

/** Opens the database as its owner, migrates it, reads its catalogue and closes it. */
export const migrateDatabase = Effect.fn("migrateDatabase")(function* (
  settings: DatabaseSettings
): Effect.fn.Return<MigrationReport, ConnectionError | MigrationFailed | DatabaseFailure, Scope.Scope> {
  const connection = yield* connect(settings, "owner")
  const applied = yield* applyMigrations(connection)
  const findings = yield* query("read catalogue", () => checkCatalogue(over(connection)))
  return { engine: connection.engine, applied, known: Object.keys(migrations).length, findings }
}, Effect.scoped)

/** Fails unless the schema is exactly the one this program knows. */
export const checkMigrations = Effect.fn("checkMigrations")(function* (
  connection: Connection
): Effect.fn.Return<void, SchemaOutdated | DatabaseFailure> {
  const applied = yield* query("check migrations", () => readApplied(over(connection)))
  const missing = Object.keys(migrations).filter((name) => !applied.includes(name))
  const unknown = applied.filter((name) => !(name in migrations))
  if (missing.length + unknown.length > 0) return yield* new SchemaOutdated({ missing, unknown })
})

/** Any runtime role may ask. A database nobody has migrated has neither the role nor the table. */
const readApplied = async (db: Kysely<Tables>): Promise<ReadonlyArray<string>> => {
  const roles = await sql`select from pg_roles where rolname = 'worker'`.execute(db)
  if (roles.rows.length === 0) return []
  return await db.transaction().execute(async (trx) => {
    await sql`set local role worker`.execute(trx)
    const { rows } = await sql<{ ready: boolean }>`
      select to_regclass('migrations.kysely_migration') is not null as ready`.execute(trx)
    if (rows[0]?.ready !== true) return []
    const applied = await trx.selectFrom("migrations.kysely_migration").select("name").execute()
    return applied.map((row) => row.name)
  })
}
