/**
 * Feature under test: households outside one's rounds, the broken glass, and bodies that try to set more than they may
 * (cases A3, A9), on both databases.
 */
import { Effect } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { mayBeHeld } from "../../src/matching/priority.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { openCaseWorld, readyRound, type Somebody, setUp } from "./caseWorld.ts"

const households = ["H-0001", "H-0002", "H-0003", "H-0004", "H-0005", "H-0006", "H-0008", "H-0014"]
const emergency = "Innlagt på sykehus i natt, mottaket ber om hjelp."
const reason = "Vedlagt kontrakt i saken."
const correction = { field: "permitOn", value: "2024-01-01", source: "verified", saidOn: "2024-11-01" }

/** Every route of one household, with a body that would do. */
const routes = [
  ["GET", ""],
  ["GET", "/corrections"],
  ["GET", "/explanation"],
  ["POST", "/corrections", correction],
  ["POST", "/releases/withdrawal", { person: "P-0001", need: 0, on: "2024-11-01" }],
  ["POST", "/strictly-confidential"],
  ["PUT", "/lock", { municipality: "4601", reason }],
  ["PUT", "/hold", { reason }],
  ["PUT", "/forbids/0301", { reason }],
  ["DELETE", "/lock"],
  ["DELETE", "/hold"],
  ["DELETE", "/forbids/0301"],
  ["DELETE", "/decision"]
] as const
const writes = routes.filter(([method]) => method !== "GET")

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let outsider: Somebody
  let lead: Somebody
  beforeAll(async () => {
    world = await openCaseWorld(engine, { works: false })
    await setUp(world, await readyRound())
    const other = await readyRound("other")
    await world.runtime.runPromise(Effect.flatMap(RoundStore, (rounds) => rounds.save(demoAccess, other)))
    outsider = await world.as("officer-1")
    lead = await world.as("lead")
  })
  afterAll(() => world?.close())

  const one = async <A>(statement: ReturnType<typeof sql<A>>) =>
    (await statement.execute(world.database.admin)).rows[0]!
  const denials = async () =>
    (await one(sql<{ n: number }>`select count(*)::int as n from audit.entry where outcome = 'denied'`)).n
  /** Everything a write could have changed. */
  const state = async () =>
    (
      await one(sql<{ digest: string }>`
        select md5(concat((select jsonb_agg(to_jsonb(r) order by id) from core.round r),
          (select jsonb_agg(to_jsonb(h) order by round_id, id) from core.household h),
          (select jsonb_agg(to_jsonb(p) order by round_id, id) from person.person p),
          (select jsonb_agg(to_jsonb(n) order by round_id, person_id, seq) from health.need n),
          (select jsonb_agg(to_jsonb(c)) from core.choice c), (select jsonb_agg(to_jsonb(c)) from core.correction c),
          (select jsonb_agg(to_jsonb(b)) from core.break_glass b))) as digest`)
    ).digest
  const at = (round: string, household: string, rest: string) =>
    `/api/v1/rounds/${round}/households/${household}${rest}`

  test("A3: a household of another's round is not there, like one that is nowhere, and each try is logged", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.constantFrom(...households, "H-9999"),
        fc.constantFrom("other", "nowhere"),
        async ([method, rest, body], household, round) => {
          const before = await denials()
          const was = await state()
          const answer = await outsider.send<{ title: string }>(method, at(round, household, rest), {
            ...(body === undefined ? {} : { body }),
            version: 1
          })
          expect([method, rest, answer.status]).toEqual([method, rest, 404])
          expect(await denials()).toBe(before + 1)
          expect(await state()).toBe(was)
          const health = await outsider.send("GET", `${at(round, household, "/health")}?purpose=settlement`)
          expect(health.status).toBe(403)
        }
      ),
      { numRuns: repetitions(30) }
    )
  })

  test("A3: the broken glass opens one household to one officer, to read, until it is over; the lead is told", async () => {
    const colleague = await world.as("officer-2")
    for (let n = 0; n < repetitions(20); n++) {
      const household = households[n % households.length]!
      const neighbour = households[(n + 1) % households.length]!
      const short = await outsider.send("POST", at("other", household, "/break-glass"), { body: { reason: "haster" } })
      expect(short.status).toBe(422)
      const { until } = await outsider.ok<{ until: string }>("POST", at("other", household, "/break-glass"), {
        body: { reason: emergency }
      })
      const hours = (Date.parse(until) - Date.now()) / 3_600_000
      expect(hours > 2.9 && hours <= 3.01).toBe(true)
      await outsider.ok("GET", at("other", household, ""))
      const health = await outsider.send("GET", `${at("other", household, "/health")}?purpose=settlement`)
      // Where something is held and nothing of it is released, the glass does not help.
      expect([200, 403]).toContain(health.status)
      expect((await outsider.send("GET", at("other", neighbour, ""))).status).toBe(404)
      expect((await colleague.send("GET", at("other", household, ""))).status).toBe(404)
      expect((await outsider.send("GET", "/api/v1/rounds/other/households")).status).toBe(404)
      const was = await state()
      for (const [method, rest, body] of writes) {
        const answer = await outsider.send(method, at("other", household, rest), {
          ...(body === undefined ? {} : { body }),
          version: 1
        })
        expect([method, rest, answer.status]).toEqual([method, rest, 404])
      }
      expect(await state()).toBe(was)

      expect((await outsider.send("GET", "/api/v1/broken-glass")).status).toBe(403)
      const { items } = await lead.ok<{ items: ReadonlyArray<{ id: string; household: string; reason: string }> }>(
        "GET",
        "/api/v1/broken-glass"
      )
      expect(items).toMatchObject([{ round: "other", household, reason: emergency, by: outsider.account }])
      const queue = await lead.ok<{ items: ReadonlyArray<object> }>("GET", "/api/v1/work-queue")
      expect(queue.items).toContainEqual({
        kind: "glass-broken",
        round: "other",
        count: 1,
        link: "/api/v1/broken-glass"
      })
      await lead.ok("POST", `/api/v1/broken-glass/${items[0]!.id}/review`)
      expect((await lead.send("POST", `/api/v1/broken-glass/${items[0]!.id}/review`)).status).toBe(404)

      await sql`update core.break_glass set opened_at = now() - interval '4 hours', until = now() - interval '1 hour'`.execute(
        world.database.admin
      )
      expect((await outsider.send("GET", at("other", household, ""))).status).toBe(404)
    }
  })

  test("A9: what a body may not set is refused, and nothing is changed", async () => {
    const extra = fc.constantFrom(
      ["municipality", "0301"],
      ["status", "settled"],
      ["role", "imdi-lead"],
      ["version", 99],
      ["chosen_by", "somebody"],
      ["until", "2999-01-01T00:00:00Z"],
      ["round_id", "other"],
      ["constructor", { prototype: { polluted: true } }],
      ["__proto__", { polluted: true, reason: "x" }]
    )
    const withBody = [...writes, ["POST", "/break-glass", { reason: emergency }] as const].filter(
      (route): route is typeof route & { 2: object } => route[2] !== undefined
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...withBody),
        extra,
        fc.constantFrom(...households),
        async ([method, rest, body], [key, value], household) => {
          fc.pre(!(rest === "/lock" && key === "municipality"))
          const was = await state()
          const own = Object.defineProperty({ ...body }, key as string, { value, enumerable: true })
          const answer = await outsider.send(method, at("small", household, rest), { body: own })
          expect([400, 422]).toContain(answer.status)
          expect(JSON.stringify(answer.body)).not.toContain("polluted")
          expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
          expect(await state()).toBe(was)
        }
      ),
      { numRuns: repetitions(40) }
    )
  })

  test("S7: nobody is held without a plan, for neither reason nor price is known then", async () => {
    const round = await world.runtime.runPromise(
      RoundStore.use((rounds) => rounds.get(demoAccess, RoundId.make("other")))
    )
    const was = await state()
    const mayBe = round.households.filter((household) => mayBeHeld(household, round))
    expect(mayBe.length).toBeGreaterThan(0)
    for (const { id } of mayBe) {
      const { body, status } = await lead.send("PUT", at("other", id, "/hold"), { version: "file", body: { reason } })
      expect([id, status, body]).toMatchObject([id, 409, { type: "urn:treff:problem:no-plan" }])
    }
    expect(await state()).toBe(was)
  })
})
