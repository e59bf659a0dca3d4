/**
 * What running Treff for years needs: what is kept no longer may be cleared away, how forecasts held is counted, and a county
 * reads how many of upper-secondary age come to its municipalities. Counts leave here, and nobody's facts.
 */
import { type Kysely, sql } from "kysely"
import type { Migration } from "kysely/migration"
import { openTo, wall } from "./walls.ts"

/** Without reading any: a session is known by the hash of its token, which is the gate's alone. */
const clearing = async (db: Kysely<unknown>): Promise<void> => {
  await openTo(db, "ops.session", {
    worker: { delete: sql`least(ended_at, expires_at) < now() - interval '30 days'` }
  })
}

/** The first range that was told of each month, which later forecasts do not mend. */
const forecasts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.forecast_told (
      municipality text not null check (municipality ~ '^[0-9]{4}$'),
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      low integer not null check (low >= 0),
      high integer not null check (high >= low),
      told_at timestamptz not null default now(),
      primary key (municipality, month)
    )`.execute(db)
  await wall(db, "core.forecast_told", { worker: { select: true, insert: true } })
  // Strictly confidential households are in no forecast, and so in no count it is held against.
  await sql`
    create function core.forecasts_held(in_year integer) returns table (municipality text, numbers integer, inside integer)
    language sql stable security definer set search_path = pg_catalog as $$
      select t.municipality, count(*)::integer, (count(*) filter (where (
          select count(*) from core.arrival a
          join core.household h on h.round_id = a.round_id and h.id = a.household_id and not h.strictly_confidential
          where a.municipality = t.municipality and to_char(a.settled_on, 'YYYY-MM') = t.month) between t.low and t.high))::integer
      from core.forecast_told t
      where current_setting('role') = 'worker' and coalesce(current_setting('app.user', true), '') <> ''
        and left(t.month, 4) = in_year::text
      group by t.municipality
    $$`.execute(db)
  await sql`revoke all on function core.forecasts_held(integer) from public`.execute(db)
  await sql`grant execute on function core.forecasts_held(integer) to worker`.execute(db)
}

/**
 * Persons who turn 16, 17 or 18 in a year, by municipality of the asker's county (S16), rounded down to fives: nobody outside
 * learns a number by asking twice. The row without a municipality is the county's. Municipalities nobody comes to are there, too.
 */
const counties = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function core.upper_secondary(in_year integer)
    returns table (municipality text, asked integer, agreed integer, arrived integer)
    language sql stable security definer set search_path = pg_catalog as $$
      with mine as (
        select m.code from core.municipality m
        where current_setting('role') = 'api_kommune' and coalesce(current_setting('app.user', true), '') <> ''
          and 'county-write' = any(string_to_array(current_setting('app.roles', true), ','))
          and left(m.code, 2) = nullif(current_setting('app.county', true), '')
          and m.version = (select f.version from core.municipality_file f order by f.sequence desc limit 1)),
      persons as (
        select r.municipality as code, r.state, a.person_id is not null as here
        from core.request r
        join person.person p on p.round_id = r.round_id and p.household_id = r.household_id
          and in_year - extract(year from p.birth_date) between 16 and 18
        left join core.arrival a on a.round_id = r.round_id and a.person_id = p.id
        where r.year = in_year and not r.strictly_confidential and not p.strictly_confidential
          and r.municipality in (select code from mine)
          and (r.state = 'open' and r.deadline > now() or r.state = 'accepted'))
      select mine.code,
        (count(*) filter (where state = 'open'))::integer / 5 * 5,
        (count(*) filter (where state = 'accepted' and not here))::integer / 5 * 5,
        (count(*) filter (where state = 'accepted' and here))::integer / 5 * 5
      from mine left join persons on persons.code = mine.code
      group by rollup (mine.code)
      order by mine.code nulls last
    $$`.execute(db)
  await sql`revoke all on function core.upper_secondary(integer) from public`.execute(db)
  await sql`grant execute on function core.upper_secondary(integer) to api_kommune`.execute(db)
}

const up = async (db: Kysely<unknown>): Promise<void> => {
  await clearing(db)
  await forecasts(db)
  await counties(db)
}

export const operationsMigration: Migration = { up }
