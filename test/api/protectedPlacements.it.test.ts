/**
 * Feature under test: a household that becomes strictly confidential after a municipality was asked, or has said yes, is in
 * nothing the municipality or an officer sees from then on, counts included; its own queue takes it over (case A11). On
 * both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { openCaseWorld, type Somebody, setUpPeople, solved } from "./caseWorld.ts"
import { type Required, requestsOf, roomy, roundFor, type Sent, sendAll, yesTo } from "./requestWorld.ts"

interface Counted {
  readonly asked: number
  readonly agreed: number
  readonly settled: number
  readonly planned: number
  readonly free: number
}
interface Listed {
  readonly items: ReadonlyArray<{ readonly id: string }>
  readonly next: string | null
}
interface Row {
  readonly stage: string
  readonly persons: number
}
interface Versioned {
  readonly version: number
}

const at = "/api/v1/rounds/hidden"
const lease = { checkedOn: "2024-11-15", suitable: true, rooms: 4, stepFree: false, availableFrom: "2024-12-15" }

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let bergen: Somebody
  let keeper: Somebody
  /** Open with a question; accepted and on its way, with one of several persons arrived; asked and declined. */
  let [open, moving, declined]: ReadonlyArray<Sent> = []
  let applicant = ""
  /** Persons the published plan has a place for and nobody is asked about. */
  let waiting = 0
  let application = ""
  let settlement = ""
  let person = ""
  let before: Counted
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    keeper = await world.as("protected")
    const sent = await sendAll(world, await roundFor("hidden", "4601", 12))
    moving = sent.find(({ persons }) => persons > 1)!
    ;[open, declined] = sent.filter((one) => one !== moving) as unknown as [Sent, Sent]
    // One is taken back, and applies to settle itself instead.
    const back = sent.find((one) => ![open, moving, declined].includes(one))!
    await officer.ok("POST", `/api/v1/requests/${back.id}/withdrawal`, { version: back.version })
    applicant = back.household
    waiting = back.persons + declined!.persons
    const applied = await officer.ok<{ id: string }>("POST", `${at}/households/${applicant}/self-settlement`, {
      body: { municipality: "4601", reference: "2024/5", appliedOn: "2024-11-01" }
    })
    application = applied.id
    await bergen.ok("POST", `/api/v1/requests/${open!.id}/questions`, { body: { text: "Når kan de flytte?" } })
    await bergen.ok("POST", `/api/v1/requests/${declined!.id}/answer`, {
      body: { _tag: "decline", reason: { _tag: "no-suitable-dwelling" } },
      version: declined!.version
    })
    await arrivePartly()
    before = await counts()
    for (const household of [open!.household, moving.household, declined!.household, applicant])
      await officer.ok("POST", `${at}/households/${household}/strictly-confidential`)
  })
  afterAll(() => world?.close())

  const arrivePartly = async () => {
    const path = `/api/v1/requests/${moving!.id}`
    const { required, version } = await bergen.ok<{ required: ReadonlyArray<Required>; version: number }>("GET", path)
    const yes = await bergen.ok<Versioned>("POST", `${path}/answer`, { body: yesTo(required), version })
    const file = await bergen.ok<{
      members: ReadonlyArray<{ id: string }>
      confirmations: ReadonlyArray<Required>
    }>("GET", `${path}/file`)
    await bergen.ok("POST", `${path}/confirmations`, {
      body: { confirmations: yesTo(file.confirmations).confirmations },
      version: yes.version
    })
    const { settlements } = await officer.ok<{
      settlements: ReadonlyArray<{ id: string; household: string; version: number }>
    }>("GET", `${at}/settlements`)
    const here = settlements.find(({ household }) => household === moving!.household)!
    settlement = here.id
    const take = (who: Somebody, body: object, { version: seen }: Versioned) =>
      who.ok<Versioned>("POST", `/api/v1/settlements/${settlement}/steps`, { body, version: seen })
    let now = await take(officer, { _tag: "decide", decidedOn: "2024-11-21" }, here)
    const informed = { _tag: "inform", informedOn: "2024-11-22", language: "tir", interpreter: true }
    now = await take(officer, informed, now)
    now = await take(bergen, { _tag: "agree-move", moveOn: "2024-12-15" }, now)
    person = file.members[0]!.id
    await bergen.ok("POST", `/api/v1/settlements/${settlement}/arrivals`, {
      body: { person, on: "2024-12-15" },
      version: now.version
    })
  }
  const counts = async () =>
    (await bergen.ok<{ capacities: ReadonlyArray<Counted> }>("GET", "/api/v1/capacities/2024")).capacities[0]!
  type Act = readonly [method: string, path: string, body?: object]
  const ids = () => [open!.id, moving!.id, declined!.id]

  test("no list of the municipality's has it, and no page ends short of it", async () => {
    const found: Array<string> = []
    for (let next: string | null = "/api/v1/requests?limit=3"; next !== null; ) {
      const page: Listed = await bergen.ok<Listed>("GET", next)
      found.push(...page.items.map(({ id }) => id))
      next = page.next
    }
    const left = (await requestsOf(officer, "hidden")).map(({ id }) => id)
    expect(found.sort()).toEqual(left.sort())
    expect(found.filter((id) => ids().includes(id))).toEqual([])
    const { selfSettlements } = await bergen.ok<{ selfSettlements: ReadonlyArray<object> }>(
      "GET",
      "/api/v1/municipalities/4601/self-settlements"
    )
    expect(selfSettlements).toEqual([])
  })

  test("nothing of it is opened, answered, asked or registered, like what is nowhere", async () => {
    const acts = ids().flatMap(
      (id): ReadonlyArray<Act> => [
        ["GET", `/api/v1/requests/${id}`],
        ["GET", `/api/v1/requests/${id}/file`],
        ["POST", `/api/v1/requests/${id}/answer`, { _tag: "decline", reason: { _tag: "no-places" } }],
        ["POST", `/api/v1/requests/${id}/confirmations`, { confirmations: [] }],
        ["POST", `/api/v1/requests/${id}/questions`, { text: "Hvor ble det av dem?" }]
      ]
    )
    const later: ReadonlyArray<Act> = [
      ["POST", `/api/v1/settlements/${settlement}/steps`, { _tag: "agree-move", moveOn: "2024-12-20" }],
      ["POST", `/api/v1/settlements/${settlement}/arrivals`, { person, on: "2024-12-15" }],
      ["POST", `/api/v1/municipalities/4601/self-settlements/${application}/lease`, lease]
    ]
    for (const [method, path, body] of [...acts, ...later])
      for (const version of [1, 2, 3, 4, 5, 6]) {
        const { status } = await bergen.send(method, path, { ...(body && { body }), version })
        expect([method, path, version, status]).toEqual([method, path, version, 404])
      }
  })

  test("row security itself hides it, whatever a route might ask", async () => {
    const access = { role: "api_kommune", user: "bergen", municipality: "4601", roles: "municipality-admin" } as const
    const trx = await world.database.admin.startTransaction().execute()
    try {
      await sql`select set_config('role', ${access.role}, true), set_config('app.user', ${access.user}, true),
        set_config('app.municipality', ${access.municipality}, true), set_config('app.roles', ${access.roles}, true)`.execute(
        trx
      )
      const { rows } = await sql<Record<string, number>>`select
        (select count(*)::int from core.request where id = any(${ids()}::uuid[])) as requests,
        (select count(*)::int from core.disclosure where request_id = any(${ids()}::uuid[])) as disclosures,
        (select count(*)::int from core.question where request_id = any(${ids()}::uuid[])) as questions,
        (select count(*)::int from core.confirmation where request_id = any(${ids()}::uuid[])) as confirmations,
        (select count(*)::int from core.settlement where id = ${settlement}) as settlements,
        (select count(*)::int from core.arrival where person_id = ${person}) as arrivals,
        (select count(*)::int from core.self_settlement) as applications`.execute(trx)
      expect(Object.values(rows[0]!)).toEqual([0, 0, 0, 0, 0, 0, 0])
      for (const asked of [
        sql`select core.settlement_here(${moving!.id}) as told`,
        sql`select core.needed_of(${moving!.id}) as told`,
        sql`select core.party_of(${open!.id}) as told`,
        sql`select core.all_arrived(${settlement}) as told`
      ])
        expect((await asked.execute(trx)).rows.filter((row) => (row as { told: unknown }).told !== null)).toEqual([])
      for (const asked of [
        sql`select core.hold_round(${moving!.id}, null) as held`,
        sql`select core.hold_round(null, ${settlement}) as held`
      ])
        expect((await asked.execute(trx)).rows).toEqual([{ held: false }])
    } finally {
      await trx.rollback().execute()
    }
  })

  test("it is in no count: not of what is asked, agreed or settled", async () => {
    const now = await counts()
    expect(now).toMatchObject({
      asked: before.asked - open!.persons,
      agreed: before.agreed - (moving!.persons - 1),
      settled: before.settled - 1,
      planned: before.planned - waiting,
      free: before.free + open!.persons + moving!.persons + waiting
    })
    const { rows } = await bergen.ok<{ rows: { total: ReadonlyArray<Row> } }>(
      "GET",
      "/api/v1/municipalities/4601/reconciliation/2024"
    )
    const at_ = (stage: string) => rows.total.find((row) => row.stage === stage)!.persons
    expect(at_("asked") - at_("agreed")).toBe(now.asked)
  })

  test("officers find it in no list and no history, and the round is solved without it", async () => {
    const names = [open, moving, declined].flatMap((one) => [one!.id, one!.household])
    for (const path of ["/requests", "/settlements", "/self-settlements", "/history", "/households?limit=100"]) {
      const text = JSON.stringify(await officer.ok("GET", `${at}${path}`))
      for (const name of [...names, applicant, settlement, application])
        expect([path, name, text.includes(`"${name}"`) || text.includes(`:${name}"`)]).toEqual([path, name, false])
    }
    for (const id of ids()) expect((await officer.send("GET", `/api/v1/requests/${id}`)).status).toBe(404)
    await solved(officer, "hidden")
  })

  test("its own queue has it, with what was asked and how far it has come", async () => {
    const path = (household: string) => `/api/v1/protected-queue/hidden/${household}/placements`
    expect(await keeper.ok("GET", path(moving!.household))).toMatchObject({
      settlement: { state: "move-agreed", municipality: "4601", persons: moving!.persons, arrived: 1 },
      requests: [{ id: moving!.id, municipality: "4601", state: "accepted" }],
      selfSettlements: []
    })
    expect(await keeper.ok("GET", path(open!.household))).toMatchObject({
      settlement: { state: "waiting", municipality: null },
      requests: [{ id: open!.id, municipality: "4601", state: "withdrawn" }]
    })
    expect(await keeper.ok("GET", path(applicant))).toMatchObject({
      selfSettlements: [{ municipality: "4601", reference: "2024/5", state: "pending" }]
    })
    const ordinary = (await requestsOf(officer, "hidden"))[0]!.household
    expect((await keeper.send("GET", path(ordinary))).status).toBe(404)
    for (const who of [officer, bergen, await world.as("lead")])
      expect((await who.send("GET", path(moving!.household))).status).toBe(403)
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from audit.content c join audit.entry e on e.seq = c.seq
      where c.subject = ${`household:hidden/${moving!.household}`} and e.purpose = 'protection'`.execute(
      world.database.admin
    )
    expect(rows[0]!.n).toBe(1)
  })
})
