/** Feature under test: the typed client knows the routes, their parameters and what they answer. */
import { hc } from "hono/client"
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest"
import type { AppType } from "../../src/api/app.ts"
import { openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const client = () =>
  hc<AppType>("http://localhost", {
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      Promise.resolve(world.app.request(String(input), init))
  }).api.v1

test("rounds, recommendations and an explanation, typed from the routes", async () => {
  const listed = await client().rounds.$get({ query: {} })
  if (listed.status !== 200) throw new Error(`answered ${listed.status}`)
  const { rounds } = await listed.json()
  expectTypeOf(rounds[0]!.persons).toEqualTypeOf<number>()

  const found = await client().rounds[":id"].recommendations.$get({
    param: { id: rounds[0]!.id },
    query: { lang: "nn" }
  })
  if (found.status !== 200) throw new Error(`answered ${found.status}`)
  const { placements, status } = await found.json()
  expectTypeOf(status).toEqualTypeOf<"optimal" | "feasible" | "no-solution" | "infeasible">()
  expectTypeOf(placements[0]!.text).toEqualTypeOf<string>()
  expect(status).toBe("optimal")

  const explained = await client().households[":id"].explanation.$get({
    param: { id: placements[0]!.household },
    query: { audience: "person" }
  })
  if (explained.status !== 200) throw new Error(`answered ${explained.status}`)
  const { audience, text } = await explained.json()
  expect(audience).toBe("person")
  expect(text.sections.length).toBeGreaterThan(3)
})

test("a problem is typed as one", async () => {
  const response = await client().rounds[":id"].$get({ param: { id: "none" }, query: {} })
  expect(response.status).toBe(404)
  if (response.status !== 404) return
  const problem = await response.json()
  expectTypeOf(problem.type).toEqualTypeOf<string>()
  expect(problem.type).toBe("urn:treff:problem:round-unknown")
})
