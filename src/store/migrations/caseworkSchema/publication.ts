/** One published plan for each round, and never published by whoever submitted it. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"
import { myRounds } from "./conditions.ts"

export const publication = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.publication (
      round_id text primary key references core.round,
      plan_id uuid not null,
      submitted_by text not null,
      published_by text not null default current_setting('app.user', true),
      published_at timestamptz not null default now(),
      foreign key (plan_id, round_id) references core.plan (id, round_id),
      constraint second_person check (published_by <> submitted_by)
    )`.execute(db)
  await sql`create index on core.placement (plan_id, municipality)`.execute(db)
  await wall(db, "core.publication", {
    api_imdi: { select: myRounds, insert: sql`published_by = ${me} and ${myRounds}`, delete: myRounds }
  })
}
