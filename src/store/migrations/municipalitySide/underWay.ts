/** How far a round's households have come, for solving what is left: ids, places and codes, nothing of anybody. */
import { type Kysely, sql } from "kysely"

export const underWay = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.under_way(wanted text) returns jsonb
    language sql stable security definer set search_path = pg_catalog as $$
      select case when core.may_open(wanted) then jsonb_build_object(
        'answered', coalesce((select jsonb_agg(jsonb_build_object('household', r.household_id, 'municipality', r.municipality,
            'state', case when r.state = 'open' and r.deadline <= now() then 'expired' else r.state end)
            || case when r.state = 'declined' then jsonb_build_object('code', r.answer -> 'reason' ->> '_tag') else '{}' end
            order by r.sent_at, r.id)
          from core.request r join core.household h on h.round_id = r.round_id and h.id = r.household_id and not h.strictly_confidential
          where r.round_id = wanted), '[]'),
        'gone', coalesce((select jsonb_agg(left_round.id order by left_round.id) from (
            select s.household_id as id from core.settlement s
              where s.round_id = wanted and s.state in ('refused', 'reversed', 'expired', 'withdrawn')
            union select c.household_id from core.choice c where c.round_id = wanted and c.kind = 'hold') left_round), '[]'))
      end
    $$`.execute(db)
  await sql`revoke all on function core.under_way(text) from public`.execute(db)
  await sql`grant execute on function core.under_way(text) to api_imdi, worker`.execute(db)
}
