/** Places of municipalities by year, what each declares and what counties offer of school: places, never a person. */
import { type Kysely, sql } from "kysely"
import { iAm, me, myCounty, wall } from "../walls.ts"
import { here, writes } from "./conditions.ts"

const lead = iAm("imdi-lead")

export const capacities = async (db: Kysely<unknown>): Promise<void> => {
  const count = sql`integer not null default 0 check`
  await sql`
    create table core.capacity (
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      year integer not null check (year between 2000 and 2100),
      version integer not null default 1,
      requested ${count} (requested >= 0),
      minors_requested ${count} (minors_requested >= 0),
      decided integer check (decided >= 0),
      minors_decided integer check (minors_decided >= 0 and minors_decided <= decided),
      tolerance ${count} (tolerance between 0 and 20),
      settled_before ${count} (settled_before >= 0),
      agreed_before ${count} (agreed_before >= 0),
      self_settlement ${count} (self_settlement >= 0),
      minors_before ${count} (minors_before >= 0),
      months jsonb not null default '[]',
      source text not null,
      changed_by text not null default current_setting('app.user', true),
      changed_at timestamptz not null default now(),
      primary key (municipality, year)
    )`.execute(db)
  await wall(db, "core.capacity", {
    api_imdi: { select: true, insert: lead, update: lead },
    api_kommune: { select: here, update: writes, insert: writes },
    worker: { select: true }
  })
  await sql`
    create table core.declaration (
      id uuid primary key default gen_random_uuid(),
      sequence bigint generated always as identity unique,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      declared_on date not null,
      doc jsonb not null,
      declared_by text not null default current_setting('app.user', true),
      declared_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index on core.declaration (municipality, sequence)`.execute(db)
  await wall(db, "core.declaration", {
    api_imdi: { select: true },
    api_kommune: { select: here, insert: sql`${writes} and declared_by = ${me}` },
    worker: { select: true }
  })
  await sql`
    create table core.school_offer (
      id uuid primary key default gen_random_uuid(),
      sequence bigint generated always as identity unique,
      county text not null check (county ~ '^[0-9]{2}$'),
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      doc jsonb not null,
      confirmed_by text not null default current_setting('app.user', true),
      confirmed_at timestamptz not null default now()
    )`.execute(db)
  await wall(db, "core.school_offer", {
    api_imdi: { select: true },
    api_kommune: {
      select: sql`county = ${myCounty} or ${here}`,
      insert: sql`county = ${myCounty} and left(municipality, 2) = county and ${iAm("county-write")} and confirmed_by = ${me}`
    },
    worker: { select: true }
  })
}
