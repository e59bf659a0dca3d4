/**
 * Listening to a channel of notifications, on either database. PostgreSQL gets one connection for it alone, made anew when
 * it is lost; what was told meanwhile is not known, and whoever listens is told so. Owns that connection, reads no table.
 */
import type { PGlite } from "@electric-sql/pglite"
import { Effect, Schedule, type Scope } from "effect"
import pg from "pg"

/** Ends with the scope. `heard` gets each payload, and null when some may have been missed; also once at the start. */
export type Listen = (
  channel: string,
  heard: (payload: string | null) => void
) => Effect.Effect<void, never, Scope.Scope>

export const listenEmbedded =
  (database: PGlite): Listen =>
  (channel, heard) =>
    Effect.acquireRelease(
      Effect.promise(() => database.listen(channel, heard)),
      (stop) => Effect.promise(() => stop().catch(() => {}))
    ).pipe(Effect.andThen(Effect.sync(() => heard(null))))

/** A connection that has gone without a word is noticed when this question gets no answer. */
const heartbeat = { every: "10 seconds", patience: "5 seconds" } as const

/** Quickly at first, then twice a minute. */
const retry = Schedule.min([Schedule.exponential("100 millis"), Schedule.spaced("30 seconds")])

const connected = (url: string, channel: string) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const client = new pg.Client({ connectionString: url, application_name: "treff listen", keepAlive: true })
      // An error before or after anybody waits for it must not end the process.
      client.on("error", () => {})
      return client
    }),
    (client) => Effect.promise(() => client.end().catch(() => {}))
  ).pipe(
    Effect.tap((client) => Effect.tryPromise(() => client.connect())),
    Effect.tap((client) => Effect.tryPromise(() => client.query(`listen ${client.escapeIdentifier(channel)}`)))
  )

const ended = (client: pg.Client) =>
  Effect.callback<void>((resume) => {
    client.once("end", () => resume(Effect.void))
  })

const silent = (client: pg.Client) =>
  Effect.tryPromise(() => client.query("select")).pipe(
    Effect.timeout(heartbeat.patience),
    Effect.delay(heartbeat.every),
    Effect.forever,
    Effect.ignore
  )

/** Until the connection is lost. */
const listening = (url: string, channel: string, heard: (payload: string | null) => void) =>
  Effect.gen(function* () {
    const client = yield* connected(url, channel)
    client.on("notification", ({ payload }) => heard(payload ?? null))
    heard(null)
    yield* Effect.raceFirst(ended(client), silent(client))
  }).pipe(Effect.scoped)

export const listenServer =
  (url: string): Listen =>
  (channel, heard) =>
    listening(url, channel, heard).pipe(
      Effect.retry(retry),
      Effect.ignore,
      Effect.forever,
      Effect.forkScoped,
      Effect.asVoid
    )
