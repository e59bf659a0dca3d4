/** Feature under test: production takes real persons and real figures only, and the demo no real person. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import type { ExplanationBody } from "../../src/api/contract/explanation.ts"
import type { RecommendationsBody } from "../../src/api/contract/rounds.ts"
import { Round } from "../../src/domain/Round.ts"
import { runtimeRoles } from "../../src/store/Access.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { onServer, openDatabase, serverUrl, type TestDatabase } from "../support/databases.ts"
import { type Caseworld, caseworkOver, type Somebody, solved } from "./caseWorld.ts"
import { fixtures, hidden, smallRound } from "./smallRound.ts"

type Encoded = typeof Round.Encoded
type EncodedPerson = Encoded["households"][number]["members"][number]

/** The control digits of a made-up number, less the fifty that keep it from being somebody's. */
const asReal = (person: EncodedPerson): EncodedPerson => {
  const { number } = person.duf
  const control = String(Number(number.slice(10)) - 50).padStart(2, "0")
  return { ...person, duf: { _tag: "real", number: `${number.slice(0, 10)}${control}` } }
}

/** The small round with real numbers, but for the households named. */
const roundWith = async (id: string, synthetic: (household: string) => boolean): Promise<Encoded> => {
  const encoded = Schema.encodeSync(Round)(smallRound((await fixtures()).demo))
  return {
    ...encoded,
    id,
    synthetic: false,
    households: encoded.households.map((household) => {
      const [first, ...others] = household.members
      return synthetic(household.id) ? household : { ...household, members: [asReal(first), ...others.map(asReal)] }
    })
  }
}

let database: TestDatabase
let world: Caseworld
let lead: Somebody
beforeAll(async () => {
  database = await openDatabase("PostgreSQL")
  world = caseworkOver(database, { mode: "production" })
  const { file } = await fixtures()
  await world.runtime.runPromise(MunicipalityStore.use((files) => files.saveFile(demoAccess, file)))
  lead = await world.asMember("lead", { _tag: "imdi" }, "imdi-lead")
})
afterAll(async () => {
  await world.stop()
  await database.close()
})

describe("a round", () => {
  test.each([
    ["of synthetic persons", () => true],
    ["with one strictly confidential synthetic household", (household: string) => household === hidden]
  ])("%s is refused, and nothing of it is kept", async (_, synthetic) => {
    const answer = await lead.send("POST", "/api/v1/rounds", { body: await roundWith("refused", synthetic) })
    expect([answer.status, answer.body]).toMatchObject([
      422,
      {
        type: "urn:treff:problem:body-invalid",
        errors: [{ detail: expect.stringContaining("production takes real numbers only") }]
      }
    ])
    expect(JSON.stringify(answer.body)).not.toContain(hidden)
    expect(await lead.ok("GET", "/api/v1/rounds")).toEqual({ rounds: [] })
  })

  test("of real persons is solved and explained without a synthetic figure, and both say the same", async () => {
    await lead.ok("POST", "/api/v1/rounds", { body: await roundWith("real", () => false) })
    await solved(lead, "real")
    const report = await lead.ok<typeof RecommendationsBody.Type>("GET", "/api/v1/rounds/real/recommendations")
    expect(report.placements.length).toBeGreaterThan(5)
    for (const { byKind, excluded, fit, household, topK } of report.placements) {
      const explanation = await lead.ok<typeof ExplanationBody.Type>(
        "GET",
        `/api/v1/rounds/real/households/${household}/explanation`
      )
      expect(byKind.synthetic).toBe(0)
      expect(JSON.stringify(explanation)).not.toContain('"kind":"synthetic"')
      expect(explanation).toMatchObject({ byKind, excluded, total: fit })
      expect(explanation.top.map(({ municipality, points }) => ({ municipality, points }))).toEqual(
        topK.map((one) => ({ municipality: one.municipality, points: one.fit }))
      )
    }
  })
})

/** What the program said when it ended, and how. */
const ended = async (command: string, settings: Readonly<Record<string, string>>) => {
  const program = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
  const child = spawn(process.execPath, [program, command], { env: { ...process.env, NO_COLOR: "1", ...settings } })
  let said = ""
  for (const output of [child.stdout, child.stderr]) output.on("data", (bytes: Buffer) => (said += bytes.toString()))
  const [code] = await once(child, "close")
  return { code, said: said.trim().split("\n") }
}

describe("Treff does not start", () => {
  const login = `login_${crypto.randomUUID().slice(0, 8)}`
  let other: TestDatabase
  let name: string
  const nameOf = async ({ admin }: TestDatabase) =>
    (await sql<{ name: string }>`select current_database() as name`.execute(admin)).rows[0]!.name

  beforeAll(async () => {
    other = await openDatabase("PostgreSQL")
    name = await nameOf(other)
    const demo = caseworkOver(other, { works: false })
    const { file } = await fixtures()
    const encoded = await roundWith("made-up", () => true)
    await demo.runtime.runPromise(MunicipalityStore.use((files) => files.saveFile(demoAccess, file)))
    const somebody = await demo.asMember("lead", { _tag: "imdi" }, "imdi-lead")
    await somebody.ok("POST", "/api/v1/rounds", { body: encoded })
    await demo.stop()
    await onServer(async (server) => {
      await sql`create role ${sql.id(login)} login noinherit password 'secret'`.execute(server)
      for (const role of runtimeRoles) await sql`grant ${sql.id(role)} to ${sql.id(login)}`.execute(server)
    })
  })
  afterAll(async () => {
    await other.close()
    await onServer((server) => sql`drop role ${sql.id(login)}`.execute(server))
  })

  test.each(["serve", "worker"])("in production on synthetic persons: %s", async (command) => {
    const { code, said } = await ended(command, {
      TREFF_MODE: "production",
      TREFF_URL: "https://treff.example",
      TREFF_KEY: "q3l0ZkRr0mJ8nYvT1wXcB5sHgUeAo2Lp9iKdF7xMzE4=",
      DATABASE_URL: serverUrl({ database: name, user: login, password: "secret" }),
      OIDC_ISSUER: "https://login.example",
      OIDC_CLIENT_ID: "treff",
      OIDC_CLIENT_SECRET: "secret",
      SMTP_URL: "smtp://127.0.0.1:1"
    })
    expect([code, said]).toEqual([2, [expect.stringContaining("treff: The database holds synthetic persons")]])
  })

  test.each(["serve", "worker"])("in the demo on real persons: %s", async (command) => {
    const url = serverUrl({ database: await nameOf(database) })
    const { code, said } = await ended(command, { TREFF_MODE: "demo", PORT: "0", DATABASE_URL: url })
    expect([code, said]).toEqual([2, [expect.stringContaining("treff: The database holds real persons")]])
  })
})
