/** What an officer decided on a suggestion, with what was shown when. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"
import { myRounds } from "./conditions.ts"

export const decisions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.decision (
      round_id text not null,
      household_id text not null,
      plan_id uuid not null references core.plan,
      kind text not null check (kind in ('follow', 'override')),
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      suggested text,
      reason text check (kind = 'follow' or length(reason) >= 10),
      difference jsonb,
      shown jsonb not null,
      opened_at timestamptz,
      decided_at timestamptz not null default now(),
      decided_by text not null default current_setting('app.user', true),
      primary key (round_id, household_id),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create table core.opened (
      round_id text not null,
      household_id text not null,
      user_id text not null default current_setting('app.user', true),
      plan_id uuid references core.plan,
      opened_at timestamptz not null default now(),
      primary key (round_id, household_id, user_id)
    )`.execute(db)
  const own = { select: myRounds, insert: myRounds, update: myRounds, delete: myRounds }
  await wall(db, "core.decision", { api_imdi: own })
  await wall(db, "core.opened", {
    api_imdi: {
      select: myRounds,
      insert: sql`user_id = ${me} and ${myRounds}`,
      update: sql`user_id = ${me} and ${myRounds}`
    }
  })
}
