/** Feature under test: the rounds and their recommendations over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { RecommendationsBody, RoundDetailBody, RoundsBody } from "../../src/api/contract/rounds.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { Round } from "../../src/domain/Round.ts"
import { problemOf, read } from "./answers.ts"
import { fixtures, hidden, smallRound } from "./smallRound.ts"
import { openSolvedWorld, openWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

describe("GET /api/v1/rounds", () => {
  test("lists the rounds without the strictly confidential household in any count", async () => {
    const { rounds } = await read(world.app, "/api/v1/rounds", RoundsBody)
    expect(rounds).toMatchObject([
      {
        id: "small",
        name: "Liten runde",
        synthetic: true,
        date: "2024-11-29",
        nextRound: "2024-12-20",
        households: 11,
        persons: 24,
        state: "solved",
        inputVersion: 1
      }
    ])
  })

  test("takes no parameter, and says which one was one too many", async () => {
    const { problem, status } = await problemOf(world.app, "/api/v1/rounds?limit=1")
    expect(status).toBe(422)
    expect(problem).toMatchObject({
      type: "urn:treff:problem:parameters-invalid",
      errors: [{ parameter: "limit", detail: "Expected no parameter of this name" }]
    })
  })
})

describe("GET /api/v1/rounds/{id}", () => {
  test("tells the state of the plan", async () => {
    const { recommendations } = await read(world.app, "/api/v1/rounds/small", RoundDetailBody)
    expect(recommendations).toMatchObject({ status: "optimal", gap: 0, placed: 15, householdsPlaced: 10 })
  })

  test.each(["/api/v1/rounds/large", "/api/v1/rounds/large/recommendations", "/api/v1/rounds/%E0%A4%A"])(
    "%s is a round nobody knows",
    async (path) => {
      const { problem, status } = await problemOf(world.app, path)
      expect([status, problem.type, problem.errors]).toEqual([404, "urn:treff:problem:round-unknown", undefined])
    }
  )

  test("what no round can be called is not there either", async () => {
    expect((await problemOf(world.app, "/api/v1/rounds/%00")).status).toBe(404)
  })
})

describe("GET /api/v1/rounds/{id}/recommendations", () => {
  const path = "/api/v1/rounds/small/recommendations"

  test("gives every household that may be seen once, and fits its own schema", async () => {
    const report = await read(world.app, path, RecommendationsBody)
    const answered = [...report.placements, ...report.held, ...report.unplaced].map((one) => one.household)
    expect(new Set(answered).size).toBe(11)
    expect(answered).toHaveLength(report.households)
    expect(JSON.stringify(report)).not.toContain(hidden)
  })

  test("gives the reasons in words in the language asked for", async () => {
    const languages = ["nb", "nn", "en"]
    const reports = await Promise.all(
      languages.map((lang) => read(world.app, `${path}?lang=${lang}`, RecommendationsBody))
    )
    expect(reports.map((report) => report.language)).toEqual(languages)
    expect(new Set(reports.map((report) => report.placements[0]?.text)).size).toBe(3)
    expect(reports[0]?.unplaced[0]?.text).toBe("Ingen kommune oppfyller kravene")
  })

  test.each(["lang=sv", "lang=", "lang=nb&lang=nn"])("%s is not a language", async (parameters) => {
    const { problem, status } = await problemOf(world.app, `${path}?${parameters}`)
    expect(status).toBe(422)
    expect(problem.errors).toMatchObject([{ parameter: "lang" }])
  })
})

test("a round that is not solved has no recommendations yet, and nobody else's are shown", async () => {
  const other = await openWorld()
  const { demo, file } = await fixtures()
  const small = smallRound(demo)
  await other.save(file, small)
  await other.save(file, new Round({ ...small, id: RoundId.make("empty"), households: [] }))

  const { rounds } = await read(other.app, "/api/v1/rounds", RoundsBody)
  expect(rounds.map(({ id }) => id)).toEqual(["empty", "small"])
  expect((await read(other.app, "/api/v1/rounds/small", RoundDetailBody)).recommendations).toBeNull()
  for (const [path, type] of [
    ["/api/v1/rounds/small/recommendations", "recommendations-missing"],
    ["/api/v1/households/H-0001/explanation?round=small", "recommendations-missing"],
    ["/api/v1/rounds/other", "round-unknown"],
    ["/api/v1/rounds/other/recommendations", "round-unknown"]
  ]) {
    const { problem, status } = await problemOf(other.app, path ?? "")
    expect([path, status, problem.type]).toEqual([path, 404, `urn:treff:problem:${type}`])
  }
  await other.solve(small)
  await read(other.app, "/api/v1/rounds/small/recommendations", RecommendationsBody)
  await other.close()
})
