// The database the store tests run on is a real PostgreSQL, recent enough for uuidv7, and reachable by its address.
import pg from "pg"
import { expect, inject, test } from "vitest"
import { loadEmbeddedPostgres } from "./embeddedPostgres.ts"

test("a real PostgreSQL answers at postgresUrl", async () => {
  const client = new pg.Client({ connectionString: inject("postgresUrl") })
  await client.connect()
  try {
    const { rows } = await client.query("select current_setting('server_version_num')::int as version, uuidv7() as id")
    expect(rows[0].version).toBeGreaterThanOrEqual(180000)
  } finally {
    await client.end()
  }
})

test("the package leaves nothing behind that would end a failed run with 0", async () => {
  const listeners = () => [...process.rawListeners("beforeExit"), ...process.rawListeners("exit")]
  const before = listeners()
  await loadEmbeddedPostgres()
  expect(listeners()).toEqual(before)
})
