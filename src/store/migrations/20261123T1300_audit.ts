/**
 * The audit log: rows in a chain of hashes that nobody changes, appended by one function. Who and whom a row is about lies
 * beside it behind a salted digest, so that it can be erased and the chain still holds.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { wall } from "./walls.ts"

const everybody = sql`api_imdi, api_kommune, api_analyst, api_protected, worker, auditor, gate`

const tables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table audit.entry (
      seq bigint primary key check (seq > 0),
      at timestamptz not null,
      organisation text,
      roles text,
      session text,
      request text,
      purpose text,
      basis text,
      action text not null,
      fields text[] not null,
      outcome text not null,
      count bigint,
      content bytea not null,
      prev bytea not null,
      hash bytea not null unique
    )`.execute(db)
  await sql`create index on audit.entry (at)`.execute(db)
  // No foreign key: a row here may go, and its entry stays.
  await sql`
    create table audit.content (
      seq bigint primary key,
      salt bytea not null,
      user_id text not null,
      subject text not null
    )`.execute(db)
  await sql`create index on audit.content (subject, seq)`.execute(db)
  await sql`create index on audit.content (user_id, seq)`.execute(db)
  await wall(db, "audit.entry", { auditor: { select: true } })
  await wall(db, "audit.content", { auditor: { select: true } })
}

/** Triggers hold for the owner too, whom no grant stops. Deleting content is the owner's way of erasing. */
const refusals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function audit.refuse() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      raise exception 'the audit log is only appended to' using errcode = '42501';
    end $$`.execute(db)
  await sql`revoke all on function audit.refuse() from public`.execute(db)
  await sql`create trigger refuse_change before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse()`.execute(db)
  await sql`create trigger refuse_change before update or truncate on audit.content
    for each statement execute function audit.refuse()`.execute(db)
}

/** A text with its length before it, so that no two rows read alike; the same as in audit/chain.ts. */
const framing = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function audit.framed(value text) returns text language sql immutable set search_path = pg_catalog as $$
      select case when value is null then '-;' else octet_length(convert_to(value, 'UTF8')) || ':' || value || ';' end
    $$`.execute(db)
  await sql`revoke all on function audit.framed(text) from public`.execute(db)
}

/** The lock is taken before the head is read, so that whoever waited reads the head that was left to him. */
const append = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function audit.append(entries jsonb) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare
      who text := current_setting('app.user', true);
      e audit.entry;
      salt bytea;
      one jsonb;
      context text;
    begin
      if coalesce(who, '') = '' then
        raise exception 'an audit entry of nobody' using errcode = '42501';
      end if;
      e.organisation := nullif(current_setting('app.organisation', true), '');
      e.roles := nullif(current_setting('app.roles', true), '');
      e.session := nullif(current_setting('app.session', true), '');
      e.request := nullif(current_setting('app.request', true), '');
      e.purpose := nullif(current_setting('app.purpose', true), '');
      context := audit.framed(e.organisation) || audit.framed(e.roles) || audit.framed(e.session)
        || audit.framed(e.request) || audit.framed(e.purpose);
      perform pg_advisory_xact_lock(7265, 1);
      select h.seq, h.hash into e.seq, e.hash from audit.entry h order by h.seq desc limit 1;
      e.seq := coalesce(e.seq, 0);
      e.hash := coalesce(e.hash, decode(repeat('00', 32), 'hex'));
      for one in select value from jsonb_array_elements(entries) loop
        e.action := one ->> 'action';
        e.outcome := coalesce(one ->> 'outcome', 'done');
        if e.action is null or e.action not in ('read', 'list', 'search', 'export', 'disclose', 'create', 'change',
            'decide', 'publish', 'send', 'answer', 'withdraw', 'break-glass', 'login', 'logout', 'operate')
          or e.outcome not in ('done', 'denied') or coalesce(one ->> 'subject', '') = '' then
          raise exception 'an audit entry of no known kind' using errcode = '42501';
        end if;
        e.seq := e.seq + 1;
        e.at := clock_timestamp();
        e.basis := one ->> 'basis';
        e.count := (one ->> 'count')::bigint;
        e.fields := array(select jsonb_array_elements_text(coalesce(one -> 'fields', '[]')));
        e.prev := e.hash;
        salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
        e.content := sha256(salt || convert_to(audit.framed(who) || audit.framed(one ->> 'subject'), 'UTF8'));
        e.hash := sha256(e.prev || convert_to(audit.framed(e.seq::text)
          || audit.framed(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || context
          || audit.framed(e.basis) || audit.framed(e.action) || audit.framed(array_to_json(e.fields)::text)
          || audit.framed(e.outcome) || audit.framed(e.count::text) || audit.framed(encode(e.content, 'hex')), 'UTF8'));
        insert into audit.entry values (e.*);
        insert into audit.content values (e.seq, salt, who, one ->> 'subject');
      end loop;
    end $$`.execute(db)
  await sql`revoke all on function audit.append(jsonb) from public`.execute(db)
  await sql`grant usage on schema audit to ${everybody}`.execute(db)
  await sql`grant execute on function audit.append(jsonb) to ${everybody}`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await tables(db)
  await refusals(db)
  await framing(db)
  await append(db)
}

export const auditMigration: Migration = { up }
