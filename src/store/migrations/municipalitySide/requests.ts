/** What a municipality is asked: it sees its own requests, not how many they are, and changes nothing but the answer. */
import { type Kysely, sql } from "kysely"
import { myCases, ofSeenHousehold } from "../caseworkSchema/conditions.ts"
import { me, onlyInTheirQueue, wall } from "../walls.ts"
import { here, writes } from "./conditions.ts"

export const requests = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.request (
      id uuid primary key default gen_random_uuid(),
      round_id text not null,
      household_id text not null,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      year integer not null,
      persons integer not null check (persons > 0),
      minors boolean not null,
      plan_id uuid references core.plan,
      self_settlement uuid unique references core.self_settlement,
      state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
      version integer not null default 1,
      required jsonb not null,
      sent_at timestamptz not null default now(),
      sent_by text not null default current_setting('app.user', true),
      deadline timestamptz(3) not null,
      answered_at timestamptz,
      answered_by text,
      answer jsonb,
      needed jsonb not null default '[]',
      strictly_confidential boolean not null default false,
      foreign key (round_id, household_id, strictly_confidential)
        references core.settlement (round_id, household_id, strictly_confidential) on update cascade on delete cascade,
      check ((plan_id is null) = (self_settlement is not null)),
      check ((state in ('accepted', 'declined')) = (answered_by is not null))
    )`.execute(db)
  await sql`create unique index one_request on core.request (round_id, household_id) where state in ('open', 'accepted')`.execute(
    db
  )
  await sql`create index on core.request (municipality, deadline, id)`.execute(db)
  await sql`create index on core.request (municipality, year, state)`.execute(db)
  await sql`create index on core.request (state, deadline)`.execute(db)
  await wall(db, "core.request", {
    api_imdi: {
      select: myCases,
      insert: sql`sent_by = ${me} and ${ofSeenHousehold("request")}`,
      update: ofSeenHousehold("request")
    },
    api_protected: { select: sql`strictly_confidential` }
  })
  await onlyInTheirQueue(db, "core.request")
  // How many they are is not for a municipality to know before its yes, nor what the request could not show.
  await sql`grant select (id, round_id, household_id, municipality, year, state, version, required, sent_at, deadline,
    answered_at, answered_by, answer) on core.request to api_kommune`.execute(db)
  await sql`create policy api_kommune_select on core.request for select to api_kommune using (${me} is not null and ${here})`.execute(
    db
  )
  // Answering changes the answer and nothing else.
  await sql`grant update (state, version, answered_at, answered_by, answer) on core.request to api_kommune`.execute(db)
  await sql`create policy api_kommune_update on core.request for update to api_kommune
    using (${writes} and state = 'open' and deadline > now()) with check (${writes} and state in ('accepted', 'declined') and answered_by = ${me})`.execute(
    db
  )
}
