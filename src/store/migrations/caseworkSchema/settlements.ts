/** Each household's way from ready to settled (S2), and when each person arrived. */
import { type Kysely, sql } from "kysely"
import { onlyInTheirQueue, setting, wall } from "../walls.ts"
import { myCases, ofSeenHousehold } from "./conditions.ts"

export const settlements = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.settlement (
      round_id text not null,
      household_id text not null,
      id uuid not null unique default gen_random_uuid(),
      persons integer not null,
      minors boolean not null,
      state text not null default 'waiting' check (state in ('waiting', 'requested', 'agreed', 'decided', 'informed',
        'move-agreed', 'settled', 'refused', 'reversed', 'expired', 'withdrawn')),
      version integer not null default 1,
      municipality text check (municipality ~ '^[0-9]{4}$'),
      changed_at timestamptz not null default now(),
      doc jsonb not null default '{}',
      strictly_confidential boolean not null default false,
      primary key (round_id, household_id),
      unique (round_id, household_id, strictly_confidential),
      foreign key (round_id, household_id, strictly_confidential)
        references core.household (round_id, id, strictly_confidential) on update cascade on delete cascade,
      check (municipality is not null or state in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn'))
    )`.execute(db)
  await sql`create index on core.settlement (municipality, state)`.execute(db)
  await sql`create index on core.settlement (round_id) where state = 'waiting'`.execute(db)
  await sql`
    insert into core.settlement (round_id, household_id, persons, minors)
    select h.round_id, h.id, count(p.id), h.doc ? 'minor' from core.household h
    join person.person p on p.round_id = h.round_id and p.household_id = h.id
    where not h.strictly_confidential
    group by h.round_id, h.id, h.doc`.execute(db)
  await sql`
    create table core.arrival (
      round_id text not null,
      person_id text not null,
      household_id text not null,
      municipality text not null,
      settled_on date not null,
      registered_by text not null default current_setting('app.user', true),
      registered_at timestamptz not null default now(),
      primary key (round_id, person_id),
      foreign key (round_id, household_id) references core.settlement (round_id, household_id) on delete cascade
    )`.execute(db)
  await sql`create index on core.arrival (round_id, household_id)`.execute(db)
  // The settlement of a household that cannot be seen is not there either.
  const here = sql`municipality = ${setting("app.municipality")}`
  const seen = ofSeenHousehold("arrival")
  const settled = sql`core.settlement s where s.round_id = arrival.round_id and s.household_id = arrival.household_id`
  const afterYes = sql`${here} and state in ('agreed', 'decided', 'informed', 'move-agreed', 'settled')`
  await wall(db, "core.settlement", {
    api_imdi: { select: myCases, insert: ofSeenHousehold("settlement"), update: ofSeenHousehold("settlement") },
    api_protected: { select: sql`strictly_confidential` }
  })
  await onlyInTheirQueue(db, "core.settlement")
  // How many they are and what is kept for IMDi reaches a municipality through functions, once it has said yes.
  await sql`grant select (round_id, household_id, id, state, version, municipality, changed_at) on core.settlement to api_kommune`.execute(
    db
  )
  await sql`create policy api_kommune_select on core.settlement for select to api_kommune
    using (${setting("app.user")} is not null and ${here} and state not in ('waiting', 'refused', 'reversed', 'expired', 'withdrawn'))`.execute(
    db
  )
  await wall(db, "core.arrival", {
    api_imdi: { select: seen, delete: seen },
    api_protected: { select: seen },
    api_kommune: {
      select: sql`${here} and exists (select from ${settled})`,
      insert: sql`${here} and exists (select from ${settled} and ${afterYes})`
    }
  })
}
