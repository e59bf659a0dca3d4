/** Forecasts for municipalities, from simulated households: nobody is in it (S23). */
import { type Kysely, sql } from "kysely"
import { myCounty, wall } from "../walls.ts"
import { here } from "./conditions.ts"

export const forecasts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.forecast (
      municipality text primary key check (municipality ~ '^[0-9]{4}$'),
      made_at timestamptz not null default now(),
      doc jsonb not null
    )`.execute(db)
  await wall(db, "core.forecast", {
    api_imdi: { select: true },
    api_kommune: { select: sql`${here} or left(municipality, 2) = ${myCounty}` },
    worker: { select: true, insert: true, update: true }
  })
}
