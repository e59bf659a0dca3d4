/** Feature under test: an officer's work with the households of a round over HTTP, on both databases. */
import { randomUUID } from "node:crypto"
import { Schema } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { Household } from "../../src/domain/Household.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { mayBeHeld } from "../../src/matching/priority.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { engines } from "../support/databases.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"
import { hidden } from "./smallRound.ts"

interface Listed {
  readonly household: string
  readonly choices: ReadonlyArray<{ readonly kind: string; readonly municipality: string | null }>
  readonly decision: { readonly kind: string } | null
  readonly blockers: ReadonlyArray<string>
  readonly settlement: { readonly state: string }
}
interface Page {
  readonly items: ReadonlyArray<Listed>
  readonly next: string | null
}

interface Held {
  readonly reason: { readonly code: string; readonly below: number; readonly best: number }
  readonly available: { readonly fit: number; readonly price: number } | null
}

const small = RoundId.make("small")
const reason = "Signert kontrakt i kommunen, vedlagt saken."

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    officer = await world.as("officer-1")
    await solved(officer, "small")
  })
  afterAll(() => world?.close())

  /** Who may be held, and got no place in the latest plan. */
  const waiting = async () => {
    const round = await world.runtime.runPromise(RoundStore.use((rounds) => rounds.get(demoAccess, small)))
    const { placements } = await officer.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/small/recommendations"
    )
    const placed = new Set(placements.map(({ household }) => household))
    return round.households.flatMap((one) => (mayBeHeld(one, round) && !placed.has(one.id) ? [one.id as string] : []))
  }
  const at = (household: string, rest = "") => `/api/v1/rounds/small/households/${household}${rest}`
  const all = async () => {
    const items: Array<Listed> = []
    for (let next: string | null = "/api/v1/rounds/small/households?limit=4"; next !== null; ) {
      const page: Page = await officer.ok<Page>("GET", next)
      items.push(...page.items)
      next = page.next
    }
    return items
  }

  test("lists households page by page, each once, without the strictly confidential one", async () => {
    const items = await all()
    const ids = items.map((one) => one.household)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(ids).toHaveLength(11)
    expect(ids).not.toContain(hidden)
    expect(items.every((one) => one.blockers.length === 0)).toBe(true)
    expect(Object.keys(items[0]!).sort()).toEqual(
      ["blockers", "choices", "decision", "household", "lane", "persons", "reasks", "settlement"].sort()
    )
  })

  test("opens the whole file but health, and corrects a fact that keeps what was before", async () => {
    const file = await officer.ok<{ members: ReadonlyArray<Record<string, unknown>> }>("GET", at("H-0001"))
    expect(file.members.some((member) => "healthNeeds" in member)).toBe(false)
    expect(file.members.every((member) => "duf" in member && "birthDate" in member)).toBe(true)
    const person = String(file.members[0]!.id)
    const body = { person, field: "competence", value: null, source: "stated", saidOn: "2024-11-01" }
    await officer.ok("POST", at("H-0001", "/corrections"), { body, version: 1 })
    const { corrections } = await officer.ok<{ corrections: ReadonlyArray<Record<string, unknown>> }>(
      "GET",
      at("H-0001", "/corrections")
    )
    expect(corrections).toMatchObject([{ person, field: "competence", now: null, source: "stated" }])
    expect(corrections[0]?.before).toEqual(file.members[0]!.competence ?? null)
    const again = await officer.ok<{ members: ReadonlyArray<Record<string, unknown>> }>("GET", at("H-0001"))
    expect(again.members[0]?.competence).toMatchObject({ education: [], work: [] })
  })

  test("locks, forbids and takes back; nothing is locked to a municipality that is not", async () => {
    await officer.ok("PUT", at("H-0002", "/lock"), { version: "file", body: { municipality: "4601", reason } })
    await officer.ok("PUT", at("H-0002", "/forbids/0301"), { version: "file", body: { reason } })
    const nowhere = await officer.send("PUT", at("H-0002", "/lock"), {
      version: "file",
      body: { municipality: "9999", reason }
    })
    expect(nowhere.status).toBe(404)
    const found = (await all()).find((one) => one.household === "H-0002")
    expect(found?.choices).toMatchObject([
      { kind: "forbid", municipality: "0301" },
      { kind: "lock", municipality: "4601" }
    ])
    await officer.ok("DELETE", at("H-0002", "/lock"), { version: "file" })
    await officer.ok("DELETE", at("H-0002", "/forbids/0301"), { version: "file" })
    expect((await officer.send("DELETE", at("H-0002", "/lock"), { version: "file" })).status).toBe(404)
    expect((await all()).find((one) => one.household === "H-0002")?.choices).toEqual([])
  })

  test("a lock taken back leaves a hold, a hold taken back leaves a lock, and so does a decision", async () => {
    const choicesOf = async (household: string) =>
      (await all()).find((one) => one.household === household)?.choices.map(({ kind }) => kind)
    const id = (await waiting())[0]!
    await officer.ok("PUT", at(id, "/hold"), { version: "file", body: { reason } })
    expect((await officer.send("DELETE", at(id, "/lock"), { version: "file" })).status).toBe(404)
    expect(await choicesOf(id)).toEqual(["hold"])
    await officer.ok("PUT", at(id, "/lock"), { version: "file", body: { municipality: "4601", reason } })
    expect((await officer.send("DELETE", at(id, "/hold"), { version: "file" })).status).toBe(404)
    expect(await choicesOf(id)).toEqual(["lock"])
    await officer.ok("DELETE", at(id, "/lock"), { version: "file" })
    // An override is a lock until somebody holds the household instead; the hold is not the decision's to take.
    const { plan } = await solved(officer, "small")
    await officer.ok("POST", "/api/v1/rounds/small/decisions", {
      body: { plan, decisions: [{ _tag: "override", household: id, municipality: "4601", reason }] }
    })
    expect(await choicesOf(id)).toEqual(["lock"])
    await officer.ok("PUT", at(id, "/hold"), { version: "file", body: { reason } })
    await officer.ok("DELETE", at(id, "/decision"), { version: "file" })
    expect(await choicesOf(id)).toEqual(["hold"])
    await officer.ok("DELETE", at(id, "/hold"), { version: "file" })
  })

  test("holds only who may be held and has no good enough place left, says why not, and else why and at what price", async () => {
    const round = await world.runtime.runPromise(RoundStore.use((rounds) => rounds.get(demoAccess, small)))
    await solved(officer, "small")
    const left = new Set(await waiting())
    expect(left.size).toBeGreaterThan(0)
    const near = round.households.filter((household) => mayBeHeld(household, round) && !left.has(household.id))
    expect(near.length).toBeGreaterThan(0)
    for (const household of round.households) {
      const path = at(household.id, "/hold")
      const { body, status } = await officer.send<Held>("PUT", path, { version: "file", body: { reason } })
      if (left.has(household.id)) {
        expect([household.id, status]).toEqual([household.id, 200])
        const { best, below, code } = body.reason
        expect([code, below]).toEqual(["held-for-better", Math.ceil(0.4 * best)])
        if (body.available !== null) expect(body.available.fit).toBeLessThan(below)
        await officer.ok("DELETE", path, { version: "file" })
      } else expect(body).toMatchObject({ status: 409, type: "urn:treff:problem:may-not-be-held" })
    }
    // Kept with the hold for whoever looks later, and answered again to the same key.
    const path = at([...left][0]!, "/hold")
    const key = randomUUID()
    const { headers } = await officer.get(at([...left][0]!))
    const version = Number(/\d+/u.exec(headers.get("etag")!)![0])
    const ask = { version, body: { reason }, headers: { "idempotency-key": key } }
    const held = await officer.ok<Held>("PUT", path, ask)
    expect(await officer.ok("PUT", path, ask)).toEqual(held)
    const { rows } = await sql<{ doc: object }>`select doc from core.event where kind = 'hold-made'
      order by seq desc limit 1`.execute(world.database.admin)
    expect(rows[0]?.doc).toMatchObject({ reason: held.reason, available: held.available })
    await officer.ok("DELETE", path, { version: "file" })
    expect((await officer.send("PUT", at("H-0001", "/hold"), { version: "file", body: {} })).status).toBe(422)
  })

  test("takes a decision back, and a second time there is none", async () => {
    const { plan } = await solved(officer, "small")
    const { placements } = await officer.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/small/recommendations"
    )
    const { household } = placements.find(({ state }) => state === "placed")!
    await officer.ok("POST", "/api/v1/rounds/small/decisions", {
      body: { plan, decisions: [{ _tag: "follow", household }] }
    })
    expect((await all()).find((one) => one.household === household)?.decision?.kind).toBe("follow")
    await officer.ok("DELETE", at(household, "/decision"), { version: "file" })
    expect((await officer.send("DELETE", at(household, "/decision"), { version: "file" })).status).toBe(404)
  })

  test("shows officers the child's own words, from both addresses, and keeps them from the person's text", async () => {
    await solved(officer, "small")
    const { placements } = await officer.ok<{
      placements: ReadonlyArray<{ household: string; childrensBest: object | null }>
    }>("GET", "/api/v1/rounds/small/recommendations")
    const { household } = placements.find(({ childrensBest }) => childrensBest !== null)!
    interface Explained {
      readonly childrensBest: {
        readonly assessment: string
        readonly views: ReadonlyArray<{ heard: boolean; view?: string | null; reason?: string | null }>
      }
    }
    const explained = await officer.ok<Explained>("GET", at(household, "/explanation"))
    const old = await officer.ok<Explained>("GET", `/api/v1/households/${household}/explanation?round=small`)
    expect(old).toEqual(explained)
    expect(explained.childrensBest.assessment).toBe("Barna går i samme skole og barnehage som nå.")
    const words = explained.childrensBest.views
      .flatMap((one) => [one.view, one.reason])
      .filter((one) => one !== undefined)
    expect(words).not.toContain("–")
    const told = await officer.ok<Explained>("GET", at(household, "/explanation?audience=person"))
    expect(JSON.stringify(told)).not.toContain("Barna går i samme skole")
  })

  test("plans and profiles are there to be read", async () => {
    const { plans } = await officer.ok<{ plans: ReadonlyArray<{ id: string }> }>("GET", "/api/v1/rounds/small/plans")
    const plan = await officer.ok<{ placements: ReadonlyArray<unknown>; run: object }>(
      "GET",
      `/api/v1/plans/${plans[0]!.id}`
    )
    expect(plan.placements).toHaveLength(11)
    const { profiles } = await officer.ok<{ profiles: ReadonlyArray<{ id: string }> }>("GET", "/api/v1/profiles")
    expect(profiles.map(({ id }) => id)).toEqual(["standard", "minors"])
  })

  test("what the round is stored as for the solver decodes as households", async () => {
    const round = await world.runtime.runPromise(RoundStore.use((rounds) => rounds.get(demoAccess, small)))
    expect(round.households.every(Schema.is(Household))).toBe(true)
  })
})
