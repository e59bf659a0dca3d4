/** What happened in a round, in order, for history and for those who watch. */
import { type Kysely, sql } from "kysely"
import { wall } from "../walls.ts"
import { myRounds } from "./conditions.ts"

export const events = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.event (
      round_id text not null references core.round on delete cascade,
      seq bigint not null,
      at timestamptz not null default clock_timestamp(),
      kind text not null,
      subject text not null,
      by_user text not null,
      organisation text not null,
      doc jsonb not null,
      primary key (round_id, seq)
    )`.execute(db)
  // What the work queue looks for among years of history.
  await sql`create index on core.event (round_id, at) where kind = 'release-withdrawn'`.execute(db)
  await wall(db, "core.event", { api_imdi: { select: myRounds } })
  await sql`
    create function core.tell(told text, kind text, subject text, doc jsonb) returns bigint
    language plpgsql security definer set search_path = pg_catalog as $$
    declare n bigint;
    begin
      if coalesce(current_setting('app.user', true), '') = '' then raise insufficient_privilege; end if;
      update core.round set event_seq = event_seq + 1 where id = told returning event_seq into strict n;
      insert into core.event (round_id, seq, kind, subject, by_user, organisation, doc)
      values (told, n, kind, subject, current_setting('app.user', true), coalesce(current_setting('app.organisation', true), ''), doc);
      perform pg_notify('treff', 'round ' || told || ' ' || n);
      return n;
    end $$`.execute(db)
  await sql`revoke all on function core.tell(text, text, text, jsonb) from public`.execute(db)
  await sql`grant execute on function core.tell(text, text, text, jsonb) to api_imdi, api_kommune, api_protected, worker`.execute(
    db
  )
}
