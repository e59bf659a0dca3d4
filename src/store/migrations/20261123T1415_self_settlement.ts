/**
 * Applications of whoever has found a home herself (S8): registered by an officer, the lease looked at by the municipality,
 * then IMDi's yes or no. One at a time for each household. The request that a yes becomes is in the next migration.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { myCases, ofSeenHousehold } from "./caseworkSchema/conditions.ts"
import { iAm, me, myMunicipality, onlyInTheirQueue, wall } from "./walls.ts"

const here = sql`municipality = ${myMunicipality}`
const writes = sql`${here} and (${iAm("municipality-write")} or ${iAm("municipality-admin")})`

const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.self_settlement (
      id uuid primary key default gen_random_uuid(),
      round_id text not null,
      household_id text not null,
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      reference text not null check (reference ~ '^[0-9]{4}/[0-9]{1,6}$'),
      applied_on date not null,
      state text not null default 'pending' check (state in ('pending', 'agreed', 'refused', 'withdrawn')),
      version integer not null default 1,
      registered_by text not null default current_setting('app.user', true),
      registered_at timestamptz not null default now(),
      lease jsonb,
      lease_checked_by text,
      lease_checked_at timestamptz,
      decision jsonb,
      decided_by text,
      decided_at timestamptz,
      strictly_confidential boolean not null default false,
      foreign key (round_id, household_id, strictly_confidential)
        references core.settlement (round_id, household_id, strictly_confidential) on update cascade on delete cascade,
      check ((lease is null) = (lease_checked_by is null)),
      check ((state = 'pending') = (decided_by is null)),
      constraint lease_checked_first check (state <> 'agreed' or coalesce((lease ->> 'suitable')::boolean, false))
    )`.execute(db)
  await sql`create unique index one_application on core.self_settlement (round_id, household_id) where state = 'pending'`.execute(
    db
  )
  await sql`create index on core.self_settlement (municipality, state)`.execute(db)
  await wall(db, "core.self_settlement", {
    api_imdi: {
      select: myCases,
      insert: sql`${ofSeenHousehold("self_settlement")} and registered_by = ${me} and state = 'pending' and lease is null`
    },
    api_protected: { select: sql`strictly_confidential` }
  })
  // IMDi decides, and the municipality looks at the lease: neither does the other's part.
  await sql`grant update (state, version, decision, decided_by, decided_at) on core.self_settlement to api_imdi`.execute(
    db
  )
  await sql`create policy api_imdi_update on core.self_settlement for update to api_imdi
    using (${me} is not null and ${myCases} and state = 'pending') with check (${myCases} and decided_by = ${me})`.execute(
    db
  )
  await sql`grant select (id, round_id, municipality, reference, applied_on, state, version, lease, strictly_confidential)
    on core.self_settlement to api_kommune`.execute(db)
  await sql`create policy api_kommune_select on core.self_settlement for select to api_kommune
    using (${me} is not null and ${here})`.execute(db)
  await sql`grant update (version, lease, lease_checked_by, lease_checked_at) on core.self_settlement to api_kommune`.execute(
    db
  )
  await sql`create policy api_kommune_update on core.self_settlement for update to api_kommune
    using (${me} is not null and ${writes} and state = 'pending') with check (${writes} and lease_checked_by = ${me})`.execute(
    db
  )
  await onlyInTheirQueue(db, "core.self_settlement")
}

export const selfSettlementMigration: Migration = { up }
