/** Feature under test: the explanation of one household over HTTP, masked for its audience. */
import { Schema } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ExplanationBody } from "../../src/api/contract/explanation.ts"
import { hidden, openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const explain = async (household: string, parameters = "") => {
  const response = await world.app.request(`/api/v1/households/${household}/explanation${parameters}`)
  return { status: response.status, body: await response.json() }
}
const decode = (body: unknown) => Schema.decodeUnknownSync(ExplanationBody)(body, { onExcessProperty: "error" })

describe("an explanation", () => {
  test("fits its own schema for every household, audience and language, and says nothing of the hidden one", async () => {
    const households = ["H-0001", "H-0002", "H-0006", "H-0014", "H-0027"]
    for (const audience of ["officer", "municipality", "person", "archive"]) {
      for (const [i, household] of households.entries()) {
        const lang = ["nb", "nn", "en"][i % 3]
        const { body, status } = await explain(household, `?audience=${audience}&lang=${lang}`)
        expect([household, audience, status]).toEqual([household, audience, 200])
        expect(decode(body)).toMatchObject({ household, audience, language: lang, round: "small", whyNot: null })
        expect(JSON.stringify(body)).not.toContain(hidden)
      }
    }
  })

  test("is made for officers in bokmål unless asked otherwise, of the latest round or the one named", async () => {
    const { body } = await explain("H-0001")
    expect(body).toMatchObject({ audience: "officer", language: "nb" })
    expect((await explain("H-0001", "?round=small")).body.plan).toBe(body.plan)
    expect(await explain("H-0001", "?round=other")).toMatchObject({
      status: 404,
      body: { type: "urn:treff:problem:round-unknown" }
    })
  })

  test("sums to the points of the recommendation, and comes from its plan", async () => {
    const { body } = await explain("H-0005")
    const response = await world.app.request("/api/v1/rounds/small/recommendations")
    const report = await response.json()
    const placement = report.placements.find((one: { household: string }) => one.household === "H-0005")
    expect(body.criteria.reduce((sum: number, one: { points: number }) => sum + one.points, 0)).toBe(body.total)
    expect([body.total, body.municipality, body.plan]).toEqual([placement.fit, placement.municipality, report.plan])
  })

  test("for a municipality shows no alternatives and no warnings; for a person no other household", async () => {
    const municipality = (await explain("H-0014", "?audience=municipality")).body
    expect([municipality.alternatives, municipality.warnings, municipality.excluded]).toEqual([[], [], []])
    const person = (await explain("H-0001", "?audience=person&why-not=0301")).body
    expect(person.whyNot).toMatchObject({ municipality: "0301", holders: [], moves: [] })
    expect(JSON.stringify(person.text)).not.toMatch(/H-00(?!01)/u)
  })
})

describe("«why not»", () => {
  test("prices the whole round with the household there, names who holds the places, and is the same the second time", async () => {
    const { body, status } = await explain("H-0001", "?why-not=0301")
    expect(status).toBe(200)
    const { whyNot } = decode(body)
    expect(whyNot).toMatchObject({ municipality: "0301", name: "Oslo" })
    expect(whyNot?.holders).toContain("H-0014")
    expect(whyNot?.difference).toBeLessThanOrEqual(0)
    expect(body.text.sections.map((section: { id: string }) => section.id)).toContain("why-not")
    expect((await explain("H-0001", "?why-not=0301")).body.whyNot).toEqual(body.whyNot)
  })

  test("of the suggested municipality, and of one without places, needs no other plan", async () => {
    const { municipality } = (await explain("H-0001")).body
    expect((await explain("H-0001", `?why-not=${municipality}`)).body.whyNot).toMatchObject({
      answer: "chosen",
      moves: []
    })
    expect((await explain("H-0001", "?why-not=5610")).body.whyNot).toMatchObject({ difference: null })
  })

  test.each([
    ["no municipality has this number", "?why-not=9999", "why-not"],
    ["a number that cannot be one", "?why-not=301", "why-not"],
    ["not with a municipality as reader", "?audience=municipality&why-not=0301", "why-not"],
    ["an audience nobody is", "?audience=press", "audience"],
    ["a mistyped audience", "?audiance=person", "audiance"]
  ])("%s", async (_, parameters, parameter) => {
    const { body, status } = await explain("H-0001", parameters)
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ parameter }])
  })

  test("many at once are answered one after the other, and too many are told to come back", async () => {
    const codes = ["0301", "1103", "3405", "4601", "5001"]
    const households = ["H-0003", "H-0004", "H-0008"]
    const asked = households.flatMap((household) => codes.map((code) => explain(household, `?why-not=${code}`)))
    const answers = await Promise.all(asked)
    const busy = answers.filter(({ status }) => status === 503)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8)
    expect(busy.length).toBeGreaterThan(0)
    for (const { body } of busy) expect(body.type).toBe("urn:treff:problem:busy")
  })
})

describe("a household that may not be seen", () => {
  test("is answered like one that does not exist", async () => {
    const [secret, absent, impossible] = await Promise.all([explain(hidden), explain("H-9999"), explain("%00'--")])
    const shape = ({ body, status }: Awaited<ReturnType<typeof explain>>) => ({ status, ...body, instance: null })
    expect(secret.status).toBe(404)
    expect(shape(secret)).toEqual(shape(absent))
    expect(shape(impossible)).toEqual(shape(absent))
  })
})
