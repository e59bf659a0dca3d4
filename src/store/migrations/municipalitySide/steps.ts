/**
 * The one way a settlement changes state: compare-and-set on its version, by a role that may take the step. Answers the
 * new version, or null when the step is not to be had.
 */
import { type Kysely, sql } from "kysely"

export const steps = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.step_settlement(in_round text, of_household text, seen integer, from_state text, to_state text,
      place text, more jsonb) returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare stepped integer; allowed boolean;
    begin
      if coalesce(current_setting('app.user', true), '') = '' then return null; end if;
      allowed := case current_setting('role')
        when 'api_imdi' then core.may_open(in_round)
        when 'worker' then from_state = 'requested' and to_state = 'waiting'
        when 'api_kommune' then
          (from_state, to_state) in (('requested', 'agreed'), ('requested', 'waiting'), ('informed', 'move-agreed'),
            ('move-agreed', 'move-agreed'), ('move-agreed', 'settled'))
          and exists (select from core.settlement s where s.round_id = in_round and s.household_id = of_household
            and s.municipality = current_setting('app.municipality', true))
        else false end;
      if not allowed then return null; end if;
      update core.settlement s set state = to_state, version = s.version + 1, changed_at = now(),
        doc = case when to_state = 'waiting' then more else s.doc || more end,
        municipality = case when to_state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn') then null
          when current_setting('role') = 'api_kommune' then s.municipality else place end
      where s.round_id = in_round and s.household_id = of_household and s.version = seen and s.state = from_state
        and not exists (select from core.household h
          where h.round_id = in_round and h.id = of_household and h.strictly_confidential)
      returning s.version into stepped;
      if stepped is not null and to_state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn') then
        delete from core.claim c using core.request r
        where c.request_id = r.id and r.round_id = in_round and r.household_id = of_household;
        delete from core.arrival a where a.round_id = in_round and a.household_id = of_household;
        perform core.change_input(in_round);
      end if;
      return stepped;
    end $$`.execute(db)
  await sql`revoke all on function core.step_settlement(text, text, integer, text, text, text, jsonb) from public`.execute(
    db
  )
  await sql`grant execute on function core.step_settlement(text, text, integer, text, text, text, jsonb)
    to api_imdi, api_kommune, worker`.execute(db)
  await sql`
    create function core.expire_requests() returns integer
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare due text; one record; expired integer := 0;
    begin
      if coalesce(current_setting('app.user', true), '') = '' then return 0; end if;
      -- The round first, as every act locks it, and round by round in one order.
      for due in select distinct r.round_id from core.request r where r.state = 'open' and r.deadline <= now() order by 1 loop
        perform from core.round r where r.id = due for update;
        for one in update core.request r set state = 'expired', version = r.version + 1
          where r.round_id = due and r.state = 'open' and r.deadline <= now() returning r.id, r.household_id loop
          update core.settlement s set state = 'waiting', version = s.version + 1, changed_at = now(), municipality = null
          where s.round_id = due and s.household_id = one.household_id and s.state = 'requested';
          perform core.tell(due, 'request-expired', 'request:' || one.id, '{}');
          expired := expired + 1;
        end loop;
        perform core.change_input(due);
      end loop;
      return expired;
    end $$`.execute(db)
  await sql`revoke all on function core.expire_requests() from public`.execute(db)
  await sql`grant execute on function core.expire_requests() to worker`.execute(db)
}
