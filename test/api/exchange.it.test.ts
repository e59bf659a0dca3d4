/**
 * Feature under test: what a municipality and IMDi tell each other beside answers: texts that pass the checks of comments (S6),
 * what a declaration leaves open, the receipt of a file (R27), the last day to apply for a grant (S24), and how often something
 * was asked for again (R45). On both databases, over HTTP.
 */
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { declaredFacts } from "../../src/casework/answer/missingFacts.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { serviceClasses } from "../../src/domain/Need.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { type Required, requestsOf, roomy, roundFor, type Sent, sendAll, yesTo } from "./requestWorld.ts"

interface Opened {
  readonly version: number
  readonly required: ReadonlyArray<Required>
  readonly receivedAt: string | null
  readonly questions: ReadonlyArray<unknown>
  readonly settlement: { readonly id: string; readonly version: number; readonly confirmed: boolean }
}
interface Refusal {
  readonly type: string
  readonly errors: ReadonlyArray<{ readonly pointer: string; readonly detail: string }>
}

const times = repetitions(20)

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let bergen: Somebody
  let admin: Somebody
  let trondheim: Somebody
  let sent: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.asMunicipality("4601")
    const organisation = { _tag: "municipality", code: MunicipalityCode.make("4601") } as const
    admin = await world.asMember("administers 4601", organisation, "municipality-admin")
    trondheim = await world.as("trondheim")
    sent = await sendAll(world, await roundFor("bergen", "4601", 9))
  })
  afterAll(() => world?.close())

  const at = ({ id }: { readonly id: string }, rest = "") => `/api/v1/requests/${id}${rest}`
  const opened = (who: Somebody, request: Sent) => who.ok<Opened>("GET", at(request))
  const accept = async (request: Sent) => {
    const { required, version } = await opened(bergen, request)
    await bergen.ok("POST", at(request, "/answer"), { body: yesTo(required), version })
  }
  const step = async (who: Somebody, request: Sent, body: unknown) => {
    const { settlement } = await opened(bergen, request)
    await who.ok("POST", `/api/v1/settlements/${settlement.id}/steps`, { body, version: settlement.version })
  }

  test("a question and its answer are about what they may be about, and what is refused is not kept", async () => {
    const [request] = sent
    const refused = [
      ["Er de syrere?", "text-nationality"],
      ["Er de muslimer?", "text-religion"],
      ["Er dette en enslig mor?", "text-family"],
      ["Gjelder det 2024 0000 0159?", "text-number"]
    ] as const
    const { id } = await bergen.ok<{ id: string }>("POST", at(request!, "/questions"), {
      body: { text: "Kan flyttingen vente til februar?" }
    })
    for (let i = 0; i < times; i++) {
      const [text, code] = refused[i % refused.length]!
      for (const [who, path] of [
        [bergen, at(request!, "/questions")],
        [officer, at(request!, `/questions/${id}/answer`)]
      ] as const) {
        const { body, status } = await who.send<Refusal>("POST", path, { body: { text } })
        expect(status).toBe(422)
        expect(body.type).toBe("urn:treff:problem:body-invalid")
        expect(body.errors).toEqual([{ pointer: "/text", detail: code }])
        expect(JSON.stringify(body)).not.toContain(text)
      }
      // A text tells nobody whether there is such a request.
      expect((await trondheim.send("POST", at(request!, "/questions"), { body: { text } })).status).toBe(404)
    }
    expect((await opened(bergen, request!)).questions).toMatchObject([{ id, answer: null }])
    await officer.ok("POST", at(request!, `/questions/${id}/answer`), {
      body: { text: "Ja, til utgangen av februar." }
    })
  })

  test("a declaration says what it leaves open, when it is made and when it is read", async () => {
    const path = "/api/v1/municipalities/4601/declarations"
    const said = { declaredOn: "2024-11-20", source: "own" }
    const open = declaredFacts.map((fact) => ({ fact }))
    const first = await bergen.ok<{ missing: object }>("POST", path, { body: said })
    expect(first.missing).toEqual(open)
    const services = serviceClasses.map((service) => ({ service, status: "exists" }))
    const lists = { dwellings: [], norwegianTracks: [], sameAgeEducation: [], minorHousing: [], services }
    const whole = await bergen.ok<{ missing: object }>("POST", path, { body: { ...said, ...lists, followUpPlaces: 1 } })
    expect(whole.missing).toEqual([])
    const { declarations } = await officer.ok<{ declarations: ReadonlyArray<{ missing: object }> }>("GET", path)
    expect(declarations.map(({ missing }) => missing)).toEqual([[], open])
  })

  test("the receipt of a file: after a yes, by whoever writes there, once; IMDi sees it", async () => {
    const [, request] = sent
    const receive = (who: Somebody) => who.send<{ receivedAt: string }>("POST", at(request!, "/receipt"))
    expect((await receive(bergen)).status).toBe(409)
    await accept(request!)
    expect((await receive(await world.as("bergen-reader"))).status).toBe(403)
    expect((await receive(officer)).status).toBe(403)
    expect((await receive(trondheim)).status).toBe(404)
    expect((await opened(officer, request!)).receivedAt).toBeNull()
    const { body, status } = await receive(bergen)
    expect(status).toBe(200)
    for (const who of [bergen, admin]) expect((await receive(who)).body).toEqual(body)
    for (const who of [bergen, officer]) expect((await opened(who, request!)).receivedAt).toBe(body.receivedAt)
    const told = (await requestsOf(officer, "bergen")) as ReadonlyArray<Sent & { receivedAt: string | null }>
    expect(told.flatMap(({ id, receivedAt }) => (receivedAt === null ? [] : [id]))).toEqual([request!.id])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry
      where action = 'answer' and fields = array['receipt']`.execute(world.database.admin)
    expect(rows).toEqual([{ n: 1 }])
    // Whoever has left the household behind has nothing to receive.
    const { settlement } = await opened(officer, request!)
    const body2 = { _tag: "withdraw", reason: "Søknaden er trukket." }
    await officer.ok("POST", `/api/v1/settlements/${settlement.id}/steps`, { body: body2, version: settlement.version })
    expect((await receive(bergen)).status).toBe(409)
  })

  test("the last day to apply for a grant: released, complex, and to municipality-write alone", async () => {
    const households = sent.slice(2)
    const deadlines: Array<unknown> = []
    const ways = [
      [bergen, true, "settlement-and-municipality"],
      [admin, true, "settlement-and-municipality"],
      [bergen, false, "settlement-and-municipality"],
      [bergen, true, "settlement"]
    ] as const
    for (const request of households) {
      await accept(request)
      const file = await bergen.ok<{
        confirmations: ReadonlyArray<Required>
        members: ReadonlyArray<{ id: string; role: string }>
      }>("GET", at(request, "/file"))
      const { settlement, version } = await opened(bergen, request)
      const { confirmations } = yesTo(file.confirmations)
      if (!settlement.confirmed)
        await bergen.ok("POST", at(request, "/confirmations"), { body: { confirmations }, version })
      await step(officer, request, { _tag: "decide", decidedOn: "2024-12-02" })
      await step(officer, request, { _tag: "inform", informedOn: "2024-12-03", language: "ukr", interpreter: true })
      await step(bergen, request, { _tag: "agree-move", moveOn: "2025-01-10" })
      for (const { id: person } of file.members) {
        const way = deadlines.length % ways.length
        const need = async (complex: boolean, scope: string) =>
          await sql`insert into health.need (round_id, person_id, seq, strictly_confidential, service, doc)
            values ('bergen', ${person}, 90, false, 'home-nursing', ${JSON.stringify({
              strength: "helpful",
              complex,
              legalBasis: "test",
              release: { scope, releasedBy: "person", releasedOn: "2024-01-01" },
              provenance: { source: "stated", date: "2024-01-01" }
            })}::jsonb)`.execute(world.database.admin)
        await sql`delete from health.need where person_id = ${person}`.execute(world.database.admin)
        const [who, complex, scope] = ways[way]!
        await need(complex, scope)
        const now = (await opened(bergen, request)).settlement
        const key = randomUUID()
        const arrival = { body: { person, on: "2025-12-31" }, version: now.version, key }
        const path = `/api/v1/settlements/${now.id}/arrivals`
        const told = await who.ok<{ grantDeadline?: string }>("POST", path, arrival)
        expect(told.grantDeadline).toBe(way === 0 ? "2027-02-28" : undefined)
        deadlines.push(told.grantDeadline)
        // Told again under the key while it is released, and kept with no answer.
        expect(await who.ok("POST", path, arrival)).toEqual(told)
        await sql`delete from health.need where person_id = ${person}`.execute(world.database.admin)
        expect(await who.ok<object>("POST", path, arrival)).not.toHaveProperty("grantDeadline")
      }
    }
    expect(deadlines.length).toBeGreaterThanOrEqual(ways.length)
    const { rows } = await sql`select 1 from ops.idempotency where answer::text like '%rant%'`.execute(
      world.database.admin
    )
    expect(rows).toEqual([])
  })

  test("the officer's list counts questions, and facts stated again; not the first time, not a register", async () => {
    const listed = async () => {
      const { items } = await officer.ok<{ items: ReadonlyArray<{ household: string; reasks: number }> }>(
        "GET",
        "/api/v1/rounds/bergen/households"
      )
      return items.flatMap(({ household, reasks }) => (reasks === 0 ? [] : [[household, reasks] as const]))
    }
    const asked = sent[0]!.household
    expect(await listed()).toEqual([[asked, 1]])
    const other = sent[1]!.household
    const path = `/api/v1/rounds/bergen/households/${other}`
    const say = async (value: string, source: string) => {
      const { headers } = await officer.get(path)
      const version = Number(/\d+/u.exec(headers.get("etag")!)![0])
      const body = { field: "permitOn", value, source, saidOn: "2024-11-01" }
      await officer.ok("POST", `${path}/corrections`, { body, version })
    }
    await say("2024-05-01", "stated")
    await say("2024-05-02", "verified")
    expect(await listed()).toEqual([[asked, 1]])
    await say("2024-05-03", "stated")
    expect([...(await listed())].sort()).toEqual(
      [
        [asked, 1],
        [other, 1]
      ].sort()
    )
  })
})
