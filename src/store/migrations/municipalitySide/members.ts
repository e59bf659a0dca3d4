/** Whether a person is of a household that is here: said to the municipality that has the household, and to nobody else. */
import { type Kysely, sql } from "kysely"

export const members = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.is_member(in_round text, of_household text, person text) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select exists (
        select from person.person p join core.settlement s on s.round_id = p.round_id and s.household_id = p.household_id
        where p.round_id = in_round and p.household_id = of_household and p.id = person and not p.strictly_confidential
          and current_setting('role') = 'api_kommune' and s.municipality = current_setting('app.municipality', true)
          and coalesce(current_setting('app.user', true), '') <> '')
    $$`.execute(db)
  await sql`revoke all on function core.is_member(text, text, text) from public`.execute(db)
  await sql`grant execute on function core.is_member(text, text, text) to api_kommune`.execute(db)
}
