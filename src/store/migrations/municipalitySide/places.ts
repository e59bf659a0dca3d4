/** Counts per municipality and year over all rounds, never a person. With `locking` until the transaction ends. */
import { type Kysely, sql } from "kysely"

export const places = async (db: Kysely<unknown>): Promise<void> => {
  // One plan serves every municipality and year; to make one took most of the time of a count.
  await sql`
    create function core.places(code text, in_year integer, locking boolean) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
    declare c core.capacity; found jsonb;
    begin
      if coalesce(current_setting('app.user', true), '') = '' or not (current_setting('role') in ('api_imdi', 'worker') or current_setting('role') = 'api_kommune'
        and code = current_setting('app.municipality', true)) then return null; end if;
      if locking then select * into c from core.capacity where municipality = code and year = in_year for update;
      else select * into c from core.capacity where municipality = code and year = in_year; end if;
      if c.municipality is null then return null; end if;
      select jsonb_build_object(
        'municipality', c.municipality, 'year', c.year, 'version', c.version,
        'requested', c.requested, 'minorsRequested', c.minors_requested, 'decided', c.decided,
        'minorsDecided', c.minors_decided, 'tolerance', c.tolerance, 'settledBefore', c.settled_before,
        'agreedBefore', c.agreed_before, 'minorsBefore', c.minors_before,
        'asked', coalesce(sum(t.persons) filter (where t.what = 'asked'), 0), 'minorsAsked', coalesce(sum(t.persons) filter (where t.what = 'asked' and t.minors), 0),
        'selfSettlement', c.self_settlement + coalesce(sum(t.persons) filter (where t.what = 'self'), 0),
        'agreed', coalesce(sum(t.persons) filter (where t.what = 'agreed'), 0), 'minorsAgreed', coalesce(sum(t.persons) filter (where t.what in ('agreed', 'self') and t.minors), 0),
        'settled', coalesce(sum(t.persons) filter (where t.what = 'settled'), 0), 'minorsSettled', coalesce(sum(t.persons) filter (where t.what = 'settled' and t.minors), 0),
        'planned', coalesce(sum(t.persons) filter (where t.what = 'planned'), 0), 'minorsPlanned', coalesce(sum(t.persons) filter (where t.what = 'planned' and t.minors), 0))
      into found from (
        select 'asked' as what, r.persons, r.minors from core.request r
          where r.municipality = code and r.year = in_year and r.state = 'open' and r.deadline > now()
            and not r.strictly_confidential
        union all
        select case when r.self_settlement is null then 'agreed' else 'self' end, r.persons - (select count(*) from core.arrival a where a.round_id = r.round_id and a.household_id = r.household_id),
          r.minors from core.request r join core.settlement s on s.round_id = r.round_id and s.household_id = r.household_id
          where r.municipality = code and r.year = in_year and r.state = 'accepted' and s.municipality = code
            and not r.strictly_confidential
        union all
        select 'settled', 1, s.minors from core.arrival a
          join core.settlement s on s.round_id = a.round_id and s.household_id = a.household_id
          join core.request r on r.round_id = a.round_id and r.household_id = a.household_id and r.state = 'accepted'
          where r.municipality = code and a.municipality = code and r.year = in_year and not r.strictly_confidential
        union all
        select 'planned', s.persons, s.minors from core.publication p
          join core.round r on r.id = p.round_id and extract(year from r.date) = in_year
          join core.placement l on l.plan_id = p.plan_id and l.municipality = code and l.state in ('placed', 'fixed')
          join core.settlement s on s.round_id = l.round_id and s.household_id = l.household_id and s.state = 'waiting'
            and not s.strictly_confidential
      ) t;
      return found;
    end $$`.execute(db)
  await sql`revoke all on function core.places(text, integer, boolean) from public`.execute(db)
  await sql`grant execute on function core.places(text, integer, boolean) to api_imdi, api_kommune, worker`.execute(db)
}
