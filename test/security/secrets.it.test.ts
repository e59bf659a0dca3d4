/**
 * Feature under test: what stands in a case stands nowhere else. Numbers, health words, legal bases, free texts and addresses
 * are planted, every route is asked in every way, and then logs, problems, headers, history, outbox, runs and queue are
 * searched (case H6).
 */
import { Schema } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoPeople } from "../../src/api/identity/demoPeople.ts"
import { syntheticDuf } from "../../src/domain/Duf.ts"
import { Round } from "../../src/domain/Round.ts"
import { home, openCaseWorld, readyRound, setUp, solved } from "../api/caseWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { Chance } from "./openapi/Chance.ts"
import { type Route, readDocument, type Schemas } from "./openapi/document.ts"
import { makeRequest } from "./openapi/makeRequest.ts"
import { type Known, makeBody } from "./openapi/makeValue.ts"

/** Of nobody; each in a place of its own. */
const duf = syntheticDuf(2026, 987_654)
const markers = {
  duf,
  basis: "integreringsloven-zqxbasis",
  view: "zqxview vil bo hos farmor",
  how: "zqxhow i en samtale",
  interests: "zqxinterests skole",
  outcome: "zqxoutcome A2",
  reason: "zqxreason fordi det er slik",
  mail: "zqxmail@marker.example",
  health: "zqxhealth trenger dialyse"
}
const all = Object.values(markers)
const free = Object.values(markers).slice(1)

const inEach = 40

type Encoded = typeof Round.Encoded

/** The round with a marker wherever a person or an officer could have written something. */
const marked = (round: Encoded): Encoded => {
  const [first, ...others] = round.households
  const [adult, ...members] = first!.members
  const provenance = { source: "stated", date: "2024-10-01" } as const
  return {
    ...round,
    households: [
      {
        ...first!,
        bestInterests: markers.interests,
        members: [
          {
            ...adult,
            duf: { _tag: "synthetic", number: duf },
            healthNeeds: [
              {
                service: "dialysis",
                strength: "helpful",
                complex: false,
                legalBasis: markers.basis,
                release: { releasedBy: "person", scope: "settlement-and-municipality", releasedOn: "2024-10-02" },
                provenance
              }
            ],
            childView: { _tag: "heard", on: "2024-10-01", how: markers.how, view: markers.view },
            competence: {
              education: [],
              work: [],
              norwegian: [],
              plan: [],
              results: [{ kind: "norwegian-test", outcome: markers.outcome, provenance }]
            }
          },
          ...members
        ]
      },
      ...others
    ],
    locks: [],
    forbids: [{ household: first!.id, municipality: "0301", reason: markers.reason }]
  }
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let document: { readonly routes: ReadonlyArray<Route>; readonly schemas: Schemas }
  let round: Encoded
  let known: Known
  const cookies: Array<string> = [""]
  /** Problems and headers as they were answered. */
  const told: Array<string> = []

  beforeAll(async () => {
    world = await openCaseWorld(engine)
    round = marked(Schema.encodeSync(Round)(await readyRound()))
    await setUp(world, Schema.decodeSync(Round)(round))
    for (const { person } of demoPeople) cookies.push((await world.as(person)).cookie)
    const officer = await world.as("officer-1")
    cookies.push(officer.cookie, officer.cookie, (await world.as("lead")).cookie)
    const { plan } = await solved(officer, "small")
    document = await readDocument(world.app)
    const household = round.households.map(({ id }) => id)
    known = {
      rounds: ["small"],
      round: ["small"],
      households: [...household, duf],
      household: [...household, duf],
      person: [...round.households.flatMap(({ members }) => members.map(({ id }) => id)), duf],
      plan: [plan],
      plans: [plan],
      municipality: ["0301", "4601"],
      subject: [duf, markers.health],
      actor: [duf],
      after: [duf],
      ...Object.fromEntries(
        [
          "reason",
          "text",
          "comment",
          "question",
          "answer",
          "view",
          "how",
          "outcome",
          "legalBasis",
          "bestInterests",
          "name",
          "source",
          "value",
          "email",
          "address"
        ].map((name) => [name, free])
      )
    }
  })
  afterAll(() => world?.close())

  const send = async (address: string, init: RequestInit) => {
    const gone = new AbortController()
    const answer = await world.app.request(address, { ...init, signal: gone.signal })
    const { headers, status } = answer
    const text = status === 200 ? "" : await answer.text()
    gone.abort()
    await answer.body?.cancel().catch(() => undefined)
    told.push(`${init.method} ${address.slice(0, 80)} ${status} ${JSON.stringify([...headers])} ${text}`)
    return status
  }

  const hits = (texts: ReadonlyArray<string>, where: string): ReadonlyArray<string> =>
    texts.filter((text) => all.some((marker) => text.includes(marker))).map((text) => `${where}: ${text.slice(0, 600)}`)

  /** Every row of every table where nothing of a case belongs. */
  const rows = async (): Promise<ReadonlyArray<string>> => {
    const { rows: tables } = await sql<{ name: string }>`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and (n.nspname in ('audit', 'ops', 'pgboss') or n.nspname || '.' || c.relname
        in ('core.event', 'core.plan', 'core.placement', 'core.settlement', 'core.capacity'))
        and c.relname not in ('notice_address')`.execute(world.database.admin)
    const found: Array<string> = []
    for (const { name } of tables) {
      const { rows: lines } = await sql<{ line: string }>`select t::text as line from ${sql.table(name)} t`.execute(
        world.database.admin
      )
      found.push(
        ...hits(
          lines.map(({ line }) => line),
          name
        )
      )
    }
    return found
  }

  test("the markers are where they belong", async () => {
    const officer = await world.as("officer-1")
    const file = await officer.send("GET", `/api/v1/rounds/small/households/${round.households[0]!.id}`)
    expect(file.status).toBe(200)
    expect(JSON.stringify(file.body)).toContain(markers.view)
  })

  test("and nowhere else", async () => {
    const bodies = JSON.parse(JSON.stringify(round)) as Encoded
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const chance = new Chance(seed)
        for (let n = 0; n < inEach; n++) {
          const { address, init } = makeRequest(chance.pick(document.routes), chance.pick(cookies), {
            chance,
            known,
            schemas: document.schemas
          })
          await send(address, init)
        }
        // A whole round with its persons, with something wrong in it.
        const status = await send(`${home}/api/v1/rounds`, {
          method: "POST",
          body: makeBody({ ...bodies, id: `r${seed}` }, chance),
          headers: { cookie: cookies.at(-1)!, origin: home, "treff-request": "1", "content-type": "application/json" }
        })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: Math.ceil(repetitions(400) / inEach), endOnFailure: true }
    )
    const answered = told.map((line) => line.replace(/^\w+ \S+ /u, ""))
    expect(hits(answered, "answer")).toEqual([])
    expect(hits(world.logged, "log")).toEqual([])
    expect(await rows()).toEqual([])
  })
})
