/**
 * Feature under test: a county reads how many of upper-secondary age come to its municipalities (S16), in bands, and nothing else of
 * anybody; another county and every other role read nothing. On both databases.
 */
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { CountyCode } from "../../src/domain/MunicipalityCode.ts"
import { engines } from "../support/databases.ts"
import { openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { type Required, roomy, roundFor, type Sent, sendAll, yesTo } from "./requestWorld.ts"

const path = "/api/v1/counties/46/upper-secondary/2024"
const band = (from: number) => ({ from, to: from + 4 })

interface Shown {
  readonly municipalities: ReadonlyArray<Record<string, unknown> & { readonly municipality: string }>
  readonly total: unknown
}

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let county: Somebody
  let bergen: Somebody
  let sent: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    county = await world.as("vestland")
    bergen = await world.as("bergen")
    sent = await sendAll(world, await roundFor("county", "4601", 20))
    expect(sent.length).toBeGreaterThan(13)
  })
  afterAll(() => world?.close())

  const admin = () => world.database.admin
  const look = () => county.ok<Shown>("GET", path)
  const bergenIn = (shown: Shown) => shown.municipalities.find(({ municipality }) => municipality === "4601")
  /** One member of each of the first so many households turns 16, 17 or 18 in 2024, and nobody else does. */
  const youngIn = async (households: number) => {
    await sql`update person.person set birth_date = '1990-01-01' where round_id = 'county'`.execute(admin())
    for (const [n, { household }] of sent.slice(0, households).entries()) {
      const day = ["2008-12-31", "2007-06-01", "2006-01-01"][n % 3]
      await sql`update person.person set birth_date = ${day} where round_id = 'county' and id = (
        select min(id) from person.person where round_id = 'county' and household_id = ${household})`.execute(admin())
    }
  }

  test("nobody and four look alike in every municipality of the county, also those nobody comes to", async () => {
    await youngIn(0)
    const nobody = await look()
    expect(nobody.municipalities.length).toBe(43)
    expect(nobody.municipalities.every(({ municipality }) => municipality.startsWith("46"))).toBe(true)
    await youngIn(4)
    expect(await look()).toEqual(nobody)
    expect(bergenIn(nobody)).toEqual({ municipality: "4601", asked: band(0), agreed: band(0), arrived: band(0) })
  })

  test("asked, agreed and arrived are counted apart; a no, another year and a hidden household do not count", async () => {
    await youngIn(13)
    expect(bergenIn(await look())).toEqual({ municipality: "4601", asked: band(10), agreed: band(0), arrived: band(0) })
    expect((await county.ok<Shown>("GET", path.replace("2024", "2025"))).total).toEqual({
      asked: band(0),
      agreed: band(0),
      arrived: band(0)
    })

    const answer = async ({ id, version }: Sent, body: object) => {
      await bergen.ok("POST", `/api/v1/requests/${id}/answer`, { version, body })
    }
    for (const request of sent.slice(0, 6)) {
      const { required } = await bergen.ok<{ required: ReadonlyArray<Required> }>(
        "GET",
        `/api/v1/requests/${request.id}`
      )
      await answer(request, yesTo(required))
    }
    expect(bergenIn(await look())).toMatchObject({ asked: band(5), agreed: band(5), arrived: band(0) })

    for (const { household } of sent.slice(0, 5))
      await sql`insert into core.arrival (round_id, person_id, household_id, municipality, settled_on, registered_by)
        select round_id, id, household_id, '4601', '2024-12-01', 'test' from person.person
        where round_id = 'county' and household_id = ${household}`.execute(admin())
    expect(bergenIn(await look())).toMatchObject({ asked: band(5), agreed: band(0), arrived: band(5) })

    // Seven are asked for; three go.
    await answer(sent[6]!, { _tag: "decline", reason: { _tag: "no-places" } })
    await sql`update core.request set deadline = now() - interval '1 second' where id = ${sent[7]!.id}`.execute(admin())
    expect(bergenIn(await look())).toMatchObject({ asked: band(5) })
    await sql`update core.household set strictly_confidential = true
      where round_id = 'county' and id = ${sent[8]!.household}`.execute(admin())
    expect(bergenIn(await look())).toMatchObject({ asked: band(0) })
  })

  test("its fields are these, it names nobody, and it leaves a row", async () => {
    const { body, headers } = await county.send<Shown>("GET", path)
    expect(Object.keys(body)).toEqual(["municipalities", "total"])
    for (const one of body.municipalities)
      expect(Object.keys(one).sort()).toEqual(["agreed", "arrived", "asked", "municipality"])
    expect(JSON.stringify(body)).not.toMatch(/[HP]-\d|20\d\d|county"/u)
    const { rows } = await sql`select c.subject, e.count::int as count from audit.entry e
      join audit.content c on c.seq = e.seq where e.request = ${headers.get("x-request-id")}`.execute(admin())
    expect(rows).toEqual([{ subject: "upper-secondary:46/2024", count: 43 }])
  })

  test("another county reads its own, and nobody else anything", async () => {
    const other = await world.asMember("trøndelag", { _tag: "county", code: CountyCode.make("50") }, "county-write")
    expect((await other.send("GET", path)).status).toBe(404)
    const own = await other.ok<Shown>("GET", path.replace("/46/", "/50/"))
    expect(own.municipalities.every(({ municipality }) => municipality.startsWith("50"))).toBe(true)
    for (const person of ["bergen", "officer-1", "lead", "analyst", "auditor"])
      expect([person, (await (await world.as(person)).send("GET", path)).status]).toEqual([person, 403])
  })

  test("the database counts for nobody without the county's role, whatever is asked", async () => {
    const counted = async (role: string, settings: Readonly<Record<string, string>>) => {
      const trx = await admin().startTransaction().execute()
      try {
        await sql`select set_config('role', ${role}, true), ${sql.join(
          Object.entries(settings).map(([name, value]) => sql`set_config(${`app.${name}`}, ${value}, true)`)
        )}`.execute(trx)
        return (
          await sql`select municipality from core.upper_secondary(2024) where municipality is not null`.execute(trx)
        ).rows.length
      } finally {
        await trx.rollback().execute()
      }
    }
    const whole = { user: "somebody", county: "46", roles: "county-write" }
    expect(await counted("api_kommune", whole)).toBe(43)
    for (const less of [{ user: "" }, { county: "" }, { county: "4" }, { roles: "municipality-write" }, { roles: "" }])
      expect([less, await counted("api_kommune", { ...whole, ...less })]).toEqual([less, 0])
    await expect(counted("api_imdi", whole)).rejects.toMatchObject({ code: "42501" })
  })
})
