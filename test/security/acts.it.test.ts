/**
 * Feature under test: acts that come twice, at once or too late. The same key is one act with one answer (R2), also when the
 * answer got lost and the server is another one by then; of two who publish at once one does (R4); what names no version or
 * an old one changes nothing, on every route that demands one (R6).
 */
import { randomUUID } from "node:crypto"
import { Schema } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoPeople } from "../../src/api/identity/demoPeople.ts"
import { Round } from "../../src/domain/Round.ts"
import {
  type Caseworld,
  caseworkOver,
  home,
  openCaseWorld,
  readyRound,
  type Somebody,
  setUp,
  solved
} from "../api/caseWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"
import { Chance } from "./openapi/Chance.ts"
import { addressOf, demands, readDocument } from "./openapi/document.ts"
import { makeValue } from "./openapi/makeValue.ts"

const encodeRound = Schema.encodeSync(Round)

interface Versioned {
  readonly version: number
}

/** What is replaced or taken away without naming a version, and why that replaces nothing that somebody should have read. */
const withoutVersion: Readonly<Record<string, string>> = {
  "PUT /api/v1/capacities/{year}":
    "Loads IMDi's list, the truth for its columns; what a municipality decided since stays.",
  "PUT /api/v1/municipalities/{code}/school-places":
    "Adds a dated declaration; the ones before it stay and can be read.",
  "PUT /api/v1/municipalities/{code}/notice-addresses":
    "The administrator's whole list, about no household; sent again it is the same.",
  "DELETE /api/v1/municipalities/{code}/notice-addresses": "Ends notices by mail, whatever addresses there were.",
  "DELETE /api/v1/runs/{id}": "Stops a run, which only goes on or ends; one that has ended is refused."
}

const at = (path: string) => `/api/v1/rounds/small${path}`

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let plan: string
  let households: ReadonlyArray<string>
  let [one, two, lead]: ReadonlyArray<Somebody> = []
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    one = await world.as("officer-1")
    two = await world.as("officer-2")
    lead = await world.as("lead")
    plan = (await solved(one, "small")).plan
    const { placements } = await one.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      at("/recommendations")
    )
    households = placements.filter(({ state }) => state === "placed").map(({ household }) => household)
  })
  afterAll(() => world?.close())

  const count = async (kind: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.event where kind = ${kind}`.execute(
      world.database.admin
    )
    return rows[0]!.n
  }
  const follow = (household: string) => ({ plan, decisions: [{ _tag: "follow", household }] })
  /** A municipality that the plan did not choose for the household. */
  const elsewhere = async (household: string) => {
    const { placements } = await one!.ok<{
      placements: ReadonlyArray<{
        household: string
        municipality: string
        topK: ReadonlyArray<{ municipality: string }>
      }>
    }>("GET", at("/recommendations"))
    const { municipality, topK } = placements.find((placed) => placed.household === household)!
    return topK.find((one) => one.municipality !== municipality)!.municipality
  }
  const decide = (body: unknown, key: string) => one!.send<Versioned>("POST", at("/decisions"), { body, key })

  test("R2: ten at once with one key are one act with one answer; another body is refused", async () => {
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const [key, before] = [randomUUID(), await count("decided")]
      const household = households[n % households.length]!
      const answers = await Promise.all(Array.from({ length: 10 }, () => decide(follow(household), key)))
      expect(new Set(answers.map(({ body, status }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
      expect(answers[0]!.status).toBe(200)
      expect(await count("decided")).toBe(before + 1)
      const other = await decide(follow(households[(n + 1) % households.length]!), key)
      expect([other.status, (other.body as { type?: string }).type]).toEqual([
        422,
        "urn:treff:problem:idempotency-reused"
      ])
      expect(await count("decided")).toBe(before + 1)
    }
  })

  test("R2: whose answer got lost asks again, also of another server, and gets that answer", async () => {
    let other: Caseworld | undefined
    try {
      // Another process over the same database: it remembers nothing of the first.
      other = caseworkOver(world.database, { works: false })
      for (let n = 0; n < repetitionsOnBoth(20); n++) {
        const [key, before] = [randomUUID(), await count("decided")]
        const body = JSON.stringify(follow(households[n % households.length]!))
        const request = (signal?: AbortSignal) => ({
          method: "POST",
          body,
          ...(signal === undefined ? {} : { signal }),
          headers: {
            cookie: one!.cookie,
            origin: home,
            "treff-request": "1",
            "content-type": "application/json",
            "idempotency-key": key
          }
        })
        // The client goes at a random moment: before the act, within it, between commit and answer, or after it.
        const gone = new AbortController()
        const lost = Promise.resolve(world.app.request(`${home}${at("/decisions")}`, request(gone.signal)))
        for (let turn = 0; turn < n % 40; turn++) await new Promise((resolve) => setImmediate(resolve))
        gone.abort()
        await lost.catch(() => undefined)
        expect(await count("decided")).toBeLessThanOrEqual(before + 1)
        const first = await other.app.request(`${home}${at("/decisions")}`, request())
        const second = await world.app.request(`${home}${at("/decisions")}`, request())
        expect([first.status, second.status]).toEqual([200, 200])
        expect(await second.json()).toEqual(await first.json())
        expect(await count("decided")).toBe(before + 1)
      }
    } finally {
      await other?.stop()
    }
  })

  test("R2: the answer stands, whatever has happened to the round, the plan or the household since", async () => {
    const kept: Array<{ readonly key: string; readonly body: unknown; readonly answer: unknown }> = []
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const [key, body] = [randomUUID(), follow(households[n % households.length]!)]
      kept.push({ key, body, answer: await decide(body, key) })
    }
    // An override looks at more than any other act before it is done: the plan, the household, and a solve of its own.
    const household = households[0]!
    const other = await elsewhere(household)
    const override = { _tag: "override", household, municipality: other, reason: "Søsteren bor i kommunen." }
    const [key, body] = [randomUUID(), { plan, decisions: [override] }]
    const overridden = await decide(body, key)
    expect(overridden.status).toBe(200)
    for (let n = 0; n < repetitionsOnBoth(20); n++) kept.push({ key, body, answer: overridden })
    const before = await count("decided")
    plan = (await solved(one!, "small")).plan
    for (const { answer, body, key } of kept) {
      const again = await decide(body, key)
      const { status, body: said } = answer as typeof again
      expect([again.status, again.body]).toEqual([status, said])
    }
    // A new key is a new act, and the plan it names is no longer the latest.
    expect((await decide(body, randomUUID())).status).toBe(409)
    expect(await count("decided")).toBe(before)
    await one!.ok("DELETE", at(`/households/${household}/decision`), { version: "file" })
    plan = (await solved(one!, "small")).plan
  })

  test("R2: a round whose answer got lost is saved once, and answered as before", async () => {
    const rounds = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.round`.execute(world.database.admin)
      return rows[0]!.n
    }
    const create = (key: string, sent: unknown) => one!.send("POST", "/api/v1/rounds", { body: sent, key })
    const some = {
      ...encodeRound(await readyRound()),
      households: [],
      capacities: [],
      locks: [],
      forbids: [],
      announced: []
    }
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const body = { ...some, id: `lost-${n}` }
      const [key, before] = [randomUUID(), await rounds()]
      const answers = await Promise.all([create(key, body), create(key, body)])
      answers.push(await create(key, body))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      for (const { body: said } of answers) expect(said).toEqual(answers[0]!.body)
      expect(await rounds()).toBe(before + 1)
      expect((await create(randomUUID(), body)).status).toBe(409)
      expect((await create(key, { ...body, name: "another" })).status).toBe(422)
    }
  })

  test("R4: of two who publish at once, one does", async () => {
    await decide({ plan, decisions: households.map((household) => ({ _tag: "follow", household })) }, randomUUID())
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const before = await count("round-published")
      const { version } = await one!.ok<Versioned>("GET", at(""))
      const submitted = await one!.ok<Versioned>("POST", at("/submission"), { version })
      const answers = await Promise.all(
        [two!, lead!].map((officer) => officer.send<Versioned>("POST", at("/publication"), submitted))
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
      expect(await count("round-published")).toBe(before + 1)
      const { rows } = await sql`select from core.publication`.execute(world.database.admin)
      expect(rows).toHaveLength(1)
      const published = answers.find(({ status }) => status === 200)!.body
      await one!.ok("DELETE", at("/publication"), published)
    }
  })

  test("R4: of two who publish two plans at once, one does, and it is the plan that was submitted last", async () => {
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const { version } = await one!.ok<Versioned>("GET", at(""))
      const earlier = await one!.ok<Versioned>("POST", at("/submission"), { version })
      await one!.ok("DELETE", at("/publication"), earlier)
      // Another plan of the same round, as the next run would save it.
      await sql`
        with copy as (
          insert into core.plan overriding system value select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),
            'sequence', (select max(sequence) + 1 from core.plan), 'run_id', null))).*
          from core.plan p where p.round_id = 'small' order by p.sequence desc limit 1 returning id)
        insert into core.placement select (jsonb_populate_record(l, jsonb_build_object('plan_id', copy.id))).*
        from core.placement l, copy where l.plan_id = ${plan}`.execute(world.database.admin)
      plan = (await one!.ok<{ plan: string }>("GET", at(""))).plan
      const now = await one!.ok<Versioned>("GET", at(""))
      const later = await one!.ok<Versioned>("POST", at("/submission"), now)
      const answers = await Promise.all([
        two!.send<Versioned>("POST", at("/publication"), earlier),
        lead!.send<Versioned>("POST", at("/publication"), later)
      ])
      expect(answers.map(({ status }) => status)).toEqual([412, 200])
      const { rows } = await sql<{ plan: string }>`select plan_id as plan from core.publication`.execute(
        world.database.admin
      )
      expect(rows).toEqual([{ plan }])
      await one!.ok("DELETE", at("/publication"), answers[1]!.body)
    }
  })

  test("R2: requests and their answers stand, though the publication is taken back and the request is closed", async () => {
    const { version } = await one!.ok<Versioned>("GET", at(""))
    const submitted = await one!.ok<Versioned>("POST", at("/submission"), { version })
    const publication = await two!.ok<Versioned>("POST", at("/publication"), submitted)
    const send = (household: string, key: string) =>
      one!.send<{ requests: ReadonlyArray<{ id: string }> }>("POST", at("/requests"), {
        body: { households: [household] },
        key
      })
    const asked = []
    // The last ones are kept for what follows.
    for (const household of households.slice(0, 5)) {
      const key = randomUUID()
      asked.push({ household, key, first: await send(household, key) })
    }
    await one!.ok("DELETE", at("/publication"), publication)
    const { requests } = await one!.ok<{
      requests: ReadonlyArray<{ id: string; municipality: string; version: number }>
    }>("GET", at("/requests"))
    const answered = []
    for (const { id, municipality, version } of requests) {
      const somebody = await world.asMunicipality(municipality)
      const ask = { body: { _tag: "decline", reason: { _tag: "no-places" } }, version, key: randomUUID() }
      const answer = () => somebody.send("POST", `/api/v1/requests/${id}/answer`, ask)
      answered.push({ answer, first: await answer() })
    }
    for (let n = 0; n < repetitionsOnBoth(20); n++) {
      const { first, household, key } = asked[n % asked.length]!
      const again = await send(household, key)
      expect([first.status, again.status]).toEqual([200, 200])
      expect(again.body).toEqual(first.body)
      expect((await send(household, randomUUID())).status).toBe(409)
      const closed = answered[n % answered.length]!
      const told = await closed.answer()
      expect([closed.first.status, told.status, told.body]).toEqual([200, 200, closed.first.body])
    }
    expect(await count("request-declined")).toBe(answered.length)
  })

  test("R6: without a version 428, with an old one 412, and nothing is changed", async () => {
    const { routes, schemas } = await readDocument(world.app)
    const versioned = routes.filter((route) => demands(route, "if-match"))
    expect(versioned.length).toBeGreaterThanOrEqual(3)
    expect(versioned.map(({ path }) => path)).toContain("/api/v1/rounds/{id}/households/{household}/corrections")
    const replacing = routes.filter(({ method }) => ["PUT", "PATCH", "DELETE"].includes(method))
    const unread = replacing
      .filter((route) => !versioned.includes(route))
      .map(({ method, path }) => `${method} ${path}`)
    expect(unread.sort()).toEqual(Object.keys(withoutVersion).sort())
    // Whoever has not been asked about applies to settle herself, so that there is something to decide.
    const applicants: Array<string> = []
    for (const household of households) {
      const body = { municipality: "4601", reference: "2024/1", appliedOn: "2024-11-01" }
      const { status } = await one!.send("POST", at(`/households/${household}/self-settlement`), { body })
      if (status === 200) applicants.push(household)
    }
    expect(applicants.length).toBeGreaterThan(0)
    const known: Record<string, ReadonlyArray<string>> = {
      rounds: ["small"],
      id: ["small"],
      municipality: ["4601"],
      municipalities: ["4601"],
      capacities: ["4601"],
      year: ["2024"],
      household: applicants
    }
    const everybody = await Promise.all(demoPeople.map(({ person }) => world.as(person)))
    const state = async () => {
      const { rows } =
        await sql`select (select array_agg(r order by r) from (select r.id, r.state, r.version from core.round r) r) as rounds,
        (select array_agg(c order by c) from (select c.municipality, c.year, c.version from core.capacity c) c) as places,
        (select array_agg(a order by a) from (select a.id, a.state, a.version from core.self_settlement a) a) as applications,
        (select array_agg(h order by h) from (select h.id, h.version from core.household h) h) as files,
        (select array_agg(s order by s) from (select s.id, s.state, s.version from core.settlement s) s) as settlements,
        (select array_agg(q order by q) from (select q.id, q.state, q.version from core.request q) q) as requests`.execute(
          world.database.admin
        )
      return rows
    }
    const before = await state()
    const withTheRound = new Set([one, two, lead].map((somebody) => somebody!.account))
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(...versioned), async (seed, route) => {
        const chance = new Chance(seed)
        const subject = route.path.split("/{id}")[0]!.split("/").at(-1)!
        const path = addressOf(route.path, (name) =>
          chance.pick(known[name === "id" ? subject : name] ?? [randomUUID()])
        )
        const schema = route.requestBody?.content["application/json"]?.schema
        const example = route.requestBody?.content["application/json"]?.example
        const body = schema === undefined ? undefined : (example ?? makeValue(schema, { chance, known, schemas }))
        const asked = body === undefined ? {} : { body }
        for (const somebody of everybody) {
          const send = (headers: Record<string, string>) =>
            somebody.send(route.method, path, { ...asked, headers }).then(({ status }) => status)
          const [without, stale, wild] = [
            await send({}),
            await send({ "if-match": '"v0"' }),
            await send({ "if-match": "*" })
          ]
          // Who may not come as far as the version is told so, and in the same words with one.
          if (without !== 428) expect([route.path, stale, wild]).toEqual([route.path, without, without])
          else expect([route.path, stale >= 400 && stale < 500, wild]).toEqual([route.path, true, 400])
          const works = without === 428 && withTheRound.has(somebody.account)
          if (works && path.startsWith(at(""))) expect([route.path, stale]).toEqual([route.path, 412])
        }
      }),
      { numRuns: repetitionsOnBoth(20) }
    )
    expect(await state()).toEqual(before)
  })
})
