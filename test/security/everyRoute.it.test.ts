/**
 * Feature under test: whatever is sent to any route of the OpenAPI document by whoever, it is never an error of ours, and
 * every answer is one the document tells of (case I1). A promise that is rejected and never looked at fails the run by itself.
 */
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Content } from "../../src/api/docs/OpenApi.ts"
import { demoPeople } from "../../src/api/identity/demoPeople.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "../api/caseWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { Chance } from "./openapi/Chance.ts"
import { differences } from "./openapi/conforms.ts"
import { type Route, readDocument, type Schemas } from "./openapi/document.ts"
import { type Made, makeRequest } from "./openapi/makeRequest.ts"
import type { Known } from "./openapi/makeValue.ts"

/** Requests sent one after the other in one repetition. */
const inEach = 60

const events = "text/event-stream"

/** What a problem says it is. */
const kindOf = (text: string): string => /urn:treff:problem:[\w-]+/u.exec(text)?.[0] ?? "no problem"

/** After these a session may be another one, or none. */
const endsSession = new Set(["logOut", "chooseOrganisation", "becomeDemoPerson"])

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let document: { readonly routes: ReadonlyArray<Route>; readonly schemas: Schemas }
  let known: Known
  const cookies = new Map<string, string>([["nobody", ""]])

  const logIn = async (person: string): Promise<Somebody> => {
    const somebody = await world.as(person)
    cookies.set(person, somebody.cookie)
    return somebody
  }

  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    for (const { person } of demoPeople) await logIn(person)
    const officer = await logIn("officer-1")
    const { plan } = await solved(officer, "small")
    const { placements } = await officer.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/small/recommendations"
    )
    const placed = placements.filter(({ state }) => state === "placed").map(({ household }) => household)
    const decisions = placed.map((household) => ({ _tag: "follow", household }))
    const decided = await officer.ok<{ version: number }>("POST", "/api/v1/rounds/small/decisions", {
      body: { plan, decisions }
    })
    const submitted = await officer.ok<{ version: number }>("POST", "/api/v1/rounds/small/submission", decided)
    await (await logIn("officer-2")).ok("POST", "/api/v1/rounds/small/publication", submitted)
    // For whom there is a place; the demo's municipalities are nearly full.
    for (const household of placed)
      await officer.send("POST", "/api/v1/rounds/small/requests", { body: { households: [household] } })
    document = await readDocument(world.app)
    const ids = async (column: string, table: string) => {
      const { rows } = await sql<{ id: string }>`select ${sql.id(column)} as id from ${sql.table(table)}`.execute(
        world.database.admin
      )
      return rows.map(({ id }) => id)
    }
    const municipality = ["0301", "4601", "5001", "1103"]
    const [household, person, run, account] = [
      await ids("id", "core.household"),
      await ids("id", "person.person"),
      await ids("id", "ops.run"),
      demoPeople.map((one) => one.account)
    ]
    known = {
      rounds: ["small"],
      round: ["small"],
      households: household,
      household,
      person,
      runs: run,
      run,
      plans: [plan],
      plan: [plan],
      officer: account,
      account,
      municipality,
      municipalities: municipality,
      year: ["2024"],
      county: ["46"],
      requests: await ids("id", "core.request"),
      settlements: await ids("id", "core.settlement")
    }
  })
  afterAll(() => world?.close())

  const statuses = new Set<number>()

  /** What is wrong with the answer. */
  const judge = async (route: Route, { address, init, isRoute }: Made): Promise<ReadonlyArray<string>> => {
    const gone = new AbortController()
    const answer = await world.app.request(address, { ...init, signal: gone.signal })
    const { headers, status } = answer
    statuses.add(status)
    const type = (headers.get("content-type") ?? "").split(";")[0]!
    const text = type === events ? "" : await answer.text()
    // A stream of events ends when its reader goes.
    gone.abort()
    await answer.body?.cancel().catch(() => undefined)
    if (status >= 500) return [`is answered ${status} (${kindOf(text)})`]
    if (status === 304) return []
    if (!isRoute) return []
    const told = route.responses[status]
    if (told === undefined) return [`the status ${status} is not in the document (${kindOf(text)})`]
    const media = (told.content as Content | undefined)?.[type]
    if (media === undefined) return [`the type ${type} of ${status} is not in the document`]
    if (media.schema === undefined || !type.endsWith("json")) return []
    return differences(JSON.parse(text), media.schema, document.schemas).map((one) => `${status}: ${one}`)
  }

  test("no error of ours, and no answer that is not in the document", async () => {
    // Who may do most is asked most.
    const people = [...cookies.keys(), "officer-1", "officer-2", "lead", "lead", "bergen", "trondheim"]
    const requests = repetitions(1_200)
    const found = new Map<string, string>()
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const chance = new Chance(seed)
        for (let n = 0; n < inEach; n++) {
          const route = chance.pick(document.routes)
          const person = chance.pick(people)
          const made = makeRequest(route, cookies.get(person)!, { chance, known, schemas: document.schemas })
          for (const one of await judge(route, made))
            found.set(
              `${route.method} ${route.path} ${one}`.slice(0, 300),
              `${person} ${made.address} ${made.init.body}`.slice(0, 600)
            )
          if (endsSession.has(route.operationId) && person !== "nobody") await logIn(person)
        }
      }),
      { numRuns: Math.ceil(requests / inEach), endOnFailure: true }
    )
    expect([...found]).toEqual([])
    // It came further than the doors.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 403, 404, 409, 412, 422]))
    expect(world.logged.filter((line) => line.includes("failed"))).toEqual([])
  }, 600_000)
})
