/** What is confirmed of an accepted request before vedtak, whole or not at all. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"
import { here, isAccepted, ofRequest, writes } from "./conditions.ts"

export const confirmations = async (db: Kysely<unknown>): Promise<void> => {
  // Everything that must be confirmed before vedtak is: a row is made when nothing is missing any more (S5).
  await sql`
    create table core.confirmation (
      request_id uuid primary key references core.request on delete cascade,
      municipality text not null,
      doc jsonb not null,
      confirmed_by text not null default current_setting('app.user', true),
      confirmed_at timestamptz not null default now()
    )`.execute(db)
  await wall(db, "core.confirmation", {
    api_imdi: {
      select: ofRequest("confirmation"),
      insert: sql`confirmed_by = ${me} and ${ofRequest("confirmation", sql`r.self_settlement is not null`)}`
    },
    api_kommune: {
      select: sql`${here} and ${ofRequest("confirmation")}`,
      insert: sql`${writes} and confirmed_by = ${me} and ${ofRequest("confirmation", isAccepted)}`,
      update: sql`${writes} and confirmed_by = ${me} and ${ofRequest("confirmation", isAccepted)}`
    }
  })
}
