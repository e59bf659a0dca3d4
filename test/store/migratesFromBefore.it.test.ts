/** Feature under test: a database made by the version before casework, with data in it, is migrated and works. */
import { Effect, Schema } from "effect"
import { type RawBuilder, sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { seedDemoPeople } from "../../src/api/identity/demoPeople.ts"
import { MunicipalityFile } from "../../src/domain/Municipality.ts"
import { Plan } from "../../src/domain/Plan.ts"
import { Round } from "../../src/domain/Round.ts"
import { matchRound } from "../../src/matching/matchRound.ts"
import { verifyLog } from "../../src/store/audit/readChain.ts"
import { checkCatalogue } from "../../src/store/catalogue.ts"
import { Database } from "../../src/store/Database.ts"
import { applyMigrations } from "../../src/store/migrate.ts"
import { migrations } from "../../src/store/migrations/registry.ts"
import { type Caseworld, caseworkOver, ready, type Somebody, solved } from "../api/caseWorld.ts"
import { fixtures, hidden, smallRound } from "../api/smallRound.ts"
import { engines, openEmpty, type TestDatabase } from "../support/databases.ts"
import { sharedSolver } from "../support/sharedSolver.ts"
import { migrateToBefore, saveFileBefore, savePlanBefore, saveRoundBefore } from "./beforeCasework.ts"

type Encoded = typeof Round.Encoded
const changed = (round: Round, change: (encoded: Encoded) => Partial<Encoded>): Round => {
  const encoded = Schema.encodeSync(Round)(round)
  return Schema.decodeSync(Round)({ ...encoded, ...change(encoded) })
}

const locked = { household: "H-0004", municipality: "4601", reason: "Kontrakt signert." }
const forbidden = { household: "H-0005", municipality: "0301" }

/** What the version before had saved and solved. The report said the same things in the same way. */
const before = async () => {
  const { demo, file } = await fixtures()
  const round = changed(ready(smallRound(demo), "before"), () => ({
    locks: [locked, { household: hidden, municipality: "4601" }],
    forbids: [forbidden]
  }))
  // The same persons in another round, where nobody had said that they are strictly confidential.
  const unaware = changed(round, ({ households }) => ({
    id: "unaware",
    locks: [],
    forbids: [],
    households: households
      .filter(({ id }) => id === hidden || id === "H-0001")
      .map(({ protection: _, ...rest }) => rest)
  }))
  const visible = changed(round, ({ households, locks }) => ({
    households: households.filter(({ id }) => id !== hidden),
    locks: locks.filter(({ household }) => household !== hidden)
  }))
  const settings = { topK: 5, load: 0, knockOn: false, findings: [], version: "before", unpriced: true }
  const matched = await Effect.runPromise(
    matchRound({ round: visible, file }, settings).pipe(Effect.provide(sharedSolver))
  )
  const placements = matched.explained.map(({ explanation: { household, municipality, state, total } }) => ({
    household,
    municipality,
    state,
    points: total
  }))
  const { report } = matched
  const plan = new Plan({ format: "treff-plan/1", round: round.id, run: report.run, placements })
  return { file: Schema.encodeSync(MunicipalityFile)(file), plan, report, round, unaware }
}

let data: Awaited<ReturnType<typeof before>>
beforeAll(async () => {
  data = await before()
})

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  let world: Caseworld
  let lead: Somebody
  let oldPlan: string
  const rows = async <A>(query: RawBuilder<A>) => (await query.execute(database.admin)).rows

  beforeAll(async () => {
    database = await openEmpty(engine)
    await migrateToBefore(database.admin)
    await saveFileBefore(database.admin, data.file)
    await saveRoundBefore(database.admin, data.round)
    await saveRoundBefore(database.admin, data.unaware)
    oldPlan = await savePlanBefore(database.admin, data.plan, data.report)
    const applied = await Effect.runPromise(applyMigrations(database.connection))
    expect(applied).toEqual(Object.keys(migrations).slice(4))
    world = caseworkOver(database)
    await world.runtime.runPromise(seedDemoPeople)
    lead = await world.as("lead")
  })
  afterAll(async () => {
    await world.stop()
    await database.close()
  })

  test("every wall stands", async () => {
    expect(await checkCatalogue(database.admin)).toEqual([])
  })

  test("choices are rows of their own, in the order of the file, and no longer in the round's document", async () => {
    expect(
      await rows(sql`select kind, household_id as household, municipality, reason from core.choice order by kind desc`)
    ).toEqual([
      { kind: "lock", ...locked },
      { kind: "forbid", ...forbidden, reason: null }
    ])
    expect(await rows(sql`select id from core.round where doc ? 'locks' or doc ? 'forbids'`)).toEqual([])
  })

  test("every ordinary household has a settlement, every person a subject", async () => {
    const settled = await rows<{ readonly household: string; readonly persons: number; readonly minors: boolean }>(
      sql`select household_id as household, persons, minors from core.settlement where round_id = 'before' order by 1`
    )
    const ordinary = data.round.households.filter(({ id }) => id !== hidden)
    expect(settled).toEqual(
      ordinary
        .map(({ id, members, minor }) => ({ household: id, persons: members.length, minors: minor !== undefined }))
        .sort((one, other) => one.household.localeCompare(other.household))
    )
    const wrong = sql`select duf_number from person.person p left join person.subject s using (duf_number)
      where s.id is distinct from p.subject`
    expect(await rows(wrong)).toEqual([])
  })

  test("whoever was strictly confidential in one round is so in all", async () => {
    const marked = await rows(
      sql`select round_id, id from core.household where strictly_confidential order by round_id`
    )
    expect(marked).toEqual([
      { round_id: "before", id: hidden },
      { round_id: "unaware", id: hidden }
    ])
    expect((await lead.get("/api/v1/rounds/unaware/households")).status).toBe(200)
    expect((await lead.get(`/api/v1/rounds/unaware/households/${hidden}`)).status).toBe(404)
  })

  test("its rounds are listed, the solved one as solved, with the plan it had and without the explanations it has no proof for", async () => {
    const { rounds } = await lead.ok<{ rounds: ReadonlyArray<object> }>("GET", "/api/v1/rounds")
    expect(rounds).toHaveLength(2)
    expect(rounds).toContainEqual(
      expect.objectContaining({ id: "before", state: "solved", plan: oldPlan, households: 11, persons: 24 })
    )
    expect(await lead.ok("GET", "/api/v1/rounds/before/recommendations")).toMatchObject({
      plan: oldPlan,
      outdated: false,
      householdsPlaced: data.report.householdsPlaced
    })
    const unexplained = await lead.get("/api/v1/rounds/before/households/H-0001/explanation")
    expect([unexplained.status, unexplained.body]).toMatchObject([
      404,
      { type: "urn:treff:problem:recommendations-missing", detail: expect.stringContaining("Ask for it to be solved") }
    ])
  })

  test("its households are opened, solved anew, decided and published by two people", async () => {
    const second = await world.as("officer-1")
    await lead.ok("POST", "/api/v1/rounds/before/officers", { body: { officer: second.account } })
    expect(await lead.ok("GET", "/api/v1/rounds/before/households/H-0004")).toMatchObject({ id: "H-0004" })

    const { plan } = await solved(lead, "before")
    expect(plan).not.toBe(oldPlan)
    const { placements } = await lead.ok<{
      placements: ReadonlyArray<{ household: string; municipality: string; state: string }>
    }>("GET", "/api/v1/rounds/before/recommendations")
    expect(placements.find(({ household }) => household === locked.household)?.municipality).toBe(locked.municipality)
    expect((await lead.get("/api/v1/rounds/before/households/H-0001/explanation")).status).toBe(200)

    const decisions = placements
      .filter(({ state }) => state === "placed")
      .map(({ household }) => ({ _tag: "follow", household }))
    const decided = await lead.ok<{ version: number }>("POST", "/api/v1/rounds/before/decisions", {
      body: { plan, decisions }
    })
    const submitted = await lead.ok<{ version: number }>("POST", "/api/v1/rounds/before/submission", decided)
    await second.ok("POST", "/api/v1/rounds/before/publication", submitted)
    const { rounds } = await lead.ok<{ rounds: ReadonlyArray<object> }>("GET", "/api/v1/rounds")
    expect(rounds).toContainEqual(expect.objectContaining({ id: "before", state: "published", plan }))
  })

  test("the audit log it got is whole", async () => {
    const { fault, rows: length } = await world.runtime.runPromise(
      Database.use((open) => verifyLog(open, new Map<number, string>()))
    )
    expect(fault).toBeNull()
    expect(length).toBeGreaterThan(0)
  })
})
