/** What requests show, and what later ones are compared with; nothing of a request that is closed. */
import { type Kysely, sql } from "kysely"
import { wall } from "../walls.ts"
import { here, ofRequest } from "./conditions.ts"

export const disclosures = async (db: Kysely<unknown>): Promise<void> => {
  // What a request shows ends with it (S23).
  await sql`
    create table core.disclosure (
      request_id uuid primary key references core.request on delete cascade,
      municipality text not null,
      doc jsonb not null
    )`.execute(db)
  await wall(db, "core.disclosure", {
    api_imdi: {
      select: ofRequest("disclosure"),
      insert: ofRequest("disclosure")
    },
    api_kommune: {
      select: sql`${here} and ${ofRequest("disclosure", sql`(r.state = 'accepted' or r.state = 'open' and r.deadline > now())`)}`
    }
  })
  // What later requests are compared with, so that each shows only what five share; never shown itself.
  await sql`
    create table core.comparable (
      household text primary key,
      made_at timestamptz not null default now(),
      doc jsonb not null
    )`.execute(db)
  const ofMine = sql`split_part(household, '/', 1) in (select id from core.round)`
  await wall(db, "core.comparable", {
    api_imdi: { select: ofMine, insert: ofMine, update: ofMine },
    worker: {
      select: sql`made_at <= now() - interval '12 months'`,
      delete: sql`made_at <= now() - interval '12 months'`
    }
  })
  // Company is looked for in all rounds (S23); whose another round's are is not told, and nobody asks without a round.
  await sql`
    create function core.comparable_to(in_round text) returns table (household text, doc jsonb)
    language sql stable security definer set search_path = pg_catalog as $$
      select case when split_part(c.household, '/', 1) = in_round then c.household
        else 'earlier ' || row_number() over (order by c.household) end, c.doc
      from core.comparable c
      where current_setting('role') = 'api_imdi' and core.may_open(in_round) and c.made_at > now() - interval '12 months'
    $$`.execute(db)
  await sql`revoke all on function core.comparable_to(text) from public`.execute(db)
  await sql`grant execute on function core.comparable_to(text) to api_imdi`.execute(db)
}
