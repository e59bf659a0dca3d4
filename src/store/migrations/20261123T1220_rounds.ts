/**
 * Rounds, households, persons, competence and health needs. Keys are a round and an id that means nothing outside it;
 * no number of a person is ever a key. The mark of a strictly confidential household follows its persons by foreign key.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { hideStrictlyConfidential, protectTable } from "./rowSecurity.ts"

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.round (
      id text primary key,
      sequence bigint generated always as identity unique,
      name text not null,
      date date not null,
      next_round date not null,
      synthetic boolean not null,
      doc jsonb not null
    )`.execute(db)
  await sql`
    create table core.household (
      round_id text not null references core.round on delete cascade,
      id text not null,
      position integer not null,
      route text not null,
      strictly_confidential boolean not null,
      doc jsonb not null,
      mentions jsonb check (mentions is null or strictly_confidential),
      primary key (round_id, id),
      unique (round_id, id, strictly_confidential)
    )`.execute(db)
  await sql`
    create table person.person (
      round_id text not null,
      id text not null,
      household_id text not null,
      strictly_confidential boolean not null,
      position integer not null,
      duf_kind text not null check (duf_kind in ('real', 'synthetic')),
      duf_number text not null check (duf_number ~ '^[0-9]{12}$'),
      birth_date date not null,
      doc jsonb not null,
      primary key (round_id, id),
      unique (round_id, id, strictly_confidential),
      foreign key (round_id, household_id, strictly_confidential)
        references core.household (round_id, id, strictly_confidential) on update cascade on delete cascade
    )`.execute(db)
  await sql`create index on person.person (round_id, household_id, strictly_confidential)`.execute(db)
  await sql`
    create table competence.record (
      round_id text not null,
      person_id text not null,
      strictly_confidential boolean not null,
      doc jsonb not null,
      primary key (round_id, person_id),
      foreign key (round_id, person_id, strictly_confidential)
        references person.person (round_id, id, strictly_confidential) on update cascade on delete cascade
    )`.execute(db)
  await sql`
    create table health.need (
      round_id text not null,
      person_id text not null,
      seq integer not null,
      strictly_confidential boolean not null,
      service text not null,
      doc jsonb not null,
      primary key (round_id, person_id, seq),
      foreign key (round_id, person_id, strictly_confidential)
        references person.person (round_id, id, strictly_confidential) on update cascade on delete cascade
    )`.execute(db)

  await protectTable(db, "core.round", { api_imdi: ["select", "insert", "update"] })
  for (const table of ["core.household", "person.person", "competence.record", "health.need"]) {
    await protectTable(db, table, { api_imdi: ["select", "insert", "update"] })
    await hideStrictlyConfidential(db, table)
  }
}

export const roundsMigration: Migration = { up }
