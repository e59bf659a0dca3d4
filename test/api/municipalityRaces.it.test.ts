/** Feature under test: many at once on one request, one person or one place (R1, R3, R7), on both databases. */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"
import { openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { type Required, requestsOf, roomy, roundFor, roundOfMinors, type Sent, sendAll, yesTo } from "./requestWorld.ts"

const times = repetitionsOnBoth(20)
const losers = new Set([404, 409, 412])

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let lead: Somebody
  let bergen: Somebody
  let trondheim: Somebody
  let inBergen: ReadonlyArray<Sent>
  let inTrondheim: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    lead = await world.as("lead")
    await roomy(lead, 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    trondheim = await world.as("trondheim")
    // The same persons in both.
    inBergen = await sendAll(world, await roundFor("bergen", "4601", 100))
    inTrondheim = await sendAll(world, await roundFor("trondheim", "5001", 30))
    await sendAll(world, await roundOfMinors("minors", "4601", 2 * times))
  })
  afterAll(() => world?.close())

  const opened = (who: Somebody, { id }: Sent) =>
    who.ok<{ version: number; required: ReadonlyArray<Required> }>("GET", `/api/v1/requests/${id}`)
  const accept = async (who: Somebody, request: Sent) => {
    const { required, version } = await opened(who, request)
    return () => who.send("POST", `/api/v1/requests/${request.id}/answer`, { body: yesTo(required), version })
  }
  const placesOfBergen = async () => {
    const { capacities } = await bergen.ok<{
      capacities: ReadonlyArray<{
        version: number
        settledBefore: number
        agreedBefore: number
        selfSettlement: number
        agreed: number
        decided: number
        minorsBefore: number
        minorsAgreed: number
      }>
    }>("GET", "/api/v1/capacities/2024")
    expect(capacities).toHaveLength(1)
    return capacities[0]!
  }

  test("R3: one person in two rounds, two municipalities say yes at once: one has the person", async () => {
    const pairs = inTrondheim.flatMap((there) => {
      const here = inBergen.find(({ household }) => household === there.household)
      return here === undefined ? [] : [[here, there] as const]
    })
    expect(pairs.length).toBeGreaterThanOrEqual(20)
    for (const [here, there] of pairs.slice(0, times)) {
      const both = await Promise.all([await accept(bergen, here), await accept(trondheim, there)].map((act) => act()))
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    }
    const twice = await sql`select subject from core.claim group by subject having count(*) > 1`.execute(
      world.database.admin
    )
    expect(twice.rows).toEqual([])
  })

  test("R1: eight clients accept, decline and withdraw one request: one wins", async () => {
    const open = (await requestsOf(officer, "bergen")).filter(({ state }) => state === "open").slice(0, times)
    expect(open).toHaveLength(times)
    for (const request of open) {
      const { version } = request
      const yes = await accept(bergen, request)
      const no = () =>
        bergen.send("POST", `/api/v1/requests/${request.id}/answer`, {
          body: { _tag: "decline", reason: { _tag: "no-places" } },
          version
        })
      const back = () => officer.send("POST", `/api/v1/requests/${request.id}/withdrawal`, { version })
      const answers = await Promise.all([yes, no, back, yes, back, no, yes, back].map((act) => act()))
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(1)
      expect(statuses.filter((status) => status !== 200).every((status) => losers.has(status))).toBe(true)
    }
    const states = (await requestsOf(officer, "bergen")).filter(({ id }) => open.some((one) => one.id === id))
    const claims = await sql<{ id: string }>`select distinct request_id as id from core.claim`.execute(
      world.database.admin
    )
    const claimed = new Set(claims.rows.map(({ id }) => id))
    for (const { id, state } of states) expect(claimed.has(id)).toBe(state === "accepted")
  })

  /** Open requests whose persons have no place elsewhere: those are refused for another reason. */
  const stillOpen = async (round: string) => {
    const elsewhere = new Set(inTrondheim.map(({ household }) => household))
    return (await requestsOf(officer, round)).filter(
      ({ household, state }) => state === "open" && !elsewhere.has(household)
    )
  }
  const takenOf = (places: Awaited<ReturnType<typeof placesOfBergen>>) =>
    places.settledBefore + places.agreedBefore + places.selfSettlement + places.agreed
  const numbers = (decided: number, minorsDecided = 0) => ({ decided, minorsDecided, tolerance: 0, months: [] })
  const decidePlaces = async (body: ReturnType<typeof numbers>) => {
    const { version } = await placesOfBergen()
    return () => bergen.send("PUT", "/api/v1/municipalities/4601/capacity/2024", { version, body })
  }

  test("R7: five yeses and more at once never take more places than are decided", async () => {
    for (let n = 0; n < times; n++) {
      const open = (await stillOpen("bergen")).slice(0, 5 + (n % 3))
      expect(open.length).toBeGreaterThanOrEqual(5)
      const before = await placesOfBergen()
      // Room for the smallest of them, and for no two.
      const room = Math.min(...open.map(({ persons }) => persons))
      expect((await (await decidePlaces(numbers(takenOf(before) + room)))()).status).toBe(200)
      const answers = await Promise.all((await Promise.all(open.map((one) => accept(bergen, one)))).map((act) => act()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...open.slice(1).map(() => 409)])
      const places = await placesOfBergen()
      expect(takenOf(places)).toBeLessThanOrEqual(places.decided)
    }
  })

  test("R7: a yes against a number that is lowered at the same moment has its place from before, or none", async () => {
    for (let n = 0; n < times; n++) {
      const [one, next] = await stillOpen("bergen")
      const before = await placesOfBergen()
      expect((await (await decidePlaces(numbers(takenOf(before) + one!.persons)))()).status).toBe(200)
      const [yes, lower] = await Promise.all(
        [await accept(bergen, one!), await decidePlaces(numbers(takenOf(before)))].map((act) => act())
      )
      expect(lower!.status).toBe(200)
      expect([200, 409]).toContain(yes!.status)
      const places = await placesOfBergen()
      expect(places.decided).toBe(takenOf(before))
      expect(takenOf(places)).toBe(takenOf(before) + (yes!.status === 200 ? one!.persons : 0))
      expect((await (await accept(bergen, next!))()).status).toBe(409)
    }
  })

  test("R7: places of minors are counted by themselves, also by five yeses at once", async () => {
    for (let n = 0; n < times; n++) {
      const open = (await stillOpen("minors")).slice(0, 5)
      expect(open).toHaveLength(5)
      const { minorsAgreed, minorsBefore } = await placesOfBergen()
      const room = minorsBefore + minorsAgreed + 1
      expect((await (await decidePlaces(numbers(5000, room)))()).status).toBe(200)
      const answers = await Promise.all((await Promise.all(open.map((one) => accept(bergen, one)))).map((act) => act()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
      expect((await placesOfBergen()).minorsAgreed).toBe(minorsAgreed + 1)
    }
  })
})
