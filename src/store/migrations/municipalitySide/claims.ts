/** A person is claimed by one request at most, in whatever round (R3). */
import { type Kysely, sql } from "kysely"
import { wall } from "../walls.ts"

export const claims = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.claim (
      subject uuid primary key references person.subject,
      request_id uuid not null references core.request on delete cascade,
      claimed_at timestamptz not null default now()
    )`.execute(db)
  await sql`create index on core.claim (request_id)`.execute(db)
  await wall(db, "core.claim", {})
  await sql`
    create function core.claim_persons(request uuid) returns boolean
    language plpgsql volatile security definer set search_path = pg_catalog as $$
    declare claimed integer;
    begin
      insert into core.claim (subject, request_id)
      select p.subject, r.id from core.request r
      join person.person p on p.round_id = r.round_id and p.household_id = r.household_id
      where r.id = request and r.state = 'accepted' and not r.strictly_confidential
        and coalesce(current_setting('app.user', true), '') <> '' and (
        current_setting('role') = 'api_kommune' and r.municipality = current_setting('app.municipality', true)
        or current_setting('role') = 'api_imdi' and core.may_open(r.round_id));
      get diagnostics claimed = row_count;
      return claimed > 0 and exists (select from core.request r where r.id = request and r.persons = claimed);
    end $$`.execute(db)
  await sql`revoke all on function core.claim_persons(uuid) from public`.execute(db)
  await sql`grant execute on function core.claim_persons(uuid) to api_kommune, api_imdi`.execute(db)
}
