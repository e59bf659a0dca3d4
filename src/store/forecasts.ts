/** The worker's side of forecasts: whether they are old, what they count, how last year's held, and keeping them. */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Forecast, type HitRate } from "../casework/forecast/Forecast.ts"
import { toldOf } from "../casework/forecast/told.ts"
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

/** How the months of a year were told, by municipality; none where none was told. */
export const forecastsHeld = (year: number) =>
  Database.use((database) =>
    asWorker(database, (trx) =>
      query("hold forecasts against arrivals", () =>
        sql<{ readonly municipality: string; readonly numbers: number; readonly inside: number }>`
          select municipality, numbers, inside from core.forecasts_held(${year})`.execute(trx)
      )
    )
  ).pipe(
    Effect.map(
      ({ rows }) =>
        new Map<string, HitRate>(
          rows.map(({ inside, municipality, numbers }) => [municipality, { year, numbers, inside }])
        )
    )
  )

/** All at once, instead of those before. What was first told of a month stays, to be held against what comes. */
export const saveForecasts = (forecasts: ReadonlyArray<Forecast>, months: ReadonlyArray<string>) =>
  Database.use((database) =>
    asWorker(database, (trx) =>
      insertRows(
        "save forecasts",
        trx,
        forecasts.map((forecast) => ({ municipality: forecast.municipality, doc: encode(forecast) })),
        (json) => sql`insert into core.forecast (municipality, doc)
          select municipality, doc from jsonb_to_recordset(${json}::jsonb) as row (municipality text, doc jsonb)
          on conflict (municipality) do update set doc = excluded.doc, made_at = now()`
      ).pipe(
        Effect.andThen(
          insertRows(
            "keep what was told",
            trx,
            forecasts.flatMap((forecast) => toldOf(forecast, months)),
            (json) => sql`insert into core.forecast_told (municipality, month, low, high)
              select municipality, month, low, high
              from jsonb_to_recordset(${json}::jsonb) as row (municipality text, month text, low int, high int)
              on conflict (municipality, month) do nothing`
          )
        )
      )
    )
  )
