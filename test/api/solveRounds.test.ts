/** Feature under test: at start every round has a plan of this version, and explanations are always of the plan that is kept. */
import { Effect, type Schema } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { RecommendationsBody } from "../../src/api/contract/rounds.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { PlanStore } from "../../src/store/PlanStore.ts"
import { explanationOf, problemOf, read } from "./answers.ts"
import { hidden } from "./smallRound.ts"
import { openApplication, openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const round = RoundId.make("small")
const recommendations = () => read(world.app, "/api/v1/rounds/small/recommendations", RecommendationsBody)
const latest = () => world.runtime.runPromise(PlanStore.use((plans) => plans.getLatest(demoAccess, round)))

/** The latest plan once more, saved behind the application's back. */
const saveAgain = (analysis?: Schema.Json) =>
  world.runtime.runPromise(
    Effect.gen(function* () {
      const plans = yield* PlanStore
      const { proof, ...stored } = yield* plans.getLatest(demoAccess, round)
      if (proof === null) return yield* Effect.die(new Error("The plan has no proof."))
      yield* plans.save(demoAccess, { ...stored, proof, analysis: analysis ?? stored.analysis })
    })
  )

test("the plan places every household that may be seen, and its report says the same", async () => {
  const { analysis, plan } = await latest()
  expect(plan.placements).toHaveLength(11)
  expect(JSON.stringify([plan, analysis])).not.toContain(hidden)
  const { placements } = await recommendations()
  const placed = plan.placements.filter(({ municipality }) => municipality !== null)
  expect(placed.map(({ household, municipality, points }) => [household, municipality, points])).toEqual(
    placements.map(({ fit, household, municipality }) => [household, municipality, fit])
  )
})

test("a round with a plan of this version is left alone; of another version it is solved anew, and shown at once", async () => {
  const { plan } = await recommendations()
  expect(await world.start()).toEqual([])
  expect(await world.start("next")).toEqual(["Liten runde"])
  expect((await recommendations()).plan).not.toBe(plan)
})

test("a report of another shape is told as missing, and replaced by the next start", async () => {
  await saveAgain({ format: "treff-match/0" })
  const again = await openApplication(world.database)
  const { problem, status } = await problemOf(again.app, "/api/v1/rounds/small/recommendations")
  expect([status, problem.type]).toEqual([404, "urn:treff:problem:recommendations-missing"])
  expect(await again.start()).toEqual(["Liten runde"])
  await again.stop()
})

test("after a restart every explanation and every «why not» is as it was, and nothing is solved for it", async () => {
  const { held, placements, plan, unplaced } = await recommendations()
  const again = await openApplication(world.database)
  for (const { household } of [...placements, ...held, ...unplaced]) {
    const before = await explanationOf(world.app, household, "?why-not=4601")
    expect(await explanationOf(again.app, household, "?why-not=4601")).toEqual(before)
    expect(before.plan).toBe(plan)
  }
  expect(await again.start()).toEqual([])
  await again.stop()
})

test("a plan of a version that kept no proof is not explained but told as missing; the next start makes one", async () => {
  await sql`update core.plan set proof = null`.execute(world.database.admin)
  const again = await openApplication(world.database)
  const { problem, status } = await problemOf(again.app, "/api/v1/households/H-0001/explanation")
  expect([status, problem.type]).toEqual([404, "urn:treff:problem:recommendations-missing"])
  expect(problem.detail).toContain("Ask for it to be solved")
  expect(await again.start()).toEqual(["Liten runde"])
  expect((await explanationOf(again.app, "H-0001")).plan).toBe((await latest()).id)
  await again.stop()
})

test("when facts change the plan is told to be outdated, and a new one is not", async () => {
  expect((await recommendations()).outdated).toBe(false)
  await sql`update core.round set input_version = input_version + 1, state = 'draft', version = version + 1`.execute(
    world.database.admin
  )
  expect((await recommendations()).outdated).toBe(true)
  expect(await world.start()).toEqual(["Liten runde"])
  expect((await recommendations()).outdated).toBe(false)
})
