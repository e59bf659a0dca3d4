/**
 * The municipality says that it has received a household's file (R27), and is told at an arrival whether the person may give a
 * right to a special grant (S24).
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { isAccepted, ofRequest } from "./municipalitySide/conditions.ts"
import { iAm, me, myMunicipality, wall } from "./walls.ts"

const receipts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.receipt (
      request_id uuid primary key references core.request on delete cascade,
      municipality text not null,
      received_by text not null default current_setting('app.user', true),
      received_at timestamptz not null default now()
    )`.execute(db)
  const here = sql`municipality = ${myMunicipality}`
  await wall(db, "core.receipt", {
    api_imdi: { select: ofRequest("receipt") },
    api_kommune: {
      select: sql`${here} and ${ofRequest("receipt")}`,
      insert: sql`${here} and (${iAm("municipality-write")} or ${iAm("municipality-admin")}) and received_by = ${me}
        and ${ofRequest("receipt", isAccepted)}`
    }
  })
}

/** Health: only to who works with the household, only what is released to the municipality, only of whom it has. */
const grants = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.may_give_grant(of_settlement uuid, person text) returns boolean
    language sql stable security definer set search_path = pg_catalog as $$
      select exists (
        select from core.settlement s
        join core.household h on h.round_id = s.round_id and h.id = s.household_id and not h.strictly_confidential
        join person.person p on p.round_id = s.round_id and p.household_id = s.household_id and p.id = person
        join health.need n on n.round_id = p.round_id and n.person_id = p.id
        where s.id = of_settlement and s.state in ('move-agreed', 'settled')
          and s.municipality = current_setting('app.municipality', true)
          and current_setting('role') = 'api_kommune' and coalesce(current_setting('app.user', true), '') <> ''
          and 'municipality-write' = any(string_to_array(current_setting('app.roles', true), ','))
          and (n.doc ->> 'complex')::boolean and health.is_released(n.doc, current_date)
          and n.doc -> 'release' ->> 'scope' = 'settlement-and-municipality')
    $$`.execute(db)
  await sql`revoke all on function core.may_give_grant(uuid, text) from public`.execute(db)
  await sql`grant execute on function core.may_give_grant(uuid, text) to api_kommune`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await receipts(db)
  await grants(db)
}

export const receiptsMigration: Migration = { up }
