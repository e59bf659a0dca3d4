/** The worker's side of forecasts: whether they are old, what is agreed and not arrived, and keeping them. */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Forecast } from "../casework/forecast/Forecast.ts"
import { Database } from "./Database.ts"
import { query } from "./failures.ts"
import { insertRows } from "./rows/insertRows.ts"
import { asWorker } from "./work/asWorker.ts"

const encode = Schema.encodeSync(Forecast)

/** None yet, or a day old; false where no municipalities are known. */
export const forecastsAreOld = Database.use((database) =>
  asWorker(database, (trx) =>
    query("look at forecasts", () =>
      sql<{ readonly old: boolean }>`select exists (select from core.municipality)
        and not exists (select from core.forecast where made_at > now() - interval '1 day') as old`.execute(trx)
    )
  )
).pipe(Effect.map(({ rows }) => rows[0]?.old === true))

/** Persons by municipality: counted, not simulated. */
export const agreedNotArrived = (year: number) =>
  Database.use((database) =>
    asWorker(database, (trx) =>
      query("count agreed persons", () =>
        sql<{ readonly municipality: string; readonly persons: number }>`
          select municipality, ((counted ->> 'agreed')::int + (counted ->> 'agreedBefore')::int) as persons
          from (select c.municipality, core.places(c.municipality, c.year, false) as counted
            from core.capacity c where c.year = ${year}) places`.execute(trx)
      )
    )
  ).pipe(Effect.map(({ rows }) => new Map(rows.map(({ municipality, persons }) => [municipality, persons]))))

/** All at once, instead of those before. */
export const saveForecasts = (forecasts: ReadonlyArray<Forecast>) =>
  Database.use((database) =>
    asWorker(database, (trx) =>
      insertRows(
        "save forecasts",
        trx,
        forecasts.map((forecast) => ({ municipality: forecast.municipality, doc: encode(forecast) })),
        (json) => sql`insert into core.forecast (municipality, doc)
          select municipality, doc from jsonb_to_recordset(${json}::jsonb) as row (municipality text, doc jsonb)
          on conflict (municipality) do update set doc = excluded.doc, made_at = now()`
      )
    )
  )
