/**
 * Work that outlives a request: runs of the solver, the queue that hands them to workers, and notices that leave by mail.
 * Only ids lie here, never anything of a person.
 */
import { CompiledQuery, type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { getConstructionPlans } from "pg-boss"
import { myRounds } from "./caseworkSchema/conditions.ts"
import { iAm, me, myMunicipality, wall } from "./walls.ts"

/** Every change of a run is told to whoever listens; a new one also to the workers. */
const runs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.run (
      id uuid primary key default gen_random_uuid(),
      round_id text not null references core.round,
      kind text not null default 'solve' check (kind = 'solve'),
      state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
      input_version integer not null,
      requested_by text not null default current_setting('app.user', true),
      requested_at timestamptz not null default clock_timestamp(),
      started_at timestamptz,
      ended_at timestamptz,
      attempt integer not null default 0,
      worker text,
      progress jsonb,
      plan_id uuid references core.plan,
      failure text,
      event_seq bigint not null default 0,
      check ((state in ('queued', 'running')) = (ended_at is null)),
      check ((state = 'done') = (plan_id is not null)),
      check ((state = 'failed') = (failure is not null))
    )`.execute(db)
  await sql`create unique index one_run_under_way on ops.run (round_id) where state in ('queued', 'running')`.execute(
    db
  )
  await sql`create index on ops.run (round_id, requested_at)`.execute(db)
  await wall(db, "ops.run", {
    api_imdi: { select: myRounds, insert: sql`requested_by = ${me} and state = 'queued' and ${myRounds}` },
    worker: { select: true, update: true }
  })
  // Of a run's columns an officer may only cancel it.
  await sql`grant update (state, ended_at) on ops.run to api_imdi`.execute(db)
  await sql`create policy api_imdi_update on ops.run for update to api_imdi
    using (${me} is not null and ${myRounds}) with check (${me} is not null and state = 'cancelled' and ${myRounds})`.execute(
    db
  )
  await sql`
    create function ops.tell_run() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      new.event_seq := new.event_seq + 1;
      perform pg_notify('treff', 'run ' || new.id || ' ' || new.event_seq);
      if tg_op = 'INSERT' then perform pg_notify('treff', 'queue 0'); end if;
      return new;
    end $$`.execute(db)
  await sql`revoke all on function ops.tell_run() from public`.execute(db)
  await sql`create trigger tell_run before insert or update on ops.run for each row execute function ops.tell_run()`.execute(
    db
  )
}

/** Notices wait here in the transaction that causes them, and leave once it is committed. */
const outbox = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.notice_address (
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      address text not null check (address ~ '^[^@[:space:],;<>"]+@[^@[:space:],;<>"]+$' and length(address) <= 254),
      primary key (municipality, address)
    )`.execute(db)
  const mine = sql`municipality = ${myMunicipality}`
  const administered = sql`${mine} and ${iAm("municipality-admin")}`
  await wall(db, "ops.notice_address", {
    api_kommune: { select: mine, insert: administered, delete: administered },
    worker: { select: true }
  })
  await sql`
    create table ops.outbox (
      id uuid primary key default gen_random_uuid(),
      kind text not null,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      reference uuid not null,
      created_at timestamptz not null default clock_timestamp(),
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'no-address', 'given-up')),
      attempts integer not null default 0,
      next_at timestamptz not null default clock_timestamp(),
      lease_until timestamptz,
      fence integer not null default 0,
      sent_at timestamptz,
      unique (kind, reference),
      check ((state = 'sent') = (sent_at is not null))
    )`.execute(db)
  await sql`create index on ops.outbox (next_at) where state = 'waiting'`.execute(db)
  const fresh = sql`state = 'waiting' and fence = 0`
  await wall(db, "ops.outbox", {
    api_imdi: { insert: fresh },
    api_kommune: { insert: fresh },
    worker: { select: true, insert: fresh, update: true }
  })
  await sql`
    create function ops.tell_outbox() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      perform pg_notify('treff', 'outbox 0');
      return null;
    end $$`.execute(db)
  await sql`revoke all on function ops.tell_outbox() from public`.execute(db)
  await sql`create trigger tell_outbox after insert on ops.outbox for each statement execute function ops.tell_outbox()`.execute(
    db
  )
}

/** A killed worker's job comes back when its heart has been silent for so long; a run never takes as long as `expire`. */
const queueSettings = {
  policy: "standard",
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 10,
  expireInSeconds: 6 * 3600,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 7 * 86_400
}

/**
 * The queue's tables as the installed pg-boss wants them; its version is pinned in package.json. A pg-boss with another
 * schema comes with a migration of its own: `getMigrationPlans("pgboss", VERSION)` with the version that pgboss.version
 * tells, and nothing where that is the newest already, as in a database made here by the new pg-boss.
 */
const queue = async (db: Kysely<unknown>): Promise<void> => {
  // It brings a transaction along; this migration is in one already.
  const construction = getConstructionPlans("pgboss")
    .replace(/^\s*begin;/i, "")
    .replace(/commit;\s*$/i, "")
  // Text of the package, without a value of ours; Kysely has no other way to run many statements at once.
  await db.executeQuery(CompiledQuery.raw(construction))
  await sql`select pgboss.create_queue('solve', ${JSON.stringify(queueSettings)}::jsonb)`.execute(db)
  await sql`revoke all on schema pgboss from public`.execute(db)
  await sql`revoke all on all functions in schema pgboss from public`.execute(db)
  await sql`grant usage on schema pgboss to worker`.execute(db)
  await sql`grant select, insert, update, delete on all tables in schema pgboss to worker`.execute(db)
  await sql`grant execute on all functions in schema pgboss to worker`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await runs(db)
  await outbox(db)
  await queue(db)
}

export const jobsMigration: Migration = { up }
