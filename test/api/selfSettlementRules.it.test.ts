/**
 * Feature under test: what stands against IMDi's yes to self-settlement (S1, S3, S5, S10), and the way on after a no (S8). On
 * both databases.
 */
import { Schema } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Round } from "../../src/domain/Round.ts"
import { engines } from "../support/databases.ts"
import { need, said } from "../support/world.ts"
import { openCaseWorld, type Somebody, setUpPeople, solved } from "./caseWorld.ts"
import { published, type Required, requestsOf, roomy, roundFor, yesTo } from "./requestWorld.ts"
import { fixtures } from "./smallRound.ts"

interface Now {
  readonly id: string
  readonly version: number
}
interface Answer {
  readonly type?: string
  readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly detail: string }>
}
interface Exported {
  readonly selfSettlements: ReadonlyArray<{ readonly decision: Record<string, string> }>
}

const at = "/api/v1/rounds/rules"
const lease = { checkedOn: "2024-11-15", suitable: true, rooms: 4, stepFree: false, availableFrom: "2024-12-15" }
const [
  fixed,
  avoided,
  avoiding,
  fixedsEnemy,
  endangered,
  unheard,
  planned,
  plannedsEnemy,
  couple,
  treated,
  lodger,
  alone
] = [
  "H-0011",
  "H-0012",
  "H-0013",
  "H-0016",
  "H-0017",
  "H-0018",
  "H-0019",
  "H-0020",
  "H-0021",
  "H-0022",
  "H-0023",
  "H-0024"
] as const

/** A dozen households for 4601; one is told to settle itself in 5001, one is in danger near 5001, one is treated. */
const roundOf = async (near: string): Promise<Round> => {
  const encoded = Schema.encodeSync(Round)(await roundFor("rules", "4601", 12, 8))
  return Schema.decodeUnknownSync(Round)({
    ...encoded,
    households: encoded.households.map((household) => ({
      ...household,
      members: household.members.map((member) => ({
        ...member,
        healthNeeds: household.id === treated ? [need("dialysis")] : []
      })),
      ...(household.id === fixed && { route: "agreed-self-settlement", fixedMunicipality: "5001" }),
      ...(household.id === endangered && {
        protection: { kind: "violence", awayFrom: [near], provenance: said() }
      })
    }))
  })
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let trondheim: Somebody
  let bergen: Somebody
  let neighbour: Somebody
  /** Another municipality in the region of 5001. */
  let near: string
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    const { municipalities } = (await fixtures()).file
    const { region } = municipalities.find(({ code }) => code === "5001")!
    near = municipalities.find((one) => one.region === region && one.code !== "5001")!.code
    officer = await world.as("officer-1")
    trondheim = await world.as("trondheim")
    bergen = await world.as("bergen")
    neighbour = await world.asMunicipality(near)
    await published(world, await roundOf(near))
    // From here on, as if it had been found out after publication.
    const pairs = JSON.stringify([
      [fixed, fixedsEnemy],
      [avoided, avoiding],
      [planned, plannedsEnemy]
    ])
    await sql`update core.round set doc = jsonb_set(doc, '{protectedPairs}', ${pairs}::jsonb)`.execute(
      world.database.admin
    )
    await sql`update core.household set doc = jsonb_set(doc, '{hearing}', '{"adultsHeard": [], "commentWaived": false, "adverseInformation": "not-put"}')
        where id = ${unheard}`.execute(world.database.admin)
  })
  afterAll(() => world?.close())

  const of = (household: string, rest = "") => `${at}/households/${household}/self-settlement${rest}`
  const apply = async (household: string, municipality: string, who: Somebody): Promise<Now> => {
    const body = { municipality, reference: "2024/17", appliedOn: "2024-11-01" }
    const { id } = await officer.ok<Now>("POST", of(household), { body })
    const checked = `/api/v1/municipalities/${municipality}/self-settlements/${id}/lease`
    return await who.ok<Now>("POST", checked, { body: lease, version: 1 })
  }
  const decide = async (household: string, decision: object, version = 2) => {
    const { body, status } = await officer.send<Answer>("POST", of(household, "/decision"), { body: decision, version })
    return { status, kind: body.type?.replace("urn:treff:problem:", ""), errors: body.errors }
  }
  const agree = { _tag: "agree", agreedOn: "2024-11-20" }
  const shielded = { status: 409, kind: "shielded" }

  test("nobody settles herself near where she is in danger", async () => {
    await apply(endangered, "5001", trondheim)
    expect(await decide(endangered, agree)).toMatchObject(shielded)
  })

  test("nor near whom she must not meet: who is agreed, published or told to be there", async () => {
    await apply(fixedsEnemy, "5001", trondheim)
    expect(await decide(fixedsEnemy, agree)).toMatchObject(shielded)
    await apply(plannedsEnemy, "4601", bergen)
    expect(await decide(plannedsEnemy, agree)).toMatchObject(shielded)
    await apply(avoided, "5001", trondheim)
    expect((await decide(avoided, agree)).status).toBe(200)
    await apply(avoiding, near, neighbour)
    expect(await decide(avoiding, agree)).toMatchObject(shielded)
    expect((await decide(avoiding, { _tag: "withdraw", reason: "Trukket." })).status).toBe(200)
    await apply(avoiding, "4601", bergen)
    expect((await decide(avoiding, agree)).status).toBe(200)
  })

  test("nobody is settled unheard: each missing element by name", async () => {
    await apply(unheard, "5001", trondheim)
    expect(await decide(unheard, agree)).toEqual({
      status: 409,
      kind: "publication-blocked",
      errors: ["interview", "adults-heard", "comment-deadline", "adverse-information"].map((detail) => ({
        pointer: `/households/${unheard}`,
        detail
      }))
    })
  })

  test("a treatment must be confirmed before vedtak, though the lease is good", async () => {
    await apply(treated, "5001", trondheim)
    expect((await decide(treated, agree)).status).toBe(200)
    const { settlements } = await officer.ok<{ settlements: ReadonlyArray<Now & { readonly household: string }> }>(
      "GET",
      `${at}/settlements`
    )
    const { id, version } = settlements.find(({ household }) => household === treated)!
    const vedtak = () =>
      officer.send("POST", `/api/v1/settlements/${id}/steps`, {
        body: { _tag: "decide", decidedOn: "2024-11-21" },
        version
      })
    expect((await vedtak()).status).toBe(409)
    const request = (await requestsOf(officer, "rules")).find(({ household }) => household === treated)!
    const { confirmations: needed } = await trondheim.ok<{ confirmations: ReadonlyArray<Required> }>(
      "GET",
      `/api/v1/requests/${request.id}/file`
    )
    expect(needed.map(({ _tag }) => _tag)).toEqual(["service"])
    const { confirmations } = yesTo(needed)
    await trondheim.ok("POST", `/api/v1/requests/${request.id}/confirmations`, {
      body: { confirmations },
      version: request.version
    })
    expect((await vedtak()).status).toBe(200)
  })

  test("IMDi's yes leaves the tolerance to the municipality", async () => {
    await apply(couple, "5001", trondheim)
    const read = async () =>
      (await trondheim.ok<{ capacities: ReadonlyArray<Record<string, number>> }>("GET", "/api/v1/capacities/2024"))
        .capacities[0]!
    const counts = await read()
    const used = ["settledBefore", "agreedBefore", "selfSettlement", "agreed", "settled"]
    const taken = used.reduce((sum, name) => sum + counts[name]!, 0)
    const change = async (decided: number, tolerance: number) =>
      trondheim.ok("PUT", "/api/v1/municipalities/5001/capacity/2024", {
        body: { decided, minorsDecided: 0, tolerance, months: [] },
        version: (await read()).version!
      })
    await change(taken + 1, 20)
    expect(await decide(couple, agree)).toMatchObject({ status: 409, kind: "no-places" })
    await change(taken + 2, 0)
    expect((await decide(couple, agree)).status).toBe(200)
    await change(5000, 0)
  })

  test("what was approved before Treff and what Treff has approved are counted once each", async () => {
    const loaded = {
      requested: 0,
      minorsRequested: 0,
      decided: 50,
      minorsDecided: 0,
      settledBefore: 0,
      agreedBefore: 0
    }
    const { code } = (await fixtures()).file.municipalities.find(({ code }) => !["4601", "5001", near].includes(code))!
    const own = await world.asMunicipality(code)
    await (await world.as("lead")).ok("PUT", "/api/v1/capacities/2024", {
      body: [{ ...loaded, municipality: code, selfSettlementBefore: 3, minorsBefore: 0, source: "test" }]
    })
    await apply(lodger, code, own)
    expect((await decide(lodger, agree)).status).toBe(200)
    const { capacities } = await own.ok<{ capacities: ReadonlyArray<object> }>("GET", "/api/v1/capacities/2024")
    expect(capacities).toMatchObject([{ selfSettlement: 3 + 1, free: 50 - 4 }])
  })

  test("after a no the household goes the way of everybody else, or applies elsewhere", async () => {
    const file = async () =>
      await officer.ok<{ route: string; fixedMunicipality?: string }>("GET", `${at}/households/${fixed}`)
    expect(await file()).toMatchObject({ route: "agreed-self-settlement", fixedMunicipality: "5001" })
    await apply(fixed, "5001", trondheim)
    const no = { _tag: "refuse", reason: "Leiekontrakten falt bort." }
    expect((await decide(fixed, { ...no, route: "agreed-self-settlement" })).status).toBe(422)
    expect((await decide(fixed, { ...no, route: "private" })).status).toBe(200)
    const now = await file()
    expect(now.route).toBe("private")
    expect(now).not.toHaveProperty("fixedMunicipality")
    // She is nowhere any more, and whoever must not meet her may be there.
    expect((await decide(fixedsEnemy, agree)).status).toBe(200)
    await solved(officer, "rules")
    const { placements } = await officer.ok<{
      placements: ReadonlyArray<{ household: string; state: string; municipality: string }>
    }>("GET", `${at}/recommendations`)
    expect(placements.find(({ household }) => household === fixed)).toMatchObject({
      state: "placed",
      municipality: "4601"
    })
    await apply(fixed, "4601", bergen)
    expect((await decide(fixed, { _tag: "withdraw", reason: "Trukket." })).status).toBe(200)
    expect((await file()).route).toBe("private")
  })

  test("an officer's own words go to whom they are about, and not to others of the household", async () => {
    const words = "Hun er redd for hvem hun ville bo nær."
    const told = async (household: string) => {
      const { members } = await officer.ok<{ members: ReadonlyArray<Now> }>("GET", `${at}/households/${household}`)
      const all = members.map(({ id }) => officer.ok<Exported>("GET", `${at}/persons/${id}/export?lang=en`))
      return (await Promise.all(all)).map(({ selfSettlements }) => selfSettlements[0]?.decision)
    }
    for (const household of [alone, planned]) await apply(household, "5001", trondheim)
    await decide(alone, { _tag: "refuse", reason: words })
    expect(await told(alone)).toEqual([{ _tag: "refuse", reason: words }])
    // As if a family had been refused with the same words.
    await sql`update core.self_settlement set decision = ${JSON.stringify({ _tag: "refuse", reason: words })}::jsonb
        where household_id = ${couple}`.execute(world.database.admin)
    expect(await told(couple)).toEqual([{ _tag: "refuse" }, { _tag: "refuse" }])
  })
})
