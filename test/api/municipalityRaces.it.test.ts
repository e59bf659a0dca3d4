/** Feature under test: many at once on one request, one person or one place (R1, R3, R7), on both databases. */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { type Required, requestsOf, roomy, roundFor, type Sent, sendAll, yesTo } from "./requestWorld.ts"

const times = repetitions(20)
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
  }, 120_000)
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
        tolerance: number
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

  test("R7: as many yeses at once as there are requests never take more places than are decided", async () => {
    let rounds = 0
    // Whoever has a place in Trondheim by now is refused for another reason.
    const elsewhere = new Set(inTrondheim.map(({ household }) => household))
    for (; rounds < times; rounds++) {
      const open = (await requestsOf(officer, "bergen"))
        .filter(({ household, state }) => state === "open" && !elsewhere.has(household))
        .slice(0, 2)
      if (open.length < 2) break
      const before = await placesOfBergen()
      const taken = before.settledBefore + before.agreedBefore + before.selfSettlement + before.agreed
      const room = Math.max(...open.map(({ persons }) => persons))
      await bergen.ok("PUT", "/api/v1/municipalities/4601/capacity/2024", {
        version: before.version,
        body: { decided: taken + room, minorsDecided: 0, tolerance: 0, months: [] }
      })
      const answers = await Promise.all((await Promise.all(open.map((one) => accept(bergen, one)))).map((act) => act()))
      for (const { status } of answers) expect([200, 409]).toContain(status)
      expect(answers.some(({ status }) => status === 200)).toBe(true)
      expect(answers.some(({ status }) => status === 409)).toBe(true)
      const { agreed, decided } = await placesOfBergen()
      expect(before.settledBefore + before.agreedBefore + before.selfSettlement + agreed).toBeLessThanOrEqual(decided)
    }
    expect(rounds).toBeGreaterThanOrEqual(20)
  })
})
