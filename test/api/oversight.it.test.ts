/**
 * Feature under test: oversight over HTTP: the audit log for auditors, and one person's own data with nobody else's (H5), on
 * both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Round } from "../../src/domain/Round.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { need, released, withMembers } from "./caseMarkers.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"

interface Exported {
  readonly person: { readonly id: string; readonly competence?: object }
  readonly healthNeeds: ReadonlyArray<{ readonly legalBasis: string }>
  readonly reasons: { readonly title: string } | null
  readonly accessLog: ReadonlyArray<Record<string, unknown>>
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let lead: Somebody
  let round: Round
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    round = withMembers(await readyRound(), (member) => ({
      ...member,
      healthNeeds: [
        need({ legalBasis: `mark-${member.id}-health`, release: released }),
        need({ legalBasis: `mark-${member.id}-held` })
      ],
      childView: { _tag: "not-heard", reason: `mark-${member.id}-view` }
    }))
    await setUp(world, round)
    lead = await world.as("lead")
    await solved(lead, "small")
  })
  afterAll(() => world?.close())

  test("H5: a person gets everything of her own, why, and who has looked; and nothing of another", async () => {
    const officer = await world.as("officer-1")
    const everybody = round.households
      .filter((household) => !household.isStrictlyConfidential)
      .flatMap((household) => household.members.map((member) => ({ household, member })))
    const all = round.households.flatMap((household) => household.members)
    for (let n = 0; n < repetitions(20); n++) {
      const { household, member } = everybody[n % everybody.length]!
      await officer.ok("GET", `/api/v1/rounds/small/households/${household.id}`)
      const exported = await officer.ok<Exported>("GET", `/api/v1/rounds/small/persons/${member.id}/export?lang=en`)
      expect(exported.person).toMatchObject({ id: member.id, duf: { ...member.duf }, birthDate: member.birthDate })
      expect(Object.keys(exported.person).sort()).toEqual(
        Object.keys(member)
          .filter((key) => key !== "healthNeeds" && member[key as keyof typeof member] !== undefined)
          .sort()
      )
      expect(exported.healthNeeds.map(({ legalBasis }) => legalBasis)).toEqual([
        `mark-${member.id}-health`,
        `mark-${member.id}-held`
      ])
      expect(exported.reasons?.title).toBeTruthy()
      expect(exported.accessLog.some(({ action }) => action === "read")).toBe(true)
      for (const entry of exported.accessLog)
        expect(Object.keys(entry).sort()).toEqual(["action", "at", "organisation", "purpose"])
      const text = JSON.stringify(exported)
      expect(text).not.toContain(officer.account)
      for (const other of all.filter(({ id }) => id !== member.id)) {
        for (const secret of [`"${other.id}"`, other.duf.number, `mark-${other.id}-`])
          expect([member.id, secret, text.includes(secret)]).toEqual([member.id, secret, false])
      }
    }
  })

  test("an export comes as a table too, and only to those who may open the round", async () => {
    const person = round.households[0]!.members[0].id
    const address = `/api/v1/rounds/small/persons/${person}/export`
    const table = await lead.send<string>("GET", `${address}?format=csv`)
    expect([table.status, table.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"])
    expect(table.body).toContain('"field","value"\r\n')
    expect(table.body).toContain(`"person.id","${person}"\r\n`)
    expect((await lead.send("GET", "/api/v1/rounds/small/persons/P-999999/export")).status).toBe(404)
    expect((await lead.send("GET", `/api/v1/rounds/nowhere/persons/${person}/export`)).status).toBe(404)
  })

  test("auditors find by subject and person, page by page, and their search is a row of its own", async () => {
    const auditor = await world.as("auditor")
    const subject = "household:small/H-0002"
    for (let n = 0; n < repetitions(20); n++) await lead.ok("GET", "/api/v1/rounds/small/households/H-0002")
    interface Page {
      readonly items: ReadonlyArray<{ seq: number; actor: string; subject: string; action: string }>
      readonly next: string | null
    }
    const found: Array<Page["items"][number]> = []
    for (
      let next: string | null = `/api/v1/audit?limit=7&subject=${encodeURIComponent(subject)}&actor=${lead.account}`;
      next !== null;
    ) {
      const page: Page = await auditor.ok<Page>("GET", next)
      found.push(...page.items)
      next = page.next
    }
    expect(found).toHaveLength(repetitions(20))
    expect(new Set(found.map((one) => `${one.actor} ${one.subject} ${one.action}`))).toEqual(
      new Set([`${lead.account} ${subject} read`])
    )
    expect(found.map(({ seq }) => seq)).toEqual([...found.map(({ seq }) => seq)].sort((a, b) => a - b))
    const own = await auditor.ok<Page>("GET", `/api/v1/audit?actor=${auditor.account}`)
    expect(own.items.filter(({ action }) => action === "search").length).toBeGreaterThanOrEqual(3)
    for (const wrong of ["from=yesterday", "from=2024-02-31T25:00:00Z", "after=abc", "limit=1000", "user=x"])
      expect([wrong, (await auditor.send("GET", `/api/v1/audit?${wrong}`)).status]).toEqual([wrong, 422])
    const empty = await auditor.ok<Page>("GET", "/api/v1/audit?to=2000-01-01T00:00:00Z")
    expect(empty.items).toEqual([])
  })

  test("the work queue counts what waits, with links and without facts", async () => {
    await sql`update core.household set doc = doc - 'hearing' || '{"hearing": {"adultsHeard": [], "commentWaived": false, "adverseInformation": "none"}}'
      where round_id = 'small' and id = 'H-0001'`.execute(world.database.admin)
    const { items } = await lead.ok<{ items: ReadonlyArray<object> }>("GET", "/api/v1/work-queue")
    expect(items).toContainEqual({
      kind: "not-ready",
      round: "small",
      count: 1,
      link: "/api/v1/rounds/small/households"
    })
    expect(JSON.stringify(items)).not.toContain("H-0001")
  })
})
