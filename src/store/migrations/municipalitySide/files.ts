/** The file of a household for the municipality that said yes, and for nobody else; either way the audit log has a row. */
import { type Kysely, sql } from "kysely"

export const files = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.file_of(request uuid) returns jsonb
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare r core.request; found jsonb;
    begin
      select q.* into r from core.request q
      join core.settlement s on s.round_id = q.round_id and s.household_id = q.household_id
      join core.household h on h.round_id = q.round_id and h.id = q.household_id and not h.strictly_confidential
      where q.id = request and q.state = 'accepted' and s.municipality = q.municipality
        and s.state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')
        and current_setting('role') = 'api_kommune' and q.municipality = current_setting('app.municipality', true)
        and coalesce(current_setting('app.user', true), '') <> '';
      if r.id is not null then
        select h.doc || jsonb_build_object('id', h.id, 'route', h.route, 'members', (
          select jsonb_agg(p.doc || jsonb_build_object('id', p.id, 'birthDate', p.birth_date,
              'duf', jsonb_build_object('_tag', p.duf_kind, 'number', p.duf_number),
              'healthNeeds', coalesce((select jsonb_agg(n.doc || jsonb_build_object('service', n.service) order by n.seq)
                from health.need n where n.round_id = p.round_id and n.person_id = p.id
                  and health.is_released(n.doc, current_date) and n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality'), '[]'))
            || coalesce((select jsonb_build_object('competence', c.doc) from competence.record c
                where c.round_id = p.round_id and c.person_id = p.id), '{}') order by p.position)
          from person.person p where p.round_id = h.round_id and p.household_id = h.id))
        into found from core.household h where h.round_id = r.round_id and h.id = r.household_id;
      end if;
      perform audit.append(jsonb_build_array(jsonb_build_object('action', 'disclose', 'subject', 'request:' || request,
        'outcome', case when found is null then 'denied' else 'done' end)
        || case when found is null then '{}' else jsonb_build_object('fields', (select jsonb_agg(k) from jsonb_object_keys(found) k)) end));
      return found;
    end $$`.execute(db)
  await sql`revoke all on function core.file_of(uuid) from public`.execute(db)
  await sql`grant execute on function core.file_of(uuid) to api_kommune`.execute(db)
}
