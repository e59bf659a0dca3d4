/** Feature under test: the explanation of one household over HTTP, masked for its audience. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { RecommendationsBody } from "../../src/api/contract/rounds.ts"
import { explanationOf, problemOf, read } from "./answers.ts"
import { hidden } from "./smallRound.ts"
import { openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const explain = (household: string, parameters?: string) => explanationOf(world.app, household, parameters)
const refused = (household: string, parameters = "") =>
  problemOf(world.app, `/api/v1/households/${household}/explanation${parameters}`)

describe("an explanation", () => {
  test("fits its own schema for every household, audience and language, and says nothing of the hidden one", async () => {
    const households = ["H-0001", "H-0002", "H-0006", "H-0014", "H-0027"]
    for (const audience of ["officer", "municipality", "person", "archive"]) {
      for (const [i, household] of households.entries()) {
        const language = ["nb", "nn", "en"][i % 3]
        const explanation = await explain(household, `?audience=${audience}&lang=${language}`)
        expect(explanation).toMatchObject({ household, audience, language, round: "small", whyNot: null })
        expect(JSON.stringify(explanation)).not.toContain(hidden)
      }
    }
  })

  test("is made for officers in bokmål unless asked otherwise, of the latest round or the one named", async () => {
    const explanation = await explain("H-0001")
    expect(explanation).toMatchObject({ audience: "officer", language: "nb" })
    expect((await explain("H-0001", "?round=small")).plan).toBe(explanation.plan)
    const { problem, status } = await refused("H-0001", "?round=other")
    expect([status, problem.type]).toEqual([404, "urn:treff:problem:round-unknown"])
  })

  test("sums to the points of the recommendation, and comes from its plan", async () => {
    const { criteria, municipality, plan, total } = await explain("H-0005")
    const report = await read(world.app, "/api/v1/rounds/small/recommendations", RecommendationsBody)
    const placement = report.placements.find((one) => one.household === "H-0005")
    expect(criteria.reduce((sum, one) => sum + one.points, 0)).toBe(total)
    expect([total, municipality, plan]).toEqual([placement?.fit, placement?.municipality, report.plan])
  })

  test("for a municipality shows no alternatives and no warnings; for a person no other household", async () => {
    const { alternatives, excluded, top, warnings } = await explain("H-0014", "?audience=municipality")
    expect([alternatives, excluded, top, warnings]).toEqual([[], [], [], []])
    const { text, whyNot } = await explain("H-0001", "?audience=person&why-not=0301")
    expect(whyNot).toMatchObject({ municipality: "0301", holders: [], moves: [] })
    expect(JSON.stringify(text)).not.toMatch(/H-00(?!01)/u)
  })
})

describe("«why not»", () => {
  test("prices the round with the household there, names who holds the places, and is the same the second time", async () => {
    const { text, whyNot } = await explain("H-0001", "?why-not=0301")
    expect(whyNot).toMatchObject({ municipality: "0301", name: "Oslo" })
    expect(whyNot?.holders).toContain("H-0014")
    expect(whyNot?.difference).toBeLessThanOrEqual(0)
    expect(text.sections.map(({ id }) => id)).toContain("why-not")
    expect((await explain("H-0001", "?why-not=0301")).whyNot).toEqual(whyNot)
  })

  test("of the suggested municipality, and of one without places, needs no other plan", async () => {
    const { municipality } = await explain("H-0001")
    expect((await explain("H-0001", `?why-not=${municipality}`)).whyNot).toMatchObject({ answer: "chosen", moves: [] })
    expect((await explain("H-0001", "?why-not=5610")).whyNot).toMatchObject({ difference: null })
  })

  test.each([
    ["no municipality has this number", "?why-not=9999", "why-not"],
    ["a number that cannot be one", "?why-not=301", "why-not"],
    ["not with a municipality as reader", "?audience=municipality&why-not=0301", "why-not"],
    ["an audience nobody is", "?audience=press", "audience"],
    ["a mistyped audience", "?audiance=person", "audiance"]
  ])("%s", async (_, parameters, parameter) => {
    const { problem, status } = await refused("H-0001", parameters)
    expect(status).toBe(422)
    expect(problem.errors).toMatchObject([{ parameter }])
  })

  test("of a client that went away is dropped, and answered when it is asked again", async () => {
    const gone = new AbortController()
    const path = "/api/v1/households/H-0005/explanation?why-not=0301"
    const asked = world.app.request(path, { signal: gone.signal })
    setTimeout(() => gone.abort(), 20)
    await asked
    expect((await explain("H-0005", "?why-not=0301")).whyNot).toMatchObject({ municipality: "0301" })
  })

  test("many at once are answered one after the other, and too many are told to come back", async () => {
    const codes = ["0301", "1103", "3405", "4601", "5001"]
    const paths = ["H-0003", "H-0004", "H-0008"].flatMap((household) =>
      codes.map((code) => `/api/v1/households/${household}/explanation?why-not=${code}`)
    )
    const answers = await Promise.all(paths.map((path) => world.app.request(path)))
    const busy = answers.filter(({ status }) => status === 503)
    expect(answers.filter(({ status }) => status === 200).length).toBe(paths.length - busy.length)
    expect(busy.length).toBeGreaterThan(0)
    expect(busy.length).toBeLessThanOrEqual(paths.length - 8)
    for (const answer of busy) expect(await answer.json()).toMatchObject({ type: "urn:treff:problem:busy" })
  })
})

describe("a household that may not be seen", () => {
  test("is answered like one that does not exist", async () => {
    const [secret, absent, impossible] = await Promise.all([refused(hidden), refused("H-9999"), refused("%00'--")])
    const shape = ({ problem, status }: typeof secret) => ({ ...problem, status, instance: null })
    expect(secret.status).toBe(404)
    expect(shape(secret)).toEqual(shape(absent))
    expect(shape(impossible)).toEqual(shape(absent))
  })
})
