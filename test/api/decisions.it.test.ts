/**
 * Feature under test: what the second person reads before a plan is published: who decided what against which suggestion,
 * why, what it changes for the round, and why officers locked, forbade or held (D15); on both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { openCaseWorld, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"

interface Kept {
  readonly household: string
  readonly plan: string
  readonly kind: string
  readonly municipality: string
  readonly suggested: string | null
  readonly reason: string | null
  readonly difference: Readonly<Record<string, unknown>> | null
  readonly shown: { readonly municipality: string; readonly topK: ReadonlyArray<unknown> }
  readonly decidedBy: string
  readonly decidedAt: string
  readonly openedAt: string | null
}
interface Placed {
  readonly household: string
  readonly municipality: string
  readonly state: string
  readonly topK: ReadonlyArray<{ readonly municipality: string }>
}

const small = "/api/v1/rounds/small"
const reason = "Mormor bor i kommunen, og barna kjenner henne."
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let first: Somebody
  let second: Somebody
  let plan: string
  let followed: Placed
  let overridden: Placed
  let other: string
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    first = await world.as("officer-1")
    second = await world.as("officer-2")
    plan = (await solved(first, "small")).plan
    const { placements } = await first.ok<{ placements: ReadonlyArray<Placed> }>("GET", `${small}/recommendations`)
    const placed = placements.filter(({ state }) => state === "placed")
    followed = placed[0]!
    overridden = placed.find(
      ({ household, municipality, topK }) =>
        household !== followed.household && topK.some((one) => one.municipality !== municipality)
    )!
    other = overridden.topK.find((one) => one.municipality !== overridden.municipality)!.municipality
    await first.ok("GET", `${small}/households/${overridden.household}`)
    await first.ok("POST", `${small}/decisions`, {
      body: {
        plan,
        decisions: [
          { _tag: "follow", household: followed.household },
          { _tag: "override", household: overridden.household, municipality: other, reason }
        ]
      }
    })
  })
  afterAll(() => world?.close())

  const page = (path: string) => second.ok<{ items: ReadonlyArray<Kept>; next: string | null }>("GET", path)
  const read = async () => (await page(`${small}/decisions`)).items
  const listed = async (household: string) =>
    (
      await second.ok<{ items: ReadonlyArray<Record<string, unknown>> }>("GET", `${small}/households?limit=100`)
    ).items.find((one) => one.household === household)!

  test("tells each decision beside what was suggested and shown", async () => {
    const decisions = await read()
    expect(decisions.map(({ household }) => household)).toEqual([followed.household, overridden.household].sort())
    const kept = new Map(decisions.map((one) => [one.household, one]))
    expect(kept.get(followed.household)).toMatchObject({
      plan,
      kind: "follow",
      municipality: followed.municipality,
      suggested: followed.municipality,
      reason: null,
      difference: null,
      decidedBy: first.account,
      decidedAt: expect.stringMatching(utc),
      openedAt: null
    })
    const override = kept.get(overridden.household)!
    expect(override).toMatchObject({
      plan,
      kind: "override",
      municipality: other,
      suggested: overridden.municipality,
      reason,
      decidedBy: first.account,
      openedAt: expect.stringMatching(utc)
    })
    expect(override.shown.municipality).toBe(overridden.municipality)
    expect(override.shown.topK).toHaveLength(overridden.topK.length)
    expect(Object.keys(override.difference!).sort()).toEqual(
      ["answer", "byCriterion", "difference", "moved", "placedDifference"].sort()
    )
  })

  test("a page at a time, when asked for", async () => {
    const [first, last] = [followed.household, overridden.household].sort()
    const { items, next } = await page(`${small}/decisions?limit=1`)
    expect(items.map(({ household }) => household)).toEqual([first])
    const rest = await page(next!)
    expect(rest.items.map(({ household }) => household)).toEqual([last])
    expect(rest.next).toBeNull()
    for (const query of ["limit=101", "limit=0", "after=nowhere"])
      expect([query, (await second.send("GET", `${small}/decisions?${query}`)).status]).toEqual([query, 422])
  })

  test("nothing of a person comes along: no fact, no other household, no hint of health", async () => {
    // What is kept says more than what is told; a need that counted may have lost its release since.
    const { numAffectedRows } = await sql`update core.decision set difference = jsonb_set(difference, '{byCriterion}',
        difference -> 'byCriterion' || '[{"criterion": "specialist-care", "points": 5}]')
      where difference -> 'criteria' is not null`.execute(world.database.admin)
    expect(numAffectedRows).toBe(1n)
    const text = JSON.stringify(await read())
    expect(text).not.toMatch(/"(?:criteria|facts|evidence|holders|moves|excluded)"|specialist-care/u)
    const ids = new Set(text.match(/[HP]-\d{4}/gu))
    expect(ids).toEqual(new Set([followed.household, overridden.household]))
  })

  test("the list of households says why, for decisions and for choices", async () => {
    expect(await listed(overridden.household)).toMatchObject({
      decision: { kind: "override", municipality: other, suggested: overridden.municipality, reason },
      choices: [{ kind: "lock", municipality: other, reason }]
    })
    expect(await listed(followed.household)).toMatchObject({ decision: { kind: "follow", reason: null } })
    const at = `${small}/households/${followed.household}`
    /** As somebody who has just read the file. */
    const ifMatch = async () => ({ "if-match": (await first.send("GET", at)).headers.get("etag")! })
    const why = "Trusselen bor i kommunen."
    await first.ok("PUT", `${at}/forbids/0301`, { body: { reason: why }, headers: await ifMatch() })
    expect(await listed(followed.household)).toMatchObject({
      choices: [{ kind: "forbid", municipality: "0301", reason: why }]
    })
    await first.ok("DELETE", `${at}/forbids/0301`, { headers: await ifMatch() })
  })

  test("is for officers of the round, and as unknown as no round to others", async () => {
    expect((await (await world.as("analyst")).send("GET", `${small}/decisions`)).status).toBe(403)
    expect((await (await world.as("auditor")).send("GET", `${small}/decisions`)).status).toBe(403)
    expect((await second.send("GET", "/api/v1/rounds/nowhere/decisions")).status).toBe(404)
    expect((await second.send("GET", `${small}/decisions?reason=1`)).status).toBe(422)
  })

  test("a decision on a household that becomes strictly confidential is told to nobody", async () => {
    await first.ok("POST", `${small}/households/${overridden.household}/strictly-confidential`)
    expect((await read()).map(({ household }) => household)).toEqual([followed.household])
  })
})
