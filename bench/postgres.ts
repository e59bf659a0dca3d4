/** A PostgreSQL of its own for a bench, durable as in production: fsync on, a runtime login that owns nothing. */
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Redacted } from "effect"
import pg from "pg"
import { runtimeRoles } from "../src/store/Access.ts"
import { migrateDatabase } from "../src/store/migrate.ts"
import { loadEmbeddedPostgres } from "../test/support/embeddedPostgres.ts"

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))
      )
    })
  })

export interface BenchPostgres {
  readonly ownerUrl: string
  /** As the runtime login. */
  readonly url: string
  readonly stop: () => Promise<void>
}

export const startPostgres = async (): Promise<BenchPostgres> => {
  const directory = await mkdtemp(join(tmpdir(), "treff-bench-"))
  const port = await freePort()
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const postgres = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60"],
    onLog: () => {},
    onError: () => {}
  })
  await postgres.initialise()
  await postgres.start()
  const owner = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
  const settings = { mode: "demo", directory: "", url: Redacted.make(owner), ownerUrl: Redacted.make(owner) } as const
  await Effect.runPromise(migrateDatabase(settings))
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  await client.query("create role treff_login login noinherit nobypassrls password 'login'")
  await client.query(`grant ${runtimeRoles.join(", ")} to treff_login`)
  await client.end()
  return {
    ownerUrl: owner,
    url: `postgres://treff_login:login@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await postgres.stop()
      await rm(directory, { recursive: true, force: true })
    }
  }
}
