/** Plans and their placements: written once, never changed, and never of a household the writer cannot see. */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { protectTable } from "./rowSecurity.ts"

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.plan (
      id uuid primary key default gen_random_uuid(),
      sequence bigint generated always as identity unique,
      round_id text not null references core.round,
      created_at timestamptz not null default now(),
      run jsonb not null,
      analysis jsonb not null,
      unique (id, round_id)
    )`.execute(db)
  await sql`create index on core.plan (round_id, sequence)`.execute(db)
  await sql`
    create table core.placement (
      plan_id uuid not null,
      round_id text not null,
      household_id text not null,
      position integer not null,
      state text not null check (state in ('placed', 'held', 'unplaced', 'fixed')),
      municipality text check (municipality ~ '^[0-9]{4}$'),
      points bigint not null,
      primary key (plan_id, household_id),
      foreign key (plan_id, round_id) references core.plan (id, round_id) on delete cascade
    )`.execute(db)
  for (const table of ["core.plan", "core.placement"]) await protectTable(db, table, { api_imdi: ["select", "insert"] })

  // A placement is there for those who may see its household: one marked strictly confidential later takes it along.
  const visible = sql`current_user = 'treff_owner' or exists (
    select from core.household h where h.round_id = placement.round_id and h.id = placement.household_id)`
  await sql`create policy of_visible_household on core.placement as restrictive for select to public using (${visible})`.execute(
    db
  )
  await sql`create policy into_visible_household on core.placement as restrictive for insert to public with check (${visible})`.execute(
    db
  )
}

export const plansMigration: Migration = { up }
