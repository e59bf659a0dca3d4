/** Feature under test: a round from load to decisions, over HTTP, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { engines } from "../support/databases.ts"
import { openCaseWorld, readyRound, setUp, solved } from "./caseWorld.ts"

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
  })
  afterAll(() => world.close())

  test("solve, decide, submit, publish by a second person, send, answer", async () => {
    const [one, two] = [await world.as("officer-1"), await world.as("officer-2")]
    const { plan } = await solved(one, "small")
    const { placements } = await one.ok<{ placements: Array<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/small/recommendations"
    )
    const placed = placements.filter(({ state }) => state === "placed").map(({ household }) => household)
    const decided = await one.ok<{ version: number }>("POST", "/api/v1/rounds/small/decisions", {
      body: { plan, decisions: placed.map((household) => ({ _tag: "follow", household })) }
    })
    expect((await one.ok<{ blockers: [] }>("GET", "/api/v1/rounds/small/blockers")).blockers).toEqual([])
    const submitted = await one.ok<{ version: number }>("POST", "/api/v1/rounds/small/submission", decided)
    expect((await one.send("POST", "/api/v1/rounds/small/publication", submitted)).status).toBe(409)
    await two.ok("POST", "/api/v1/rounds/small/publication", submitted)
  })
})
