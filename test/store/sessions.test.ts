/** Feature under test: `treff sessions end|open` and `treff accounts give|take`, on either database. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Redacted } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { giveRole, takeRole } from "../../src/commands/accounts.ts"
import { migrate } from "../../src/commands/migrate.ts"
import { endSessions, openAgain } from "../../src/commands/sessions.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { Database } from "../../src/store/Database.ts"
import type { DatabaseSettings } from "../../src/store/DatabaseSettings.ts"
import { holdDirectory } from "../../src/store/lock/DirectoryLock.ts"
import { createServerDatabase, serverUrl } from "../support/databases.ts"

const run = <A, E>(program: Effect.Effect<A, E>) => Effect.runPromise(program)

/** What the commands say, in turn, on a database nobody has used. */
const say = async (settings: DatabaseSettings) => {
  expect(await run(endSessions(settings))).toBe(
    "Treff is closed and 0 sessions have ended. Open it again with: treff sessions open"
  )
  expect(await run(endSessions(settings))).toContain("Treff is closed")
  expect(await run(openAgain(settings))).toBe("Treff is open again. Everybody logs in anew.")
  expect(await run(openAgain(settings))).toBe("Treff was open already; nothing was changed.")
}

describe("PGlite", () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "treff-sessions-"))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test("closes and opens", async () => {
    await say({ mode: "demo", directory: join(directory, "data") })
  })

  test("names the process that holds the database", async () => {
    const held = join(directory, "held")
    const refused = await run(
      Effect.scoped(Effect.andThen(holdDirectory(held), Effect.flip(endSessions({ mode: "demo", directory: held }))))
    )
    expect(refused.message).toContain(`process ${process.pid}`)
  })
})

describe("PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof createServerDatabase>>
  beforeAll(async () => {
    server = await createServerDatabase()
  })
  afterAll(() => server?.drop())

  test("closes and opens", async () => {
    const url = Redacted.make(serverUrl({ database: server.name }))
    const settings: DatabaseSettings = { mode: "demo", directory: "/nonexistent/treff", url, ownerUrl: url }
    await run(migrate(settings))
    await say(settings)
  })

  test("gives a role and takes it, and names what cannot be", async () => {
    const url = Redacted.make(serverUrl({ database: server.name }))
    const settings: DatabaseSettings = { mode: "demo", directory: "/nonexistent/treff", url }
    const accounts = <A, E>(use: (store: AccountStore["Service"]) => Effect.Effect<A, E>) =>
      run(AccountStore.use(use).pipe(Effect.provide(AccountStore.layer), Effect.provide(Database.layer(settings))))
    const account = await accounts((store) => store.arrive("https://issuer.example", "first"))
    const request = { account, role: "municipality-admin", organisation: "municipality:4601" }
    expect(await run(giveRole(settings, request))).toBe(
      `The account ${account} is municipality-admin for municipality:4601.`
    )
    expect(await accounts((store) => store.assignmentsOf(account))).toHaveLength(1)
    await run(takeRole(settings, request))
    expect(await accounts((store) => store.assignmentsOf(account))).toEqual([])
    for (const [change, name] of [
      [{ account: "x" }, "UsageError"],
      [{ role: "root" }, "UsageError"],
      [{ organisation: "municipality" }, "UsageError"],
      [{ organisation: "imdi" }, "AssignmentImpossible"],
      [{ account: "de300000-0000-4000-8000-00000000dead" }, "AccountUnknown"]
    ] as const)
      expect(await run(Effect.flip(giveRole(settings, { ...request, ...change })))).toMatchObject({ _tag: name })
  })
})
