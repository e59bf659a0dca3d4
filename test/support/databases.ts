/**
 * A fresh, migrated database for a test, of either kind. PostgreSQL comes from the run's own server (postgresSetup.ts), as a
 * copy of a database migrated once; PGlite runs in memory from a snapshot kept in node_modules/.cache, made again when a
 * migration changes.
 */
import { createHash, randomUUID } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { Effect, type Layer } from "effect"
import { Kysely, PostgresDialect, sql } from "kysely"
import { inject } from "vitest"
import { type Connection, embeddedPool, serverPool } from "../../src/store/connection.ts"
import { Database } from "../../src/store/Database.ts"
import { listenEmbedded, listenServer } from "../../src/store/listen.ts"
import { applyMigrations } from "../../src/store/migrate.ts"

export type Engine = Connection["engine"]
export const engines: ReadonlyArray<Engine> = ["PGlite", "PostgreSQL"]

export interface TestDatabase {
  readonly connection: Connection
  /** The service over it, as the application has it. */
  readonly layer: Layer.Layer<Database>
  /** As superuser, past every wall. On PGlite it shares the one connection: not inside withRole. */
  readonly admin: Kysely<unknown>
  readonly close: () => Promise<void>
}

export const kyselyOver = (connection: Connection): Kysely<unknown> =>
  new Kysely<unknown>({ dialect: new PostgresDialect({ pool: connection.pool }) })

const testDatabase = (connection: Connection, drop: () => Promise<void>): TestDatabase => ({
  connection,
  layer: Database.layerOver(connection),
  admin: kyselyOver(connection),
  close: async () => {
    await connection.pool.end()
    await drop()
  }
})

export const openDatabase = (engine: Engine): Promise<TestDatabase> =>
  engine === "PGlite" ? openEmbedded() : openServer()

const embedded = (pglite: PGlite): Connection => ({
  engine: "PGlite",
  pool: embeddedPool(pglite),
  listen: listenEmbedded(pglite),
  announce: () => Effect.void
})

const openEmbedded = async (): Promise<TestDatabase> => {
  const pglite = await PGlite.create({ loadDataDir: await snapshot() })
  return testDatabase(embedded(pglite), () => pglite.close())
}

/** Everything a migrated PGlite depends on. */
const fingerprint = (): string => {
  const store = new URL("../../src/store/", import.meta.url)
  const migrations = readdirSync(new URL("migrations/", store), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `migrations/${name}`)
  const packages = ["@electric-sql/pglite", "pg-boss"].map((name) => `../../node_modules/${name}/package.json`)
  const files = ["roles.ts", "migrate.ts", ...packages, ...migrations.sort()]
  const hash = createHash("sha256")
  for (const file of files) hash.update(readFileSync(new URL(file, store)))
  return hash.digest("hex").slice(0, 16)
}

const snapshot = async (): Promise<Blob> => {
  const folder = new URL("../../node_modules/.cache/treff/", import.meta.url)
  const file = new URL(`pglite-${fingerprint()}.tar`, folder)
  try {
    return new Blob([readFileSync(file)])
  } catch {
    mkdirSync(folder, { recursive: true })
    for (const older of readdirSync(folder).filter((name) => name.startsWith("pglite-")))
      rmSync(new URL(older, folder), { force: true })
    const bytes = await makeSnapshot()
    // Whole or not there, also when two test files make it at once.
    const draft = new URL(`${randomUUID()}.tmp`, folder)
    writeFileSync(draft, bytes)
    renameSync(draft, file)
    return new Blob([bytes])
  }
}

/** A migrated embedded database in files, where a process that is given the directory looks for it. */
export const makeEmbeddedFiles = async (directory: string): Promise<void> => {
  mkdirSync(directory, { recursive: true })
  const pglite = await PGlite.create(join(directory, "database"), { loadDataDir: await snapshot() })
  await pglite.close()
}

const makeSnapshot = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const pglite = await PGlite.create()
  const connection = embedded(pglite)
  await Effect.runPromise(applyMigrations(connection))
  await connection.pool.end()
  // Not packed: unpacking takes longer than all the rest of opening it.
  const dump = await pglite.dumpDataDir("none")
  await pglite.close()
  return new Uint8Array(await dump.arrayBuffer())
}

/** The address of another database, or of another login, on the test server. */
export const serverUrl = (change: {
  readonly database?: string
  readonly user?: string
  readonly password?: string
}) => {
  const url = new URL(inject("postgresUrl"))
  if (change.database !== undefined) url.pathname = change.database
  if (change.user !== undefined) url.username = change.user
  if (change.password !== undefined) url.password = change.password
  return url.href
}

/** Runs statements in the server's own database, where databases and logins are made. */
export const onServer = async <A>(use: (server: Kysely<unknown>) => Promise<A>): Promise<A> => {
  const server = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: serverPool(serverUrl({}), "owner") }) })
  try {
    return await use(server)
  } finally {
    await server.destroy()
  }
}

const template = "treff_template"

/** Made by whoever needs it first; whole or not there, and the others wait. */
const makeTemplate = () =>
  onServer((server) =>
    server.connection().execute(async (one) => {
      await sql`select pg_advisory_lock(1)`.execute(one)
      const { rows } = await sql`select from pg_database where datname = ${template}`.execute(one)
      if (rows.length > 0) return
      const { connection, name } = overServer(await createServerDatabase())
      await Effect.runPromise(applyMigrations(connection))
      await connection.pool.end()
      await sql`alter database ${sql.id(name)} rename to ${sql.id(template)}`.execute(one)
    })
  )
let templateMade: Promise<void> | undefined

/** A copy of the migrated database on the test server, but for the rights on the database itself. */
export const createServerCopy = async () => {
  templateMade ??= makeTemplate()
  await templateMade
  return await createServerDatabase(template)
}

const openServer = async (): Promise<TestDatabase> => {
  const database = overServer(await createServerCopy())
  // What a copy does not take with it: the rights on the database itself.
  await Effect.runPromise(applyMigrations(database.connection))
  return database
}

/** A database nobody has migrated yet. */
export const openEmpty = async (engine: Engine): Promise<TestDatabase> => {
  if (engine === "PostgreSQL") return overServer(await createServerDatabase())
  const pglite = await PGlite.create()
  return testDatabase(embedded(pglite), () => pglite.close())
}

const overServer = ({ drop, name }: Awaited<ReturnType<typeof createServerDatabase>>) => {
  const url = serverUrl({ database: name })
  const pool = serverPool(url, "runtime")
  const connection: Connection = { engine: "PostgreSQL", pool, listen: listenServer(url), announce: () => Effect.void }
  return { ...testDatabase(connection, drop), name }
}

/** A database on the test server; an empty one, unless it is a copy. */
export const createServerDatabase = async (from = "template1") => {
  const name = `treff_${randomUUID().replaceAll("-", "")}`
  await onServer((server) => sql`create database ${sql.id(name)} template ${sql.id(from)}`.execute(server))
  return {
    name,
    drop: async () => {
      await onServer((server) => sql`drop database ${sql.id(name)} with (force)`.execute(server))
    }
  }
}
