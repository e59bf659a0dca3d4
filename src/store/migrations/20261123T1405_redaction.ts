/**
 * What may be known of households without opening them: the solver's view (need classes and years, no number, no free
 * text, no citizenship or origin), and health through functions that ask for purpose, role and relation and leave a trace.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"

/** A number that is nobody's: synthetic control digits on zeros. */
const nobody = `{"_tag": "synthetic", "number": "000000000050"}`

const solverView = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function health.is_released(doc jsonb, day date) returns boolean language sql immutable set search_path = pg_catalog as $$
      select doc ? 'release' and (doc -> 'release' ->> 'releasedOn')::date <= day
        and ((doc -> 'release' ->> 'withdrawnOn') is null or (doc -> 'release' ->> 'withdrawnOn')::date > day)
    $$`.execute(db)
  await sql`revoke all on function health.is_released(jsonb, date) from public`.execute(db)
  await sql`
    create function core.solver_households(wanted text) returns table (doc jsonb)
    language sql stable security definer set search_path = pg_catalog as $$
      select (h.doc - 'bestInterests')
        || case when h.doc ? 'bestInterests' then '{"bestInterests": "–"}'::jsonb else '{}' end
        || jsonb_build_object('id', h.id, 'route', h.route, 'members', (
          select jsonb_agg(
            (p.doc - 'childView')
            || case when p.doc -> 'childView' ->> '_tag' = 'heard'
                then jsonb_build_object('childView', p.doc -> 'childView' || '{"how": "–", "view": "–"}')
              when p.doc ? 'childView' then '{"childView": {"_tag": "not-heard", "reason": "–"}}'::jsonb else '{}' end
            || jsonb_build_object('id', p.id, 'birthDate', p.birth_date, 'duf', ${sql.lit(nobody)}::jsonb,
              'citizenship', 'XXX', 'origin', 'XXX',
              'healthNeeds', coalesce((
                select jsonb_agg(case when health.is_released(n.doc, greatest(r.date, current_date)) and health.is_released(n.doc, r.date)
                  then n.doc || jsonb_build_object('service', n.service, 'legalBasis', '–')
                  else jsonb_build_object('service', 'home-nursing', 'strength', 'helpful', 'complex', false,
                    'legalBasis', '–', 'provenance', n.doc -> 'provenance') end order by n.seq)
                from health.need n where n.round_id = p.round_id and n.person_id = p.id), '[]'))
            || coalesce((
                select jsonb_build_object('competence', c.doc || jsonb_build_object('results', coalesce((
                  select jsonb_agg(result.value || '{"outcome": "–"}' order by result.ordinality)
                  from jsonb_array_elements(c.doc -> 'results') with ordinality as result), '[]')))
                from competence.record c where c.round_id = p.round_id and c.person_id = p.id), '{}')
            order by p.position)
          from person.person p where p.round_id = h.round_id and p.household_id = h.id))
      from core.household h join core.round r on r.id = h.round_id
      where h.round_id = wanted and not h.strictly_confidential and core.may_open(wanted)
      order by h.position
    $$`.execute(db)
  await sql`revoke all on function core.solver_households(text) from public`.execute(db)
  await sql`grant execute on function core.solver_households(text) to api_imdi, worker`.execute(db)
}

/**
 * Health of one household, for officers with a purpose it is held for. Answers null when it may not be read; either way
 * the audit log has a row. What is not released is told as such and not which service it is about (S22).
 */
const readHealth = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function health.read(in_round text, of_household text, purpose text) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare found jsonb; allowed boolean; subject text;
    begin
      -- What was typed into an address may be anything, also somebody's number: only what is there is named.
      select 'household:' || h.round_id || '/' || h.id into subject
      from core.household h where h.round_id = in_round and h.id = of_household;
      subject := coalesce(subject, 'household:unknown');
      allowed := purpose in ('settlement', 'complaint') and current_setting('role') = 'api_imdi'
        and exists (select from core.household h where h.round_id = in_round and h.id = of_household and not h.strictly_confidential)
        and (core.may_open(in_round) or exists (select from core.break_glass b where b.round_id = in_round
          and b.household_id = of_household and b.user_id = current_setting('app.user', true) and b.until > now()));
      if allowed then
        select jsonb_agg(jsonb_build_object('person', n.person_id, 'needs', n.needs)) into found from (
          select n.person_id, jsonb_agg(case when health.is_released(n.doc, current_date)
            then n.doc || jsonb_build_object('service', n.service, 'seq', n.seq, 'released', true)
            else jsonb_build_object('seq', n.seq, 'released', false) end order by n.seq) as needs
          from health.need n join person.person p on p.round_id = n.round_id and p.id = n.person_id
          where n.round_id = in_round and p.household_id = of_household group by n.person_id) n;
        -- Something is held and nothing of it may be read: that is a refusal, not an empty answer.
        allowed := found is null or jsonb_path_exists(found, '$[*].needs[*] ? (@.released == true)');
      end if;
      perform audit.append(jsonb_build_array(jsonb_build_object('action', 'read', 'subject', subject,
        'fields', '["healthNeeds"]'::jsonb, 'basis', 'helse:' || coalesce(left(purpose, 40), ''),
        'outcome', case when allowed then 'done' else 'denied' end)));
      return case when allowed then coalesce(found, '[]') end;
    end $$`.execute(db)
  await sql`revoke all on function health.read(text, text, text) from public`.execute(db)
  await sql`grant execute on function health.read(text, text, text) to api_imdi`.execute(db)
}

/** Whether there is anybody with a real or a made-up number; not who, nor how many. */
const holdsPersons = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.holds_persons(kind text) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select coalesce(current_setting('app.user', true), '') <> ''
        and exists (select from person.person p where p.duf_kind = kind)
    $$`.execute(db)
  await sql`revoke all on function core.holds_persons(text) from public`.execute(db)
  await sql`grant execute on function core.holds_persons(text) to worker`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await solverView(db)
  await readHealth(db)
  await holdsPersons(db)
}

export const redactionMigration: Migration = { up }
