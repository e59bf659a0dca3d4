/**
 * Feature under test: the municipality's own acts over HTTP: places, declarations that reach the solver, school places, notice
 * addresses, questions, the forecast; and requests nobody answers. On both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { placesOf } from "../../src/api/demoData.ts"
import { makeForecasts } from "../../src/jobs/keepForecasts.ts"
import { expireRequests } from "../../src/store/requests/expire.ts"
import { engines } from "../support/databases.ts"
import { openCaseWorld, type Somebody, setUpPeople, solved } from "./caseWorld.ts"
import { published, requestsOf, roomy, roundFor, type Sent, sendAll } from "./requestWorld.ts"
import { fixtures } from "./smallRound.ts"

interface Counted {
  readonly municipality: string
  readonly version: number
  readonly free: number | null
  readonly asked: number
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let lead: Somebody
  let bergen: Somebody
  let county: Somebody
  let sent: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    lead = await world.as("lead")
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    county = await world.as("vestland")
    await roomy(lead, 2024)
    sent = await sendAll(world, await roundFor("bergen", "4601", 20))
  })
  afterAll(() => world?.close())

  const capacities = async (who: Somebody) =>
    (await who.ok<{ capacities: ReadonlyArray<Counted> }>("GET", "/api/v1/capacities/2024")).capacities

  test("a municipality sees and decides its own places, IMDi sees all; a later list does not overwrite the decision", async () => {
    const [own, ...others] = await capacities(bergen)
    expect(others).toEqual([])
    expect(own?.municipality).toBe("4601")
    expect(own?.asked).toBe(sent.reduce((sum, { persons }) => sum + persons, 0))
    expect((await capacities(officer)).length).toBeGreaterThan(300)
    const path = "/api/v1/municipalities/4601/capacity/2024"
    const body = { decided: 4000, minorsDecided: 40, tolerance: 3, months: [{ month: 12, places: 20 }] }
    expect((await bergen.send("PUT", path, { body })).status).toBe(428)
    expect((await bergen.send("PUT", path, { body, version: own!.version + 1 })).status).toBe(412)
    await bergen.ok("PUT", path, { body, version: own!.version })
    await roomy(lead, 2024)
    const [now] = await capacities(bergen)
    expect(now).toMatchObject({ decided: 4000, tolerance: 3 })
    const { rows } = await bergen.ok<{ rows: { total: ReadonlyArray<{ stage: string; persons: number }> } }>(
      "GET",
      "/api/v1/municipalities/4601/reconciliation/2024"
    )
    expect(rows.total.find(({ stage }) => stage === "decided")?.persons).toBe(4000)
    expect((await bergen.send("PUT", "/api/v1/capacities/2024", { body: [] })).status).toBe(403)
  })

  test("a list that names a municipality twice is refused where it does, and nothing of it is kept", async () => {
    const { file } = await fixtures()
    const [first, second] = file.municipalities.map(placesOf)
    const before = await capacities(lead)
    const { body, status } = await lead.send<{ errors: ReadonlyArray<{ pointer: string }> }>(
      "PUT",
      "/api/v1/capacities/2024",
      { body: [{ ...first, decided: 1 }, second, { ...first, decided: 2 }] }
    )
    expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([422, ["/2/municipality"]])
    expect(await capacities(lead)).toEqual(before)
  })

  test("a declaration and a county's school places reach the solver, and a plan is explained by what it was solved with", async () => {
    const dwellings = [{ rooms: 4, stepFree: true, count: 9, availableFrom: "2024-12-01" }]
    await bergen.ok("POST", "/api/v1/municipalities/4601/declarations", {
      body: { declaredOn: "2024-11-20", source: "nobody knows this one", dwellings }
    })
    const offers = [
      {
        offer: "introductory-class",
        access: "daily-travel",
        places: 2,
        confirmedBy: "county",
        confirmedOn: "2024-11-20"
      }
    ]
    await county.ok("PUT", "/api/v1/municipalities/4601/school-places", { body: { offers } })
    for (const elsewhere of ["5001", "9999"])
      expect(
        (await county.send("PUT", `/api/v1/municipalities/${elsewhere}/school-places`, { body: { offers } })).status
      ).toBe(404)
    const { declarations } = await bergen.ok<{ declarations: ReadonlyArray<{ declaration: object }> }>(
      "GET",
      "/api/v1/municipalities/4601/declarations"
    )
    expect(declarations).toMatchObject([{ declaration: { dwellings } }])
    const placed = await published(world, await roundFor("declared", "4601", 6, 40))
    const plans = await sql<{
      facts: string
    }>`select run ->> 'facts' as facts from core.plan where round_id = 'declared'`.execute(world.database.admin)
    expect(plans.rows.every(({ facts }) => facts.endsWith("+declared-1.1"))).toBe(true)
    await bergen.ok("POST", "/api/v1/municipalities/4601/declarations", {
      body: { declaredOn: "2024-11-21", source: "own", norwegianTracks: [] }
    })
    const explained = await officer.send("GET", `/api/v1/rounds/declared/households/${placed[0]}/explanation`)
    expect(explained.status).toBe(200)
    expect(JSON.stringify(explained.body)).not.toContain("nobody knows this one")
  })

  test("questions end with their answers, and a notice leaves for each", async () => {
    const [request] = sent
    const at = `/api/v1/requests/${request!.id}`
    const { id } = await bergen.ok<{ id: string }>("POST", `${at}/questions`, { body: { text: "Når kan de flytte?" } })
    await officer.ok("POST", `${at}/questions/${id}/answer`, { body: { text: "I januar." } })
    expect((await officer.send("POST", `${at}/questions/${id}/answer`, { body: { text: "Nei." } })).status).toBe(404)
    const { questions } = await bergen.ok<{ questions: ReadonlyArray<object> }>("GET", at)
    expect(questions).toMatchObject([{ id, question: "Når kan de flytte?", answer: "I januar." }])
    const { rows } = await sql<{
      kind: string
      n: number
    }>`select kind, count(*)::int as n from ops.outbox group by 1`.execute(world.database.admin)
    expect(Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))).toEqual({
      "request-received": sent.length,
      "question-answered": 1
    })
  })

  test("an administrator keeps the addresses of notices", async () => {
    const path = "/api/v1/municipalities/4601/notice-addresses"
    const body = { addresses: ["bosetting@example.no", "vakt@example.no"] }
    await bergen.ok("PUT", path, { body })
    expect(await bergen.ok("GET", path)).toEqual(body)
    expect((await bergen.send("PUT", path, { body: { addresses: ["a@b, c@d"] } })).status).toBe(422)
    expect((await (await world.as("trondheim")).send("GET", path)).status).toBe(403)
    await bergen.ok("DELETE", path)
    expect(await bergen.ok("GET", path)).toEqual({ addresses: [] })
  })

  test("what nobody answers in time is closed, the household waits again, and the round is a draft", async () => {
    const [, late] = sent
    await sql`update core.request set deadline = now() - interval '1 second' where id = ${late!.id}`.execute(
      world.database.admin
    )
    const answer = { body: { _tag: "decline", reason: { _tag: "no-places" } }, version: late!.version }
    expect((await bergen.send("POST", `/api/v1/requests/${late!.id}/answer`, answer)).status).toBe(409)
    expect(await world.runtime.runPromise(expireRequests)).toBe(1)
    expect(await world.runtime.runPromise(expireRequests)).toBe(0)
    expect((await requestsOf(officer, "bergen")).find(({ id }) => id === late!.id)?.state).toBe("expired")
    const { settlements } = await officer.ok<{ settlements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/bergen/settlements"
    )
    expect(settlements.find(({ household }) => household === late!.household)?.state).toBe("waiting")
    expect(await officer.ok("GET", "/api/v1/rounds/bergen")).toMatchObject({ state: "draft" })
    await solved(officer, "bergen")
  })

  test("a declined class of need is told once it is large enough, and only to the lead", async () => {
    const { rates } = await lead.ok<{ rates: ReadonlyArray<{ hidden: boolean }> }>("GET", "/api/v1/declines")
    expect(rates.length).toBeGreaterThan(5)
    expect(rates.every(({ hidden }) => hidden)).toBe(true)
    expect((await officer.send("GET", "/api/v1/declines")).status).toBe(403)
  })

  test("the forecast comes from simulated households, and shows a county ages alone", async () => {
    const path = "/api/v1/municipalities/4601/forecast"
    expect((await bergen.send("GET", path)).status).toBe(404)
    const day = new Date("2024-11-29T12:00:00Z")
    await world.runtime.runPromise(makeForecasts("demo", day, { runs: 2, months: 1, persons: 40 }))
    const forecast = await bergen.ok<{ quarters: ReadonlyArray<object>; agreedNotArrived: number }>("GET", path)
    expect(forecast).toMatchObject({ format: "treff-forecast/1", municipality: "4601", runs: 2 })
    expect(Object.keys(forecast.quarters[0]!)).toContain("rooms")
    const shown = await county.ok<{ quarters: ReadonlyArray<object> }>("GET", path)
    expect(Object.keys(shown.quarters[0]!).sort()).toEqual(["period", "persons", "schoolStages"])
    expect("agreedNotArrived" in shown).toBe(false)
    expect((await county.send("GET", "/api/v1/municipalities/5001/forecast")).status).toBe(404)
    expect((await bergen.send("GET", "/api/v1/municipalities/5001/forecast")).status).toBe(404)
  })

  test("a year on, the forecast says how the months it told ahead have come, and what was told first counts", async () => {
    const { admin } = world.database
    const told = async (month: string) =>
      (
        await sql<{ municipality: string; low: number; high: number }>`
          select municipality, low, high from core.forecast_told where month = ${month} order by 1`.execute(admin)
      ).rows
    const december = await told("2024-12")
    expect(december).toHaveLength(357)
    expect(december.every(({ high, low }) => low <= high)).toBe(true)
    await sql`update core.forecast_told set low = 2, high = 3 where municipality = '4601'`.execute(admin)
    // Two of Bergen's come in December and one in January; who is strictly confidential is in no forecast and no count.
    await sql`insert into core.arrival (round_id, person_id, household_id, municipality, settled_on, registered_by)
      select round_id, id, household_id, '4601', (array['2024-12-01', '2024-12-31', '2025-01-01'])[n]::date, 'test'
      from (select *, row_number() over (order by id) as n from person.person where round_id = 'bergen') p
      where n <= 3`.execute(admin)
    const again = new Date("2024-11-30T12:00:00Z")
    await world.runtime.runPromise(makeForecasts("demo", again, { runs: 1, months: 1, persons: 10 }))
    expect((await told("2024-12")).find(({ municipality }) => municipality === "4601")).toMatchObject({
      low: 2,
      high: 3
    })

    const path = "/api/v1/municipalities/4601/forecast"
    const lastYear = async () => (await bergen.ok<{ lastYear: object | null }>("GET", path)).lastYear
    expect(await lastYear()).toBeNull()
    const later = new Date("2025-02-01T12:00:00Z")
    const size = { runs: 1, months: 1, persons: 10 }
    await world.runtime.runPromise(makeForecasts("demo", later, size))
    expect(await lastYear()).toEqual({ year: 2024, numbers: 1, inside: 1 })
    await sql`update core.forecast_told set high = 9, low = 3 where municipality = '4601'`.execute(admin)
    await world.runtime.runPromise(makeForecasts("demo", later, size))
    expect(await lastYear()).toEqual({ year: 2024, numbers: 1, inside: 0 })
  })
})
