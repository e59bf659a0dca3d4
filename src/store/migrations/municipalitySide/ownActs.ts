/**
 * What a municipality needs to know to act on what is its own, without reading the rows: the round is locked first, for every
 * act locks it before anything else.
 */
import { type Kysely, sql } from "kysely"

export const ownActs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.hold_round(of_request uuid, of_settlement uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare held text;
    begin
      if of_request is not null then select r.round_id into held from core.request r where r.id = of_request
        and not r.strictly_confidential and (current_setting('role') = 'api_imdi' or r.municipality = current_setting('app.municipality', true));
      else select s.round_id into held from core.settlement s where s.id = of_settlement
        and not s.strictly_confidential and (current_setting('role') = 'api_imdi' or s.municipality = current_setting('app.municipality', true)); end if;
      if held is null or coalesce(current_setting('app.user', true), '') = ''
        or current_setting('role') = 'api_imdi' and not core.may_open(held) then return false; end if;
      perform from core.round r where r.id = held for update;
      return true;
    end $$`.execute(db)
  await sql`revoke all on function core.hold_round(uuid, uuid) from public`.execute(db)
  await sql`grant execute on function core.hold_round(uuid, uuid) to api_imdi, api_kommune`.execute(db)
  // For counting places at an answer; what comes of it is yes or no.
  await sql`
    create function core.party_of(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select jsonb_build_object('persons', r.persons, 'minors', r.minors) from core.request r
      where r.id = request and r.state = 'open' and not r.strictly_confidential and current_setting('role') = 'api_kommune'
        and r.municipality = current_setting('app.municipality', true) and coalesce(current_setting('app.user', true), '') <> ''
    $$`.execute(db)
  await sql`revoke all on function core.party_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.party_of(uuid) to api_kommune`.execute(db)
  // Everything to be confirmed, known from the yes on; a service whose release is withdrawn is no question any more (S22).
  await sql`
    create function core.needed_of(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select coalesce((select jsonb_agg(one.value order by one.ordinality)
        from jsonb_array_elements(r.needed) with ordinality one
        where one.value ->> '_tag' <> 'service' or exists (
          select from health.need n join person.person p on p.round_id = n.round_id and p.id = n.person_id
          where p.round_id = r.round_id and p.household_id = r.household_id and n.service = one.value ->> 'service'
            and health.is_released(n.doc, current_date) and n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality')), '[]')
      from core.request r where r.id = request and r.state = 'accepted' and not r.strictly_confidential
        and current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true)
        and coalesce(current_setting('app.user', true), '') <> ''
    $$`.execute(db)
  await sql`revoke all on function core.needed_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.needed_of(uuid) to api_kommune`.execute(db)
  // The way after a yes, without what was kept of it elsewhere or for IMDi.
  await sql`
    create function core.settlement_here(request uuid) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select jsonb_build_object('id', s.id, 'state', s.state, 'version', s.version, 'persons', s.persons,
        'arrived', (select count(*) from core.arrival a where a.round_id = s.round_id and a.household_id = s.household_id),
        'decidedOn', s.doc -> 'decidedOn', 'informedOn', s.doc -> 'informedOn', 'moveOn', s.doc -> 'moveOn',
        'confirmed', exists (select from core.confirmation c where c.request_id = r.id))
      from core.request r join core.settlement s on s.round_id = r.round_id and s.household_id = r.household_id
      where r.id = request and r.state = 'accepted' and not r.strictly_confidential and s.municipality = r.municipality
        and s.state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')
        and coalesce(current_setting('app.user', true), '') <> ''
        and (current_setting('role') = 'api_imdi' and core.may_open(r.round_id)
          or current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true))
    $$`.execute(db)
  await sql`revoke all on function core.settlement_here(uuid) from public`.execute(db)
  await sql`grant execute on function core.settlement_here(uuid) to api_imdi, api_kommune`.execute(db)
  await sql`
    create function core.all_arrived(of_settlement uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select s.persons = (select count(*) from core.arrival a where a.round_id = s.round_id and a.household_id = s.household_id)
      from core.settlement s where s.id = of_settlement and not s.strictly_confidential and current_setting('role') = 'api_kommune'
        and s.municipality = current_setting('app.municipality', true) and coalesce(current_setting('app.user', true), '') <> ''
    $$`.execute(db)
  await sql`revoke all on function core.all_arrived(uuid) from public`.execute(db)
  await sql`grant execute on function core.all_arrived(uuid) to api_kommune`.execute(db)
}
