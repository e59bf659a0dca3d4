/** Municipality files: public facts, one row per municipality, versions beside each other. */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { protectTable } from "./rowSecurity.ts"

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.municipality_file (
      version text primary key,
      sequence bigint generated always as identity unique,
      sources jsonb not null,
      counties jsonb not null,
      regions jsonb not null
    )`.execute(db)
  await sql`
    create table core.municipality (
      version text not null references core.municipality_file on delete cascade,
      code text not null check (code ~ '^[0-9]{4}$'),
      position integer not null,
      name text not null,
      doc jsonb not null,
      primary key (version, code)
    )`.execute(db)
  for (const table of ["core.municipality_file", "core.municipality"]) {
    await protectTable(db, table, { api_imdi: ["select", "insert"], api_kommune: ["select"], worker: ["select"] })
  }
}

export const municipalitiesMigration: Migration = { up }
