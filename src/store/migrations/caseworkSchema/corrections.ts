/** Facts corrected by an officer, each with who says so and when (R01). */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"
import { ofSeenHousehold } from "./conditions.ts"

export const corrections = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.correction (
      id uuid primary key default gen_random_uuid(),
      round_id text not null,
      household_id text not null,
      person_id text,
      field text not null,
      before jsonb,
      "now" jsonb,
      source text not null,
      said_on date not null,
      corrected_by text not null default current_setting('app.user', true),
      corrected_at timestamptz not null default now(),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade
    )`.execute(db)
  await sql`create index on core.correction (round_id, household_id)`.execute(db)
  const seen = ofSeenHousehold("correction")
  await wall(db, "core.correction", {
    api_imdi: { select: seen, insert: sql`corrected_by = ${me} and ${seen}` },
    api_protected: { select: seen }
  })
}
