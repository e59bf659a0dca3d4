/**
 * Accounts, what they may be for whom, sessions and logins under way. Only `gate` touches them; no role of any case does, and
 * `gate` sees nothing of any case.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { wall } from "./walls.ts"

const kinds = sql`('imdi', 'municipality', 'county', 'oversight')`

/** Whether kind and code name an organisation. */
const organisation = sql`case organisation_kind
  when 'municipality' then organisation_code is not null and organisation_code ~ '^[0-9]{4}$'
  when 'county' then organisation_code is not null and organisation_code ~ '^[0-9]{2}$'
  else organisation_code is null end`

/** Which kind of organisation a role is held for. */
const kindOfRole = sql`organisation_kind = case role
  when 'auditor' then 'oversight' when 'county-write' then 'county'
  else split_part(role, '-', 1) end`

const accounts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.account (
      id uuid primary key default gen_random_uuid(),
      issuer text not null,
      subject text not null,
      created_at timestamptz not null default now(),
      disabled_at timestamptz,
      unique (issuer, subject)
    )`.execute(db)
  await sql`
    create table ops.assignment (
      id uuid primary key default gen_random_uuid(),
      account uuid not null references ops.account,
      role text not null check (role in ('imdi-officer', 'imdi-lead', 'imdi-protected', 'imdi-analyst',
        'municipality-read', 'municipality-write', 'municipality-admin', 'county-write', 'auditor')),
      organisation_kind text not null check (organisation_kind in ${kinds}),
      organisation_code text,
      given_by text not null default current_setting('app.user', true),
      given_at timestamptz not null default now(),
      ended_at timestamptz,
      constraint organisation_named check (${organisation}),
      constraint role_for_kind check (${kindOfRole})
    )`.execute(db)
  await sql`create unique index assignment_held on ops.assignment (account, role, organisation_kind, organisation_code)
    nulls not distinct where ended_at is null`.execute(db)
  await wall(db, "ops.account", { gate: { select: true, insert: true, update: true } })
  await wall(db, "ops.assignment", { gate: { select: true, insert: true, update: true } })
}

/** Of a token only its hash is kept: who reads the table can open no session. */
const sessions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.session (
      id uuid primary key default gen_random_uuid(),
      token_hash bytea not null unique check (length(token_hash) = 32),
      account uuid not null references ops.account,
      organisation_kind text check (organisation_kind in ${kinds}),
      organisation_code text,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz,
      constraint organisation_named check (organisation_kind is null and organisation_code is null or ${organisation})
    )`.execute(db)
  await sql`create index on ops.session (account) where ended_at is null`.execute(db)
  await sql`
    create table ops.login (
      state_hash bytea primary key check (length(state_hash) = 32),
      issuer_key text not null check (issuer_key in ('imdi', 'municipality')),
      nonce text not null,
      code_verifier text not null,
      return_path text not null,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index on ops.login (expires_at)`.execute(db)
  await wall(db, "ops.session", { gate: { select: true, insert: true, update: true } })
  await wall(db, "ops.login", { gate: { select: true, insert: true, delete: true } })
}

/** The kill switch: while the one row is there, every session is dead. */
const closed = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.closed (
      one boolean primary key default true check (one),
      since timestamptz not null default now(),
      by_user text not null default current_setting('app.user', true)
    )`.execute(db)
  await wall(db, "ops.closed", { gate: { select: true, insert: true, delete: true } })
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`grant usage on schema ops, audit to gate`.execute(db)
  await accounts(db)
  await sessions(db)
  await closed(db)
}

export const identityMigration: Migration = { up }
