/**
 * Feature under test: agreed self-settlement over HTTP (S8): an application blocks requests, the municipality looks at the
 * lease, a yes fixes the household, takes places and goes on like every yes. On both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { openCaseWorld, type Somebody, setUpPeople, solved } from "./caseWorld.ts"
import { published, requestsOf, roomy, roundFor } from "./requestWorld.ts"

interface Now {
  readonly id: string
  readonly state: string
  readonly version: number
}
interface Refusal {
  readonly type: string
  readonly detail: string
}
interface Counted {
  readonly selfSettlement: number
  readonly agreed: number
  readonly settled: number
  readonly planned: number
  readonly free: number
}
interface Settlement {
  readonly id: string
  readonly household: string
  readonly state: string
  readonly version: number
  readonly municipality: string | null
  readonly persons: number
}

const at = "/api/v1/rounds/self"
const reason = "Kontrakt signert i kommunen, se vedlegg i saken."
const application = { municipality: "5001", reference: "2024/17", appliedOn: "2024-11-01" }
const lease = { checkedOn: "2024-11-15", suitable: true, rooms: 4, stepFree: false, availableFrom: "2024-12-15" }
const agree = { _tag: "agree", agreedOn: "2024-11-20" }
const kindOf = ({ type }: Refusal) => type.replace("urn:treff:problem:", "")

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let bergen: Somebody
  let trondheim: Somebody
  let placed: ReadonlyArray<string>
  /** Applies to Trondheim, with a place in Bergen in the published plan. */
  let one: string
  let other: string
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    trondheim = await world.as("trondheim")
    placed = await published(world, await roundFor("self", "4601", 8))
    ;[one, other] = placed as [string, string]
  })
  afterAll(() => world?.close())

  const of = (household: string, rest = "") => `${at}/households/${household}/self-settlement${rest}`
  const refused = async (who: Somebody, path: string, ask: object) => {
    const { body, status } = await who.send<Refusal>("POST", path, ask)
    return [status, kindOf(body)]
  }
  const counts = async (who: Somebody) =>
    (await who.ok<{ capacities: ReadonlyArray<Counted> }>("GET", "/api/v1/capacities/2024")).capacities[0]!
  const settlementOf = async (household: string) =>
    (await officer.ok<{ settlements: ReadonlyArray<Settlement> }>("GET", `${at}/settlements`)).settlements.find(
      (each) => each.household === household
    )!
  const send = (...households: ReadonlyArray<string>) =>
    officer.send<Refusal>("POST", `${at}/requests`, { body: { households } })
  const checked = async (id: string, version: number, found: object = lease) =>
    await trondheim.ok<Now>("POST", `/api/v1/municipalities/5001/self-settlements/${id}/lease`, {
      body: found,
      version
    })

  test("a pending application keeps a request from being sent, and says for whom and what to do", async () => {
    const applied = await officer.ok<Now>("POST", of(one), { body: application })
    expect(applied).toMatchObject({ state: "pending", version: 1 })
    const { id: another } = await officer.ok<Now>("POST", of(other), { body: { ...application, reference: "2024/18" } })
    const { body, status } = await send(placed[2]!, other, one)
    expect([status, kindOf(body)]).toEqual([409, "self-settlement-pending"])
    expect(body.detail).toBe(
      `An application for self-settlement is pending for ${other}, ${one}. Decide it first, or take the household out.`
    )
    expect(await requestsOf(officer, "self")).toEqual([])
    expect(await refused(officer, of(one), { body: application })).toEqual([409, "already-exists"])
    // Refused, and nothing stands against asking any more.
    await officer.ok("POST", of(other, "/decision"), { body: { _tag: "refuse", reason }, version: 1 })
    // The municipality is told by mail to look, and that it need not any more.
    const { rows: told } = await sql`select kind, reference from ops.outbox where municipality = '5001'
      order by created_at`.execute(world.database.admin)
    expect(told).toEqual([
      { kind: "application-received", reference: applied.id },
      { kind: "application-received", reference: another },
      { kind: "application-decided", reference: another }
    ])
    expect((await send(other)).status).toBe(200)
    // Whoever has an offer does not settle herself.
    expect(await refused(officer, of(other), { body: application })).toEqual([409, "sent"])
  })

  test("nobody applies to nowhere, and a case number is a number", async () => {
    const third = of(placed[2]!)
    expect(await refused(officer, third, { body: { ...application, municipality: "9999" } })).toEqual([
      404,
      "municipality-unknown"
    ])
    const named = { ...application, reference: "Saken til Amina" }
    expect(await refused(officer, third, { body: named })).toEqual([422, "body-invalid"])
    expect((await officer.send("POST", `${third}/decision`, { body: agree, version: 1 })).status).toBe(404)
  })

  test("the municipality that was applied to looks at the lease, and sees its own case number and nothing else", async () => {
    const listed = "/api/v1/municipalities/5001/self-settlements"
    const { selfSettlements } = await trondheim.ok<{ selfSettlements: ReadonlyArray<Record<string, unknown>> }>(
      "GET",
      listed
    )
    expect(selfSettlements.map(({ reference }) => reference)).toEqual(["2024/17", "2024/18"])
    expect(Object.keys(selfSettlements[0]!).sort()).toEqual(
      ["appliedOn", "id", "lease", "municipality", "reference", "state", "version"].sort()
    )
    const { id } = selfSettlements[0] as unknown as Now
    const path = `/api/v1/municipalities/5001/self-settlements/${id}/lease`
    expect((await bergen.send("GET", listed)).status).toBe(404)
    for (const elsewhere of [path, path.replace("5001", "4601")])
      expect((await bergen.send("POST", elsewhere, { body: lease, version: 1 })).status).toBe(404)
    expect((await officer.send("POST", path, { body: lease, version: 1 })).status).toBe(403)
    expect((await trondheim.send("POST", path, { body: lease })).status).toBe(428)
    expect((await trondheim.send("POST", path, { body: lease, version: 7 })).status).toBe(412)
    // Before anybody has looked, and after somebody has and did not find it good, there is no yes.
    const yes = (version: number) => refused(officer, of(one, "/decision"), { body: agree, version })
    expect(await yes(1)).toEqual([409, "lease-unchecked"])
    const bad = await checked(id, 1, { ...lease, suitable: false })
    expect(await yes(bad.version)).toEqual([409, "lease-unchecked"])
    expect((await officer.send("POST", of(one, "/decision"), { body: agree })).status).toBe(428)
    expect(await yes(bad.version - 1)).toEqual([412, "precondition-failed"])
    expect(await checked(id, bad.version)).toMatchObject({ state: "pending", version: 3 })
    expect((await settlementOf(one)).state).toBe("waiting")
  })

  test("a yes needs a place for everybody", async () => {
    const path = "/api/v1/municipalities/5001/capacity/2024"
    const read = async () =>
      (
        await trondheim.ok<{ capacities: ReadonlyArray<{ version: number; decided: number; minorsDecided: number }> }>(
          "GET",
          "/api/v1/capacities/2024"
        )
      ).capacities[0]!
    const { decided, minorsDecided, version } = await read()
    const change = (places: number | null, seen: number) =>
      trondheim.ok("PUT", path, {
        body: { decided: places, minorsDecided: places === null ? null : 0, tolerance: 0, months: [] },
        version: seen
      })
    for (const [places, kind, seen] of [
      [0, "no-places", version],
      [null, "not-decided", version + 1]
    ] as const) {
      await change(places, seen)
      expect(await refused(officer, of(one, "/decision"), { body: agree, version: 3 })).toEqual([409, kind])
    }
    await trondheim.ok("PUT", path, {
      body: { decided, minorsDecided, tolerance: 0, months: [] },
      version: version + 2
    })
  })

  test("a yes fixes the household where it settles itself, takes the places there and gives back the planned ones", async () => {
    const [there, here] = [await counts(trondheim), await counts(bergen)]
    const { persons } = await settlementOf(one)
    await officer.ok("POST", of(one, "/decision"), { body: agree, version: 3 })
    expect(await settlementOf(one)).toMatchObject({ state: "agreed", municipality: "5001" })
    expect(await counts(trondheim)).toMatchObject({
      selfSettlement: there.selfSettlement + persons,
      agreed: there.agreed,
      free: there.free - persons
    })
    expect(await counts(bergen)).toMatchObject({ planned: here.planned - persons, free: here.free + persons })
    expect(await refused(officer, of(one, "/decision"), { body: agree, version: 4 })).toEqual([409, "state"])
    const { selfSettlements } = await officer.ok<{ selfSettlements: ReadonlyArray<Record<string, unknown>> }>(
      "GET",
      `${at}/self-settlements`
    )
    expect(selfSettlements.find(({ household }) => household === one)).toMatchObject({
      state: "agreed",
      decision: agree
    })
    // The round gives Trondheim no place: what is agreed stands all the same.
    await solved(officer, "self")
    const { placements } = await officer.ok<{
      placements: ReadonlyArray<{ household: string; municipality: string }>
    }>("GET", `${at}/recommendations`)
    expect(placements.find(({ household }) => household === one)?.municipality).toBe("5001")
    expect((await send(one)).status).toBe(409)
    const lock = await officer.send<Refusal>("PUT", `${at}/households/${one}/lock`, {
      version: "file",
      body: { municipality: "4601", reason }
    })
    expect(kindOf(lock.body)).toBe("sent")
  })

  test("from there on it goes the way of everybody who has a yes", async () => {
    const mine = (await requestsOf(officer, "self")).find(({ household }) => household === one)!
    expect(mine).toMatchObject({ municipality: "5001", state: "accepted" })
    const file = await trondheim.ok<{ members: ReadonlyArray<{ id: string }> }>(
      "GET",
      `/api/v1/requests/${mine.id}/file`
    )
    const there = await counts(trondheim)
    const { id, persons, version } = await settlementOf(one)
    expect(file.members).toHaveLength(persons)
    const take = (who: Somebody, step: object, seen: number) =>
      who.ok<Now>("POST", `/api/v1/settlements/${id}/steps`, { body: step, version: seen })
    let now = await take(officer, { _tag: "decide", decidedOn: "2024-11-21" }, version)
    now = await take(
      officer,
      { _tag: "inform", informedOn: "2024-11-22", language: "tir", interpreter: true },
      now.version
    )
    now = await take(trondheim, { _tag: "agree-move", moveOn: "2024-12-15" }, now.version)
    for (const { id: person } of file.members)
      now = await trondheim.ok<Now>("POST", `/api/v1/settlements/${id}/arrivals`, {
        body: { person, on: "2024-12-15" },
        version: now.version
      })
    expect(now.state).toBe("settled")
    expect(await counts(trondheim)).toMatchObject({
      selfSettlement: there.selfSettlement - persons,
      settled: there.settled + persons,
      free: there.free
    })
  })
})
