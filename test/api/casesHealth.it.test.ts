/**
 * Feature under test: health is read for a purpose only, and what is withdrawn is gone at once, from files, from plans and
 * from what is being solved (cases H1, H2), on both databases.
 */
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { need, released, withMembers } from "./caseMarkers.ts"
import { openCaseWorld, readyRound, type Somebody, setUp } from "./caseWorld.ts"

const services = ["dialysis", "hospital-follow-up", "specialist-mental-health", "habilitation"] as const
const withdrawn = { ...released, withdrawnOn: "2024-10-15" }
/** Needs of the first member of some households: what is held of each. */
const held = {
  "H-0001": Array.from({ length: repetitions(20) }, (_, n) => need({ service: services[n % 4]!, release: released })),
  "H-0002": [need()],
  "H-0003": [need({ release: withdrawn })],
  "H-0004": [need({ release: released }), need({ service: "habilitation" })],
  "H-0005": [need({ release: { ...released, releasedOn: "2999-01-01" } })]
} as const
const outcomeOf: Readonly<Record<string, "done" | "denied">> = {
  "H-0002": "denied",
  "H-0003": "denied",
  "H-0004": "done",
  "H-0005": "denied",
  "H-0006": "done",
  "H-9999": "denied"
}

interface Health {
  readonly persons: ReadonlyArray<{
    readonly person: string
    readonly needs: ReadonlyArray<{ readonly seq: number; readonly released: boolean; readonly service?: string }>
  }>
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let patient = ""
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    const round = withMembers(await readyRound(), (member, { id, members }) =>
      member.id === members[0].id
        ? { ...member, healthNeeds: held[id as keyof typeof held] ?? [] }
        : { ...member, healthNeeds: [] }
    )
    patient = round.households.find(({ id }) => id === "H-0001")!.members[0].id
    await setUp(world, round)
    officer = await world.as("officer-1")
  })
  afterAll(() => world?.close())

  const at = (household: string, rest: string) => `/api/v1/rounds/small/households/${household}${rest}`
  const healthRows = async () =>
    (
      await sql<{ outcome: string; basis: string }>`
        select outcome, basis from audit.entry where fields = '{healthNeeds}' and action = 'read' order by seq`.execute(
        world.database.admin
      )
    ).rows

  test("H1: health is read for a purpose it is held for, and only what is released; each try leaves its row", async () => {
    const purposes = fc.constantFrom(
      "settlement",
      "complaint",
      "",
      "analysis",
      "Settlement",
      "settlement' or '1'='1",
      "forskning"
    )
    await fc.assert(
      fc.asyncProperty(purposes, fc.constantFrom(...Object.keys(outcomeOf)), async (purpose, household) => {
        const before = (await healthRows()).length
        const asked = purpose === "" ? "" : `?purpose=${encodeURIComponent(purpose)}`
        const { body, status } = await officer.send<Health>("GET", at(household, `/health${asked}`))
        const isPurpose = purpose === "settlement" || purpose === "complaint"
        const expected = isPurpose ? outcomeOf[household]! : "denied"
        expect([purpose, household, status]).toEqual([purpose, household, expected === "done" ? 200 : 403])
        const rows = (await healthRows()).slice(before)
        expect(rows).toEqual([{ outcome: expected, basis: `helse:${purpose}` }])
        if (status !== 200) return
        for (const one of body.persons.flatMap((person) => person.needs)) {
          expect(Object.keys(one).sort()).toEqual(
            one.released
              ? ["complex", "legalBasis", "provenance", "release", "released", "seq", "service", "strength"]
              : ["released", "seq"]
          )
        }
      }),
      { numRuns: repetitions(40) }
    )
  })

  test("H2: a release that is withdrawn is hidden at the next read, and no plan that knew it can go on", async () => {
    const seen = await officer.ok<Health>("GET", at("H-0001", "/health?purpose=settlement"))
    expect(seen.persons[0]!.needs.filter((one) => one.released)).toHaveLength(held["H-0001"].length)
    for (let n = 0; n < held["H-0001"].length; n++) {
      // Every other one while the round is being solved, on both databases: twenty in all.
      const queued = n % 2 === 0 ? await officer.ok<{ run: string }>("POST", "/api/v1/rounds/small/runs") : null
      // Before, while or right after the worker takes it: it must not matter.
      for (let turn = 0; turn < n; turn++) await new Promise((resolve) => setImmediate(resolve))
      const body = { person: patient, need: n, on: "2024-11-20" }
      await officer.ok("POST", at("H-0001", "/releases/withdrawal"), { body })
      const health = await officer.send<Health>("GET", at("H-0001", "/health?purpose=settlement"))
      const left = held["H-0001"].length - n - 1
      expect(health.status).toBe(left === 0 ? 403 : 200)
      if (left > 0) {
        const needs = health.body.persons[0]!.needs
        expect(needs.filter((one) => one.released)).toHaveLength(left)
        expect(needs[n]).toEqual({ seq: n, released: false })
      }
      const recommended = await officer.send<{ placements?: ReadonlyArray<{ household: string }>; outdated?: boolean }>(
        "GET",
        "/api/v1/rounds/small/recommendations"
      )
      const round = await officer.ok<{ version: number; inputVersion: number }>("GET", "/api/v1/rounds/small")
      if (recommended.body.outdated === true) {
        expect(recommended.body.placements!.map(({ household }) => household)).not.toContain("H-0001")
        const submitted = await officer.send<{ type: string }>("POST", "/api/v1/rounds/small/submission", round)
        expect([submitted.status, submitted.body.type]).toEqual([409, "urn:treff:problem:plan-outdated"])
      }
      // The run ends with a plan from what is true now, whenever the withdrawal came.
      if (queued === null) continue
      const { body: events } = await officer.get<string>(`/api/v1/runs/${queued.run}/events`)
      expect(events).toContain('"state":"done"')
      const { plans } = await officer.ok<{ plans: ReadonlyArray<{ inputVersion: number }> }>(
        "GET",
        "/api/v1/rounds/small/plans"
      )
      if (plans[0]!.inputVersion !== round.inputVersion) {
        // It was done just before: then the round is a draft, the plan cannot be handed over, and no longer says why.
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.plan
          where round_id = 'small' and input_version < ${round.inputVersion} and analysis::text like '%"H-0001"%'`.execute(
          world.database.admin
        )
        expect(rows[0]!.n).toBe(0)
        const submitted = await officer.send<{ type: string }>("POST", "/api/v1/rounds/small/submission", round)
        expect([submitted.status, submitted.body.type]).toEqual([409, "urn:treff:problem:plan-outdated"])
      }
    }
  })

  test("H2: what is withdrawn is not given back by a later date, and not withdrawn from tomorrow on", async () => {
    const tomorrow = await officer.send("POST", at("H-0001", "/releases/withdrawal"), {
      body: { person: patient, need: 0, on: "2999-01-01" }
    })
    expect(tomorrow.status).toBe(422)
    await officer.ok("POST", at("H-0001", "/releases/withdrawal"), {
      body: { person: patient, need: 0, on: "2024-11-21" }
    })
    const { rows } = await sql<{ on: string }>`
      select doc -> 'release' ->> 'withdrawnOn' as on from health.need
      where round_id = 'small' and person_id = ${patient} and seq = 0`.execute(world.database.admin)
    expect(rows).toEqual([{ on: "2024-11-20" }])
    const others = await officer.send("POST", at("H-0002", "/releases/withdrawal"), {
      body: { person: patient, need: 1, on: "2024-11-20" }
    })
    expect(others.status).toBe(404)
  })

  test("H2: a request that shows what is withdrawn shows it no longer, and whoever got it is told", async () => {
    const { admin } = world.database
    const asked = (service: string) => ({ _tag: "service", service, by: "2025-01-01" })
    const places = { _tag: "same-age-place", places: 1 }
    const shown = JSON.stringify({ services: ["dialysis"], confirmations: [places, asked("dialysis")], rung: 0 })
    const confirmations = JSON.stringify([places, asked("dialysis"), asked("habilitation")])
    const { rows } = await sql<{ id: string }>`
      insert into core.request (round_id, household_id, municipality, year, persons, minors, plan_id, required, needed, deadline, sent_by)
      select 'small', 'H-0004', '0301', 2024, 1, false, p.id, ${confirmations}::jsonb, ${confirmations}::jsonb,
        now() + interval '1 day', 'planted'
      from core.plan p where p.round_id = 'small' order by p.sequence desc limit 1 returning id`.execute(admin)
    const id = rows[0]!.id
    await sql`insert into core.disclosure (request_id, municipality, doc) values (${id}, '0301', ${shown}::jsonb)`.execute(
      admin
    )
    const sick = await sql<{ id: string }>`select person_id as id from health.need n join person.person p
      on p.round_id = n.round_id and p.id = n.person_id where n.round_id = 'small' and p.household_id = 'H-0004' and n.seq = 0`.execute(
      admin
    )
    await officer.ok("POST", at("H-0004", "/releases/withdrawal"), {
      body: { person: sick.rows[0]!.id, need: 0, on: "2024-11-20" }
    })
    const found = await sql<{ doc: object; required: object; needed: object; told: number }>`
      select d.doc, r.required, r.needed, (select count(*)::int from ops.outbox o where o.reference = r.id and o.kind = 'request-changed') as told
      from core.request r join core.disclosure d on d.request_id = r.id where r.id = ${id}`.execute(admin)
    const left = [places, asked("habilitation")]
    expect(found.rows).toEqual([
      { doc: { services: null, confirmations: [places], rung: 0 }, required: left, needed: left, told: 1 }
    ])
  })
})
