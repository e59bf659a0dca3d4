/** Locks, forbids and holds as rows of their own, so that two officers can choose for two households at once. */
import { type Kysely, sql } from "kysely"
import { setting, wall } from "../walls.ts"
import { myRounds } from "./conditions.ts"

export const choices = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.choice (
      round_id text not null,
      household_id text not null,
      kind text not null check (kind in ('lock', 'forbid', 'hold')),
      municipality text check (municipality ~ '^[0-9]{4}$'),
      position integer not null,
      reason text,
      chosen_by text not null default coalesce(current_setting('app.user', true), ''),
      chosen_at timestamptz not null default now(),
      foreign key (round_id, household_id) references core.household (round_id, id) on delete cascade,
      check ((kind = 'hold') = (municipality is null)),
      unique nulls not distinct (round_id, household_id, kind, municipality)
    )`.execute(db)
  await sql`create unique index one_lock on core.choice (round_id, household_id) where kind in ('lock', 'hold')`.execute(
    db
  )
  await sql`
    insert into core.choice (round_id, household_id, kind, municipality, position, reason, chosen_by)
    select r.id, c.value ->> 'household', kind.name, c.value ->> 'municipality', c.ordinality, c.value ->> 'reason', 'file'
    from core.round r
    cross join (values ('lock', 'locks'), ('forbid', 'forbids')) as kind (name, field)
    cross join lateral jsonb_array_elements(coalesce(r.doc -> kind.field, '[]')) with ordinality as c
    where exists (select from core.household h where h.round_id = r.id and h.id = c.value ->> 'household')
    on conflict do nothing`.execute(db)
  await sql`update core.round set doc = doc - 'locks' - 'forbids'`.execute(db)
  await wall(db, "core.choice", {
    api_imdi: { select: myRounds, insert: myRounds, update: myRounds, delete: myRounds }
  })
  await sql`grant select (round_id, household_id, kind, municipality, position) on core.choice to worker`.execute(db)
  await sql`create policy worker_select on core.choice for select to worker using (${setting("app.user")} is not null)`.execute(
    db
  )
}
