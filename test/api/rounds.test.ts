/** Feature under test: the rounds and their recommendations over HTTP. */
import { Schema } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { RecommendationsBody, RoundDetailBody, RoundsBody } from "../../src/api/contract/rounds.ts"
import { Round } from "../../src/domain/Round.ts"
import { fixtures, hidden, openSolvedWorld, openWorld, smallRound, type World } from "./world.ts"

const decode = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, body: unknown) =>
  Schema.decodeUnknownSync(schema)(body, { onExcessProperty: "error" })

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const get = async (path: string) => {
  const response = await world.app.request(path)
  return { status: response.status, body: await response.json() }
}

describe("GET /api/v1/rounds", () => {
  test("lists the rounds without the strictly confidential household in any count", async () => {
    const { body, status } = await get("/api/v1/rounds")
    expect(status).toBe(200)
    const { rounds } = decode(RoundsBody, body)
    expect(rounds).toEqual([
      {
        id: "small",
        name: "Liten runde",
        synthetic: true,
        date: "2024-11-29",
        nextRound: "2024-12-20",
        households: 11,
        persons: 24
      }
    ])
  })

  test("takes no parameter, and says which one was one too many", async () => {
    const { body, status } = await get("/api/v1/rounds?limit=1")
    expect(status).toBe(422)
    expect(body).toMatchObject({
      type: "urn:treff:problem:parameters-invalid",
      errors: [{ parameter: "limit", detail: "Expected no parameter of this name" }]
    })
  })
})

describe("GET /api/v1/rounds/{id}", () => {
  test("tells the state of the plan", async () => {
    const { body, status } = await get("/api/v1/rounds/small")
    expect(status).toBe(200)
    const { recommendations } = decode(RoundDetailBody, body)
    expect(recommendations).toMatchObject({ status: "optimal", gap: 0, placed: 15, householdsPlaced: 10 })
  })

  test.each([
    "/api/v1/rounds/large",
    "/api/v1/rounds/large/recommendations",
    "/api/v1/rounds/%E0%A4%A",
    "/api/v1/rounds/.."
  ])("%s is a round nobody knows, or no address", async (path) => {
    const { body, status } = await get(path)
    expect(status).toBe(404)
    expect(Object.keys(body)).toEqual(["type", "title", "status", "detail", "instance"])
  })
})

describe("GET /api/v1/rounds/{id}/recommendations", () => {
  test("gives every household that may be seen once, and fits its own schema", async () => {
    const { body, status } = await get("/api/v1/rounds/small/recommendations")
    expect(status).toBe(200)
    const report = decode(RecommendationsBody, body)
    const answered = [...report.placements, ...report.held, ...report.unplaced].map((one) => one.household)
    expect(new Set(answered).size).toBe(11)
    expect(answered).toHaveLength(report.households)
    expect(answered).not.toContain(hidden)
    expect(JSON.stringify(body)).not.toContain(hidden)
  })

  test("gives the reasons in words in the language asked for", async () => {
    const texts = await Promise.all(
      ["nb", "nn", "en"].map(async (lang) => {
        const { body } = await get(`/api/v1/rounds/small/recommendations?lang=${lang}`)
        expect(body.language).toBe(lang)
        return [body.placements[0].text, body.unplaced[0].text]
      })
    )
    expect(new Set(texts.map(([placed]) => placed)).size).toBe(3)
    expect(texts.map(([, unplaced]) => unplaced)).toEqual([
      "Ingen kommune oppfyller kravene",
      expect.any(String),
      expect.any(String)
    ])
  })

  test.each(["lang=sv", "lang=", "lang=nb&lang=nn"])("%s is not a language", async (parameters) => {
    const { body, status } = await get(`/api/v1/rounds/small/recommendations?${parameters}`)
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ parameter: "lang" }])
  })
})

test("a round that is not solved has no recommendations yet; one that is not synthetic is not there", async () => {
  const other = await openWorld()
  const { demo, file } = await fixtures()
  await other.save(file, smallRound(demo))
  await other.save(
    file,
    new Round({ ...smallRound(demo), id: "real" as Round["id"], synthetic: false, households: [] })
  )
  const ask = async (path: string) => {
    const response = await other.app.request(path)
    return { status: response.status, body: await response.json() }
  }
  expect((await ask("/api/v1/rounds")).body.rounds.map(({ id }: { id: string }) => id)).toEqual(["small"])
  expect((await ask("/api/v1/rounds/small")).body.recommendations).toBeNull()
  expect(await ask("/api/v1/rounds/small/recommendations")).toMatchObject({
    status: 404,
    body: { type: "urn:treff:problem:recommendations-missing" }
  })
  expect(await ask("/api/v1/rounds/real")).toMatchObject({
    status: 404,
    body: { type: "urn:treff:problem:round-unknown" }
  })
  await other.solve()
  expect((await ask("/api/v1/rounds/small/recommendations")).status).toBe(200)
  expect(other.solves).toEqual(["Liten runde"])
  await other.close()
})
