/** Opening and migrating: from nothing, again, by whom, and what is refused before anything is opened. */
import { randomUUID } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Redacted } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { migrate } from "../../src/commands/migrate.ts"
import { runtimeRoles } from "../../src/store/Access.ts"
import { serverPool } from "../../src/store/connection.ts"
import { Database } from "../../src/store/Database.ts"
import type { DatabaseSettings } from "../../src/store/DatabaseSettings.ts"
import { migrations } from "../../src/store/migrations/registry.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { createServerDatabase, kyselyOver, onServer, serverUrl } from "../support/databases.ts"
import { officer, round } from "./samples.ts"
import { asRole, storesOver } from "./suites/harness.ts"

const names = Object.keys(migrations)
const nowhere = "/nonexistent/treff"
const onPostgres = (url: string, ownerUrl = url, mode: DatabaseSettings["mode"] = "demo"): DatabaseSettings => ({
  mode,
  directory: nowhere,
  url: Redacted.make(url),
  ownerUrl: Redacted.make(ownerUrl)
})
const open = (settings: DatabaseSettings) => Effect.provide(Database.use(Effect.succeed), Database.layer(settings))

describe("PGlite", () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "treff-migrate-"))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  test("migrates from nothing, and then has nothing to do", async () => {
    const settings: DatabaseSettings = { mode: "demo", directory: join(directory, "data") }
    const first = await Effect.runPromise(migrate(settings))
    expect(first).toMatchObject({ engine: "PGlite", applied: names, findings: [] })
    expect(first.lines[0]).toBe(
      `The PGlite database is up to date: ${names.length} of ${names.length} migrations applied now.`
    )
    const again = await Effect.runPromise(migrate(settings))
    expect(again).toMatchObject({ applied: [], findings: [] })
    expect(again.lines).toEqual([`The PGlite database was up to date: ${names.length} migrations.`])
    const database = await Effect.runPromise(open(settings))
    expect(database.migrated).toEqual([])
  })

  test("says that it is not for real personal data", async () => {
    const { notices } = await Effect.runPromise(open({ mode: "demo", directory: join(directory, "data") }))
    expect(notices).toMatchObject([{ _tag: "EmbeddedDatabase" }])
    expect(notices[0]?.message).toContain("not for real personal data")
  })

  test("is refused in production before a file is touched", async () => {
    const settings: DatabaseSettings = { mode: "production", directory: nowhere }
    expect(await Effect.runPromise(Effect.flip(open(settings)))).toMatchObject({ _tag: "EmbeddedInProduction" })
    expect(await Effect.runPromise(Effect.flip(migrate(settings)))).toMatchObject({ _tag: "EmbeddedInProduction" })
  })

  test("a directory that cannot be written is named", async () => {
    const file = join(directory, "file")
    await writeFile(file, "")
    const error = await Effect.runPromise(Effect.flip(open({ mode: "demo", directory: file })))
    expect(error).toMatchObject({ _tag: "DirectoryUnusable", directory: file, code: "EEXIST" })
  })
})

describe("PostgreSQL", () => {
  const suffix = randomUUID().slice(0, 8)
  const owner = `owner_${suffix}`
  const login = `login_${suffix}`
  let database: Awaited<ReturnType<typeof createServerDatabase>>
  const as = (user: string) => serverUrl({ database: database.name, user, password: "secret" })

  beforeAll(async () => {
    database = await createServerDatabase()
    await onServer(async (server) => {
      await sql`create role ${sql.id(owner)} login createrole password 'secret'`.execute(server)
      await sql`alter database ${sql.id(database.name)} owner to ${sql.id(owner)}`.execute(server)
      await sql`create role ${sql.id(login)} login noinherit password 'secret'`.execute(server)
    })
  })
  afterAll(async () => {
    await database.drop()
    await onServer(async (server) => {
      await sql`drop role ${sql.id(login)}`.execute(server)
      await sql`drop owned by ${sql.id(owner)} cascade`.execute(server)
      await sql`drop role if exists ${sql.id(owner)}`.execute(server)
    })
  })

  test("a login without rights is refused, and told what it takes", async () => {
    const error = await Effect.runPromise(Effect.flip(migrate(onPostgres(as(login)))))
    expect(error).toMatchObject({ _tag: "MigrationFailed" })
    expect(error.message).toContain("DATABASE_OWNER_URL")
  })

  test("a database nobody has migrated is not opened", async () => {
    await onServer(async (server) => {
      // The roles are there already when another database of the cluster has been migrated.
      for (const role of [...runtimeRoles, "treff_owner"])
        await sql`do $$ begin create role ${sql.id(role)} nologin noinherit; exception when duplicate_object then null; end $$`.execute(
          server
        )
      for (const role of runtimeRoles) await sql`grant ${sql.id(role)} to ${sql.id(login)}`.execute(server)
      await sql`grant treff_owner to ${sql.id(owner)}`.execute(server)
    })
    const error = await Effect.runPromise(Effect.flip(open(onPostgres(as(login)))))
    expect(error).toMatchObject({ _tag: "SchemaOutdated", missing: names })
    expect(error.message).toContain("treff migrate")
  })

  test("a login that owns the database but is no superuser migrates from nothing, and then has nothing to do", async () => {
    const settings = onPostgres(as(login), as(owner))
    expect(await Effect.runPromise(migrate(settings))).toMatchObject({
      engine: "PostgreSQL",
      applied: names,
      findings: []
    })
    expect(await Effect.runPromise(migrate(settings))).toMatchObject({ applied: [], findings: [] })
  })

  test("the NOINHERIT login works in production, through its roles only", async () => {
    const settings = onPostgres(as(login), as(owner), "production")
    const layer = storesOver(Database.layer(settings))
    const run = <A, E>(program: Effect.Effect<A, E, Layer>) => Effect.runPromise(Effect.provide(program, layer))
    type Layer = Database | RoundStore

    expect((await run(Database.use(Effect.succeed))).notices).toEqual([])
    const saved = round("by-login")
    const read = RoundStore.use((rounds) => Effect.andThen(rounds.save(officer, saved), rounds.get(officer, saved.id)))
    expect((await run(read)).households.map(({ id }) => id)).toEqual(saved.households.map(({ id }) => id))
    const refused = asRole("api_kommune", (trx) => sql`select from person.person`.execute(trx))
    expect(await run(Effect.flip(refused))).toMatchObject({ code: "42501" })

    // By itself, without a role, it reaches nothing; and it cannot become the owner.
    const pool = serverPool(as(login), "runtime")
    try {
      const bare = kyselyOver({ engine: "PostgreSQL", pool, listen: () => Effect.void, announce: () => Effect.void })
      for (const statement of [
        sql`select from core.round`,
        sql`select from person.person`,
        sql`set role treff_owner`,
        sql`set role postgres`
      ])
        await expect(statement.execute(bare)).rejects.toMatchObject({ code: "42501" })
    } finally {
      await pool.end()
    }
  })

  test("a login that could step around row security is told, and refused in production", async () => {
    const superuser = serverUrl({ database: database.name })
    const { notices } = await Effect.runPromise(open(onPostgres(superuser)))
    expect(notices).toMatchObject([{ _tag: "StrongLogin", login: "postgres" }])
    const error = await Effect.runPromise(Effect.flip(open(onPostgres(superuser, superuser, "production"))))
    expect(error).toMatchObject({ _tag: "LoginTooStrong" })
    expect(error.message).toContain("bypasses row security")
  })

  test("a schema from a newer version is not opened", async () => {
    const pool = serverPool(serverUrl({ database: database.name }), "owner")
    const admin = kyselyOver({ engine: "PostgreSQL", pool, listen: () => Effect.void, announce: () => Effect.void })
    try {
      await sql`insert into migrations.kysely_migration values ('99990101T0000_later', '9999-01-01')`.execute(admin)
      const error = await Effect.runPromise(Effect.flip(open(onPostgres(as(login)))))
      expect(error).toMatchObject({ _tag: "SchemaOutdated", missing: [], unknown: ["99990101T0000_later"] })
      const failed = await Effect.runPromise(Effect.flip(migrate(onPostgres(as(login), as(owner)))))
      expect(failed.message).toContain("99990101T0000_later")
    } finally {
      await sql`delete from migrations.kysely_migration where name like '9999%'`.execute(admin)
      await pool.end()
    }
  })

  test("a server that is not there is named without login or password", async () => {
    const error = await Effect.runPromise(Effect.flip(open(onPostgres("postgres://somebody:hush@127.0.0.1:1/treff"))))
    expect(error).toMatchObject({ _tag: "DatabaseUnopened", database: "127.0.0.1:1/treff", code: "ECONNREFUSED" })
    expect(JSON.stringify(error) + error.message).not.toContain("hush")
  })
})
