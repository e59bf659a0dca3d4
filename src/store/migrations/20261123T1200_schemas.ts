/** Schemas and who may enter them. Tables follow in migrations of their own. */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

const schemas = ["core", "person", "health", "competence", "cohort", "audit", "ops"]

const entry: ReadonlyArray<readonly [schema: string, roles: ReadonlyArray<string>]> = [
  ["core", ["api_imdi", "api_kommune", "worker"]],
  ["person", ["api_imdi"]],
  ["health", ["api_imdi"]],
  ["competence", ["api_imdi"]],
  ["cohort", ["api_analyst"]],
  ["audit", ["auditor"]],
  ["ops", ["worker"]],
  // Every program that opens the database asks whether its schema is the one it knows.
  ["migrations", ["api_imdi", "api_kommune", "api_analyst", "worker", "auditor"]]
]

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter default privileges revoke execute on functions from public`.execute(db)
  for (const schema of schemas) {
    await sql`create schema ${sql.id(schema)}`.execute(db)
    await sql`revoke all on schema ${sql.id(schema)} from public`.execute(db)
  }
  for (const [schema, roles] of entry) {
    for (const role of roles) await sql`grant usage on schema ${sql.id(schema)} to ${sql.id(role)}`.execute(db)
  }
  await sql`grant select on migrations.kysely_migration to api_imdi, api_kommune, api_analyst, worker, auditor`.execute(
    db
  )
}

export const schemasMigration: Migration = { up }
