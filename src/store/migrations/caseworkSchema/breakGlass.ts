/** Opened for an emergency, with a reason, for at most three hours. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"

export const breakGlass = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.break_glass (
      id uuid primary key default gen_random_uuid(),
      user_id text not null default current_setting('app.user', true),
      round_id text not null,
      household_id text not null,
      reason text not null check (length(reason) between 20 and 2000),
      opened_at timestamptz not null default now(),
      until timestamptz not null default now() + interval '3 hours',
      check (until <= opened_at + interval '3 hours')
    )`.execute(db)
  await sql`create index on core.break_glass (user_id, until)`.execute(db)
  await wall(db, "core.break_glass", {
    api_imdi: { select: sql`user_id = ${me} and until > now()`, insert: sql`user_id = ${me}` }
  })
}
