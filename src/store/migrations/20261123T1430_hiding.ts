/**
 * What goes out of sight: a release that is withdrawn, and a household that becomes strictly confidential, with everything
 * plans, choices, requests and other households still say of it. Also what one person may be told of herself.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { hidingAlone, iAm, me, reopen, setting } from "./walls.ts"

/** A plan's report is kept as it was made, but for households that may no longer be read in it. For functions of the owner only. */
const forgetInPlans = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.forget_in_plans(in_round text, of_household text) returns void
    language sql security definer set search_path = pg_catalog as $$
      update core.plan p set analysis = (
        select jsonb_object_agg(part.key, case
          when part.key in ('placements', 'held', 'unplaced') then coalesce((
            select jsonb_agg(case when position(to_jsonb(of_household)::text in one.value ->> 'knockOn') > 0
              then one.value || '{"knockOn": null}' else one.value end order by one.ordinality)
            from jsonb_array_elements(part.value) with ordinality one where one.value ->> 'household' <> of_household), '[]')
          when part.key in ('findings', 'conflict') then coalesce((
            select jsonb_agg(one.value order by one.ordinality)
            from jsonb_array_elements(part.value) with ordinality one where position(of_household in one.value::text) = 0), '[]')
          else part.value end)
        from jsonb_each(p.analysis) part)
      where p.round_id = in_round and jsonb_typeof(p.analysis) = 'object' and p.analysis ? 'placements'
    $$`.execute(db)
  await sql`revoke all on function core.forget_in_plans(text, text) from public`.execute(db)
}

/**
 * Withdraws a release (S22). What requests show of it is taken out of them, whoever they went to; a yes that was given
 * stands. Withdrawn once, it is never released again by a later date. Answers whose it was and whether a municipality may
 * have seen it, or null.
 */
const withdrawRelease = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.without_service(asked jsonb, taken text) returns jsonb
    language sql immutable set search_path = pg_catalog as $$
      select coalesce(jsonb_agg(one.value order by one.ordinality), '[]')
      from jsonb_array_elements(asked) with ordinality one
      where one.value ->> '_tag' <> 'service' or one.value ->> 'service' <> taken
    $$`.execute(db)
  await sql`revoke all on function core.without_service(jsonb, text) from public`.execute(db)
  await sql`
    create function health.withdraw(in_round text, of_person text, numbered integer, day date) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare theirs text; taken text; disclosed boolean;
    begin
      if current_setting('role') <> 'api_imdi' or not core.may_open(in_round) or day > current_date + 1 then return null; end if;
      update health.need n set doc = jsonb_set(n.doc, '{release,withdrawnOn}',
        to_jsonb(least(day, (n.doc -> 'release' ->> 'withdrawnOn')::date)::text))
      from person.person p
      where n.round_id = in_round and n.person_id = of_person and n.seq = numbered and n.doc ? 'release'
        and not n.strictly_confidential and p.round_id = n.round_id and p.id = n.person_id
      returning p.household_id, n.service, n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality' into theirs, taken, disclosed;
      if theirs is null then return null; end if;
      perform core.forget_in_plans(in_round, theirs);
      update core.disclosure d set doc = d.doc || jsonb_build_object('services', null, 'confirmations', coalesce((
          select jsonb_agg(one.value order by one.ordinality) from jsonb_array_elements(d.doc -> 'confirmations') with ordinality one
          where one.value ->> '_tag' <> 'service'), '[]'))
      from core.request r where r.id = d.request_id and r.round_id = in_round and r.household_id = theirs;
      update core.request r set version = r.version + 1, required = core.without_service(r.required, taken),
        needed = core.without_service(r.needed, taken)
      where r.round_id = in_round and r.household_id = theirs and r.state in ('open', 'accepted')
        and (r.required || r.needed) @> jsonb_build_array(jsonb_build_object('_tag', 'service', 'service', taken));
      update core.comparable c set doc = c.doc || '{"services": null}'
      where c.household = in_round || '/' || theirs and c.doc ? 'services';
      return jsonb_build_object('household', theirs, 'disclosed', disclosed);
    end $$`.execute(db)
  await sql`revoke all on function health.withdraw(text, text, integer, date) from public`.execute(db)
  await sql`grant execute on function health.withdraw(text, text, integer, date) to api_imdi`.execute(db)
}

/**
 * Takes a household out of a round and out of what the round says of it; what was said is kept beside it for its own queue.
 * A request nobody has answered is taken back. For functions of the owner only.
 */
const hideHousehold = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.hide_household(in_round text, of_household text) returns void
    language plpgsql security definer set search_path = pg_catalog as $$
    declare said jsonb; round jsonb; tie jsonb := jsonb_build_object('to', jsonb_build_object('_tag', 'household', 'id', of_household));
    begin
      select r.doc into round from core.round r where r.id = in_round for update;
      said := jsonb_build_object(
        'locks', coalesce((select jsonb_agg(jsonb_build_object('household', c.household_id, 'municipality', c.municipality))
          from core.choice c where c.round_id = in_round and c.household_id = of_household and c.kind = 'lock'), '[]'),
        'forbids', coalesce((select jsonb_agg(jsonb_build_object('household', c.household_id, 'municipality', c.municipality))
          from core.choice c where c.round_id = in_round and c.household_id = of_household and c.kind = 'forbid'), '[]'),
        'announced', coalesce((select jsonb_agg(one) from jsonb_array_elements(round -> 'announced') one
          where one ->> 'household' = of_household), '[]'),
        'protectedPairs', coalesce((select jsonb_agg(one) from jsonb_array_elements(round -> 'protectedPairs') one
          where one ? of_household), '[]'),
        'ties', coalesce((select jsonb_agg(jsonb_build_object('person', p.id, 'tie', one))
          from person.person p cross join lateral jsonb_array_elements(p.doc -> 'ties') one
          where p.round_id = in_round and p.household_id <> of_household and one @> tie), '[]'));
      update core.household h set strictly_confidential = true, mentions = said
      where h.round_id = in_round and h.id = of_household and not h.strictly_confidential;
      if not found then return; end if;
      delete from core.choice c where c.round_id = in_round and c.household_id = of_household;
      update core.round r set facts_version = r.facts_version + 1, doc = r.doc || jsonb_build_object(
        'announced', coalesce((select jsonb_agg(one.value order by one.ordinality)
          from jsonb_array_elements(r.doc -> 'announced') with ordinality one where one.value ->> 'household' <> of_household), '[]'),
        'protectedPairs', coalesce((select jsonb_agg(one.value order by one.ordinality)
          from jsonb_array_elements(r.doc -> 'protectedPairs') with ordinality one where not one.value ? of_household), '[]'))
      where r.id = in_round;
      update person.person p set doc = p.doc || jsonb_build_object('ties', coalesce((
        select jsonb_agg(one.value order by one.ordinality)
        from jsonb_array_elements(p.doc -> 'ties') with ordinality one where not one.value @> tie), '[]'))
      where p.round_id = in_round and p.household_id <> of_household and p.doc -> 'ties' @> jsonb_build_array(tie);
      update core.request r set state = 'withdrawn', version = r.version + 1
      where r.round_id = in_round and r.household_id = of_household and r.state = 'open';
      update core.settlement s set state = 'waiting', version = s.version + 1, municipality = null, changed_at = now()
      where s.round_id = in_round and s.household_id = of_household and s.state = 'requested';
      delete from core.comparable c where c.household = in_round || '/' || of_household;
      perform core.forget_in_plans(in_round, of_household);
      update core.event e set subject = 'round:' || in_round, doc = e.doc - 'household'
      where e.round_id = in_round and (e.subject = of_household or e.doc ->> 'household' = of_household or exists (
        select from person.person p where p.round_id = in_round and p.household_id = of_household and p.id = e.subject)
        or e.subject in (
          select 'request:' || r.id from core.request r where r.round_id = in_round and r.household_id = of_household
          union all select 'self-settlement:' || a.id from core.self_settlement a
            where a.round_id = in_round and a.household_id = of_household
          union all select 'settlement:' || s.id from core.settlement s where s.round_id = in_round and s.household_id = of_household));
      perform core.change_input(in_round);
      perform core.tell(in_round, 'household-left', 'round:' || in_round, '{}');
    end $$`.execute(db)
  await sql`revoke all on function core.hide_household(text, text) from public`.execute(db)
}

/** A household that becomes strictly confidential is so in every round it or one of its members is in, also in later ones. */
const hideEverywhere = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.mark_strictly_confidential(in_round text, of_household text) returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare marked integer := 0; one record;
    begin
      if current_setting('role') <> 'api_imdi' or not core.may_open(in_round) then return 0; end if;
      for one in select distinct same.round_id, same.household_id
        from person.person theirs join person.person same on same.subject = theirs.subject and not same.strictly_confidential
        where theirs.round_id = in_round and theirs.household_id = of_household
        order by same.round_id, same.household_id loop
        perform core.hide_household(one.round_id, one.household_id);
        marked := marked + 1;
      end loop;
      return marked;
    end $$`.execute(db)
  await sql`revoke all on function core.mark_strictly_confidential(text, text) from public`.execute(db)
  await sql`grant execute on function core.mark_strictly_confidential(text, text) to api_imdi`.execute(db)
  await sql`create index on person.person (subject) where strictly_confidential`.execute(db)
  // A file that no longer says so brings nobody back, and one that says so first says it for all rounds.
  await sql`
    create function core.hide_known(in_round text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare one record;
    begin
      if not core.may_open(in_round) then return; end if;
      ${hidingAlone}
      for one in
        with known as materialized (select distinct k.subject from person.person k where k.strictly_confidential)
        select distinct p.round_id, p.household_id from known join person.person p on p.subject = known.subject
        where not p.strictly_confidential order by 1, 2 loop
        perform core.hide_household(one.round_id, one.household_id);
      end loop;
    end $$`.execute(db)
  await sql`revoke all on function core.hide_known(text) from public`.execute(db)
  await sql`grant execute on function core.hide_known(text) to api_imdi`.execute(db)
}

/** Rounds from before: whoever is strictly confidential in one of them is so in all. */
const hideFromBefore = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    do $$
    declare one record;
    begin
      perform set_config('app.user', 'migration', true);
      for one in select distinct p.round_id, p.household_id
        from person.person known join person.person p on p.subject = known.subject
        where known.strictly_confidential and not p.strictly_confidential order by 1, 2 loop
        perform core.hide_household(one.round_id, one.household_id);
      end loop;
      perform set_config('app.user', '', true);
    end $$`.execute(db)
}

/** A broken glass stays in the lead's queue until somebody else than who broke it has looked at it. */
const reviewBrokenGlass = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table core.break_glass
      add column reviewed_by text,
      add column reviewed_at timestamptz,
      add constraint reviewed_by_another check (reviewed_by <> user_id),
      add constraint reviewed_when check ((reviewed_by is null) = (reviewed_at is null))`.execute(db)
  const open = sql`user_id = ${me} and until > now()`
  await reopen(db, "core.break_glass", {
    api_imdi: { select: sql`${open} or ${iAm("imdi-lead")}`, insert: sql`user_id = ${me} and reviewed_by is null` }
  })
  await sql`grant update (reviewed_by, reviewed_at) on core.break_glass to api_imdi`.execute(db)
  await sql`create policy api_imdi_update on core.break_glass for update to api_imdi
    using (${setting("app.user")} is not null and ${iAm("imdi-lead")} and reviewed_by is null)
    with check (reviewed_by = ${me})`.execute(db)
}

/**
 * Needs and releases of one person, for that person's own export (GDPR article 15): also what is not released, for it is
 * the person's own. Answers null when the one who asks may not open the round; either way the audit log has a row.
 */
const exportNeeds = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function health.export_person(in_round text, of_person text) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare found jsonb; allowed boolean;
    begin
      allowed := current_setting('role') = 'api_imdi' and core.may_open(in_round) and exists (
        select from person.person p where p.round_id = in_round and p.id = of_person and not p.strictly_confidential);
      if allowed then
        select jsonb_agg(n.doc || jsonb_build_object('service', n.service) order by n.seq) into found
        from health.need n where n.round_id = in_round and n.person_id = of_person;
      end if;
      perform audit.append(jsonb_build_array(jsonb_build_object('action', 'export',
        'subject', 'person:' || in_round || '/' || of_person, 'fields', '["healthNeeds"]'::jsonb, 'basis', 'GDPR 15',
        'outcome', case when allowed then 'done' else 'denied' end)));
      return case when allowed then coalesce(found, '[]') end;
    end $$`.execute(db)
  await sql`revoke all on function health.export_person(text, text) from public`.execute(db)
  await sql`grant execute on function health.export_person(text, text) to api_imdi`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await forgetInPlans(db)
  await withdrawRelease(db)
  await hideHousehold(db)
  await hideEverywhere(db)
  await hideFromBefore(db)
  await reviewBrokenGlass(db)
  await exportNeeds(db)
}

export const hidingMigration: Migration = { up }
