/** Feature under test: `treff/client` knows the routes, their parameters and what they answer, and writes what they take. */
import { treffClient, writing } from "treff/client"
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest"
import { home } from "./caseWorld.ts"
import { openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const client = () =>
  treffClient(home, {
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

test("a write carries its signs, its key and the version it changes", async () => {
  const listed = await client().rounds.$get({ query: {} })
  if (listed.status !== 200) throw new Error(`answered ${listed.status}`)
  const [round] = (await listed.json()).rounds
  const round$ = client().rounds[":id"]
  const param = { id: round!.id }

  const named = writing()
  const queued = await round$.runs.$post({ param }, named)
  if (queued.status !== 200) throw new Error(`answered ${queued.status}`)
  const { run } = await queued.json()
  const again = await round$.runs.$post({ param }, named)
  if (again.status !== 200) throw new Error(`answered ${again.status}`)
  expect((await again.json()).run).toBe(run)
  const cancelled = await client().runs[":id"].$delete({ param: { id: run } }, writing())
  expect(cancelled.status).toBe(200)

  expect((await round$.submission.$post({ param }, writing())).status).toBe(428)
  expect((await round$.submission.$post({ param }, writing({ version: round!.version + 1000 }))).status).toBe(412)
})

test("with a cookie of its own it is whom the cookie names", async () => {
  const seen: Array<Headers> = []
  const asked = treffClient("https://treff.example/", {
    cookie: "treff=one",
    fetch: (_input: string | URL | Request, init?: RequestInit) => {
      seen.push(new Headers(init?.headers))
      return Promise.resolve(new Response("{}"))
    }
  })
  await asked.api.v1.rounds[":id"].officers.$post({ param: { id: "one" }, json: { officer: "two" } }, writing())
  const [headers] = seen
  expect(Object.fromEntries(headers!)).toMatchObject({
    cookie: "treff=one",
    origin: "https://treff.example",
    "treff-request": "1",
    "content-type": "application/json",
    "idempotency-key": expect.stringMatching(/^[0-9a-f-]{36}$/u)
  })
})
