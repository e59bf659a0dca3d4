/**
 * A world in which there is one of everything an address of the OpenAPI document can name, and nothing works on by itself:
 * what changes there, a request has changed. Owns which of them a route is asked about, with what body and version.
 */
import { createHash } from "node:crypto"
import { Schema } from "effect"
import { sql } from "kysely"
import { Round } from "../../../src/domain/Round.ts"
import { caseworkOver, readyRound, setUpPeople } from "../../api/caseWorld.ts"
import { published, type Required, requestsOf, roomy, roundFor, yesTo } from "../../api/requestWorld.ts"
import { hidden } from "../../api/smallRound.ts"
import { type Engine, openDatabase, type TestDatabase } from "../../support/databases.ts"
import { addressOf, demands, type Route, readDocument } from "./document.ts"

const round = "bergen"

/** Households that all go to one municipality, and one that is strictly confidential. */
const roundWithHidden = async (): Promise<Round> => {
  const encode = Schema.encodeSync(Round)
  const [visible, { households }] = [encode(await roundFor(round, "4601", 7)), encode(await readyRound())]
  const confidential = households.filter(({ id }) => id === hidden)
  return Schema.decodeSync(Round)({ ...visible, households: [...visible.households, ...confidential] })
}

/** Of each thing which one a route means; what is left out is meant by its name alone. */
export interface Named {
  readonly [name: string]: string
}

const fill = async (database: TestDatabase): Promise<Named> => {
  const world = caseworkOver(database)
  try {
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    const [officer, bergen] = [await world.as("officer-1"), await world.as("bergen")]
    const placed = await published(world, await roundWithHidden())
    const [waiting, applicant, broken, ...asked] = placed
    await officer.ok("POST", `/api/v1/rounds/${round}/requests`, { body: { households: asked } })
    const [accepted, open] = await requestsOf(officer, round)
    if (accepted === undefined || open === undefined)
      throw new Error("There are too few requests. Make the round larger.")
    const at = `/api/v1/requests/${accepted.id}`
    const { required } = await bergen.ok<{ required: ReadonlyArray<Required> }>("GET", at)
    await bergen.ok("POST", `${at}/answer`, { body: yesTo(required), version: accepted.version })
    const { settlement } = await bergen.ok<{ settlement: { id: string } }>("GET", at)
    const { members } = await bergen.ok<{ members: ReadonlyArray<{ id: string }> }>("GET", `${at}/file`)
    const { id: question } = await bergen.ok<{ id: string }>("POST", `/api/v1/requests/${open.id}/questions`, {
      body: { text: "Når kan de flytte?" }
    })
    const { id: application } = await officer.ok<{ id: string }>(
      "POST",
      `/api/v1/rounds/${round}/households/${applicant}/self-settlement`,
      { body: { municipality: "4601", reference: "2024/1", appliedOn: "2024-11-01" } }
    )
    const elsewhere = await world.asMember("elsewhere", { _tag: "imdi" }, "imdi-officer")
    await elsewhere.ok("POST", `/api/v1/rounds/${round}/households/${broken}/break-glass`, {
      body: { reason: "Innlagt på sykehus i natt, mottaket ber om hjelp." }
    })
    const one = async (column: string, table: string) => {
      const { rows } = await sql<{ id: string }>`select ${sql.id(column)} as id from ${sql.table(table)}`.execute(
        database.admin
      )
      return rows[0]!.id
    }
    return {
      rounds: round,
      round,
      hidden,
      household: waiting!,
      households: waiting!,
      applicant: applicant!,
      person: members[0]!.id,
      runs: await one("id", "ops.run"),
      plans: await one("id", "core.plan"),
      plan: await one("id", "core.plan"),
      requests: open.id,
      accepted: accepted.id,
      question,
      settlements: settlement.id,
      application,
      "broken-glass": await one("id", "core.break_glass"),
      officer: elsewhere.account,
      municipality: "4601",
      code: "4601",
      county: "46",
      year: "2024"
    }
  } finally {
    await world.stop()
  }
}

/** Requests that are closed or agreed on are asked other things than open ones. */
const nameFor = ({ path }: Route, name: string): string => {
  if (name === "household" && path.includes("/self-settlement/")) return "applicant"
  if (name === "household" && path.includes("/protected-queue/")) return "hidden"
  if (name !== "id") return name
  return /\/(?:confirmations|file)$/u.test(path) ? "accepted" : path.split("/{id}")[0]!.split("/").at(-1)!
}

/** The example with what there is instead of what there might be. */
const fitted = (example: unknown, named: Named): unknown => {
  if (Array.isArray(example)) return example.map((one) => fitted(one, named))
  if (typeof example !== "object" || example === null) return example
  return Object.fromEntries(
    Object.entries(example).map(([key, value]) => {
      if (!["household", "person", "plan", "officer", "households"].includes(key)) return [key, fitted(value, named)]
      if (typeof value === "string") return [key, named[key]]
      return [key, key === "households" && typeof value[0] === "string" ? [named[key]] : value]
    })
  )
}

/** What keeps count of changes for a route: the table and the name of what is changed in it. */
const versioned: ReadonlyArray<readonly [RegExp, table: string, name: string]> = [
  [/\/self-settlement\/decision$/u, "core.self_settlement", "application"],
  [/\/lease$/u, "core.self_settlement", "application"],
  [/^\/api\/v1\/rounds\/\{id\}\/households/u, "core.household", "household"],
  [/^\/api\/v1\/rounds/u, "core.round", "round"],
  [/\/confirmations$/u, "core.request", "accepted"],
  [/^\/api\/v1\/requests/u, "core.request", "requests"],
  [/^\/api\/v1\/settlements/u, "core.settlement", "settlements"]
]

/** Sessions are seen, and refusals are kept; both are no change of anything else. */
const unlike = ["audit.entry", "audit.content", "ops.session"]

export const openStanding = async (engine: Engine) => {
  const database = await openDatabase(engine)
  const named = await fill(database)
  const world = caseworkOver(database, { works: false })
  const { routes, schemas } = await readDocument(world.app)
  const tables = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('core', 'person', 'health', 'competence', 'cohort', 'ops')`.execute(database.admin)
  const digested = tables.rows.map(({ name }) => name).filter((name) => !unlike.includes(name))
  const version = async ({ path }: Route): Promise<number> => {
    const [, table, name] = versioned.find(([form]) => form.test(path)) ?? []
    const { rows } = await (table === undefined
      ? sql<{ version: number }>`select version from core.capacity where municipality = ${named.code} and year = 2024`
      : sql<{ version: number }>`select version from ${sql.table(table)} where id::text = ${named[name!]}`
    ).execute(database.admin)
    return rows[0]!.version
  }
  return {
    ...world,
    named,
    routes,
    schemas,
    address: (route: Route, other: Named = {}) =>
      addressOf(route.path, (name) => ({ ...named, ...other })[nameFor(route, name)] ?? name),
    /** Undefined for a route that takes none. */
    body: (route: Route) => {
      const json = route.requestBody?.content["application/json"]
      return json === undefined || route.tags.includes("identity") ? json?.example : fitted(json.example, named)
    },
    /** What somebody who has read it would send with a write, but for the key of idempotency. */
    version: async (route: Route): Promise<{ readonly version?: number }> =>
      demands(route, "if-match") ? { version: await version(route) } : {},
    /** Of every row but sessions and the log. */
    digest: async (): Promise<string> => {
      const hash = createHash("sha256")
      for (const table of digested) {
        const { rows } = await sql<{ digest: string | null }>`
          select md5(string_agg(t::text, ' ' order by t::text)) as digest from ${sql.table(table)} t`.execute(
          database.admin
        )
        hash.update(`${table} ${rows[0]!.digest} `)
      }
      return hash.digest("hex")
    },
    close: async () => {
      await world.stop()
      await database.close()
    }
  }
}

export type Standing = Awaited<ReturnType<typeof openStanding>>
