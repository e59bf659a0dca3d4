/**
 * A pool of node-postgres clients to either database, closed with its scope. The embedded one sits behind the same
 * interface, so that everything above sees one kind of database.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setImmediate } from "node:timers/promises"
import { PGlite } from "@electric-sql/pglite"
import { createPgConfig } from "@electric-sql/pglite/node-postgres"
import { Effect, Redacted, Schema, type Scope } from "effect"
import pg from "pg"
import { columnTypes } from "./columnTypes.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type Listen, listenEmbedded, listenServer } from "./listen.ts"
import { type DatabaseInUse, type DirectoryUnusable, holdDirectory } from "./lock/DirectoryLock.ts"
import { guardRoles } from "./roleGuard.ts"

export class EmbeddedInProduction extends Schema.TaggedError<EmbeddedInProduction>()("EmbeddedInProduction", {}) {
  override get message() {
    return "TREFF_MODE=production needs PostgreSQL: the embedded database does not survive a power failure. Set DATABASE_URL."
  }
}

export class DatabaseUnopened extends Schema.TaggedError<DatabaseUnopened>()("DatabaseUnopened", {
  database: Schema.String,
  code: Schema.String
}) {
  override get message() {
    return `The database ${this.database} cannot be opened (${this.code}). Check that it runs, its address and the login.`
  }
}

export type ConnectionError = EmbeddedInProduction | DatabaseInUse | DirectoryUnusable | DatabaseUnopened

export interface Connection {
  readonly engine: "PGlite" | "PostgreSQL"
  readonly pool: pg.Pool
  /** Notifications of a channel while the scope is open; `null` when some may have been missed. */
  readonly listen: Listen
  /** Tells whoever finds the embedded database held where to go. */
  readonly announce: (address: string) => Effect.Effect<void>
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "no code"

const close = (pool: pg.Pool) => Effect.promise(() => pool.end())

/**
 * The embedded database answers within the turn of the event loop in which it is asked: as long as transactions waited, no
 * timer would run and no request be read. Whoever gets the client lets the loop turn first.
 */
class EmbeddedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: Parameters<pg.Pool["connect"]>[0]): void
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]): Promise<pg.PoolClient> | undefined {
    if (callback !== undefined) {
      super.connect(callback)
      return undefined
    }
    return super.connect().then(async (client) => {
      await setImmediate()
      return client
    })
  }
}

/** One client for one PGlite, kept for good: it waits its turn rather than give up while a round is being saved. */
export const embeddedPool = (database: PGlite): pg.Pool =>
  guardRoles(
    new EmbeddedPool({
      ...createPgConfig(database),
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 60_000,
      types: columnTypes
    })
  )

/** A database half made when the process ended must not be taken for one: it gets its name once it is whole. */
const createFiles = async (files: string): Promise<void> => {
  const draft = `${files}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const created = await PGlite.create(draft)
  await created.close()
  renameSync(draft, files)
}

const openEmbedded = Effect.fnUntraced(function* (
  directory: string
): Effect.fn.Return<Connection, ConnectionError, Scope.Scope> {
  const lock = yield* holdDirectory(directory)
  const files = join(directory, "database")
  const database = yield* Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => {
        if (!existsSync(files)) await createFiles(files)
        return await PGlite.create(files)
      },
      catch: (cause) => new DatabaseUnopened({ database: files, code: codeOf(cause) })
    }),
    (open) => Effect.promise(() => open.close())
  )
  const pool = yield* Effect.acquireRelease(
    Effect.sync(() => embeddedPool(database)),
    close
  )
  return { engine: "PGlite", pool, listen: listenEmbedded(database), announce: lock.announce }
})

type Login = "runtime" | "owner"

/**
 * The owner's migrations and backups take the time they take. A transaction that is told nothing more may hold the audit
 * log's lock, for which all others wait.
 */
const runtimeLimits = { statement_timeout: 5_000, idle_in_transaction_session_timeout: 10_000 }

export const serverPool = (url: string, as: Login): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "treff",
    max: 8,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: columnTypes,
    ...(as === "runtime" ? runtimeLimits : {})
  })
  // A client that loses its connection while idle leaves the pool by itself; without a listener it would end the process.
  pool.on("error", () => {})
  // The same of a client that is lost in the middle of a transaction, between two statements: the next one fails.
  pool.on("connect", (client) => client.on("error", () => {}))
  return guardRoles(pool)
}

/** Host, port and name, without login and password. */
const addressOf = (url: string): string => {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    return "in DATABASE_URL"
  }
}

const openServer = Effect.fnUntraced(function* (
  url: string,
  as: Login
): Effect.fn.Return<Connection, ConnectionError, Scope.Scope> {
  const pool = yield* Effect.acquireRelease(
    Effect.try({
      try: () => serverPool(url, as),
      catch: (cause) => new DatabaseUnopened({ database: addressOf(url), code: codeOf(cause) })
    }),
    close
  )
  yield* Effect.tryPromise({
    try: async () => (await pool.connect()).release(),
    catch: (cause) => new DatabaseUnopened({ database: addressOf(url), code: codeOf(cause) })
  })
  return { engine: "PostgreSQL", pool, listen: listenServer(url), announce: () => Effect.void }
})

/** As the runtime login, or as the login that may become the owner. */
export const connect = Effect.fn("connect")(function* (
  settings: DatabaseSettings,
  as: Login
): Effect.fn.Return<Connection, ConnectionError, Scope.Scope> {
  const url = as === "owner" ? (settings.ownerUrl ?? settings.url) : settings.url
  if (url !== undefined) return yield* openServer(Redacted.value(url), as)
  if (settings.mode === "production") return yield* new EmbeddedInProduction()
  return yield* openEmbedded(settings.directory)
})
