/** Rounds with a state, versions and officers, and who may open which; what lies in a round is no concern of this. */
import { type Kysely, sql } from "kysely"
import { iAm, me, reopen, wall } from "../walls.ts"

/** Rounds get a state and versions; plans say which input they were made from. */
const extendRounds = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table core.round
      add column state text not null default 'draft' check (state in ('draft', 'solved', 'under-review', 'published')),
      add column version integer not null default 1,
      add column input_version integer not null default 1,
      add column facts_version integer not null default 1,
      add column event_seq bigint not null default 0,
      add column created_by text not null default coalesce(current_setting('app.user', true), ''),
      add column submitted_by text,
      add constraint submitted_when_reviewed check ((submitted_by is not null) = (state in ('under-review', 'published')))`.execute(
    db
  )
  await sql`
    alter table core.plan
      add column run_id uuid unique,
      add column input_version integer not null default 1,
      add column proof jsonb`.execute(db)
  await sql`update core.round r set state = 'solved' where exists (select from core.plan p where p.round_id = r.id)`.execute(
    db
  )
  await sql`
    create table core.round_officer (
      user_id text not null,
      round_id text not null references core.round on delete cascade,
      given_by text not null default current_setting('app.user', true),
      given_at timestamptz not null default now(),
      primary key (user_id, round_id)
    )`.execute(db)
  await sql`create index on core.round_officer (round_id)`.execute(db)
}

/** What a plan is made from has changed: the round is a draft again, whoever reviews it. For functions of the owner only. */
const changeInput = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.change_input(changed text) returns void language sql security definer set search_path = pg_catalog as $$
      update core.round set input_version = input_version + 1, version = version + 1, state = 'draft', submitted_by = null
      where id = changed
    $$`.execute(db)
  await sql`revoke all on function core.change_input(text) from public`.execute(db)
}

/** For functions that look past row security: whether the one who asks may open the round. */
const mayOpen = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.may_open(wanted text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
      select coalesce(current_setting('app.user', true), '') <> '' and (
        current_setting('role') = 'worker'
        or current_setting('role') = 'api_imdi' and (
          'imdi-lead' = any(string_to_array(current_setting('app.roles', true), ','))
          or exists (select from core.round r where r.id = wanted and r.created_by = current_setting('app.user', true))
          or exists (select from core.round_officer o
            where o.round_id = wanted and o.user_id = current_setting('app.user', true))))
    $$`.execute(db)
  await sql`revoke all on function core.may_open(text) from public`.execute(db)
  await sql`grant execute on function core.may_open(text) to api_imdi, worker`.execute(db)
}

/** Who works with which round. A function asks whether one may open a round, since two tables cannot ask each other. */
const openRounds = async (db: Kysely<unknown>): Promise<void> => {
  await wall(db, "core.round_officer", {
    api_imdi: {
      select: sql`user_id = ${me} or ${iAm("imdi-lead")}`,
      insert: sql`${iAm("imdi-lead")} or user_id = ${me} and core.may_open(round_id)`,
      delete: iAm("imdi-lead")
    }
  })
  const mine = sql`${iAm("imdi-lead")} or created_by = ${me}
    or id in (select o.round_id from core.round_officer o where o.user_id = ${me})`
  await reopen(db, "core.round", {
    api_imdi: { select: mine, insert: sql`created_by = ${me}`, update: mine },
    worker: { select: true, update: true }
  })
  // A plan that is saved makes its round a solved one, and changes nothing else of it.
  await sql`revoke update on core.round from worker`.execute(db)
  await sql`grant update (state, submitted_by, version) on core.round to worker`.execute(db)
}

export const rounds = async (db: Kysely<unknown>): Promise<void> => {
  await extendRounds(db)
  await changeInput(db)
  await mayOpen(db)
  await openRounds(db)
}
