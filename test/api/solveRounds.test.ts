/** Feature under test: at start every round has a plan of this version, and explanations are always of the plan that is kept. */
import { Effect, type Schema } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { RecommendationsBody } from "../../src/api/contract/rounds.ts"
import { RoundId } from "../../src/domain/Ids.ts"
import { Plan } from "../../src/domain/Plan.ts"
import { PlanStore } from "../../src/store/PlanStore.ts"
import { explanationOf, problemOf, read } from "./answers.ts"
import { hidden, openApplication, openSolvedWorld, type World } from "./world.ts"

let world: World
beforeAll(async () => {
  world = await openSolvedWorld()
})
afterAll(() => world.close())

const round = RoundId.make("small")
const recommendations = () => read(world.app, "/api/v1/rounds/small/recommendations", RecommendationsBody)
const latest = () => world.runtime.runPromise(PlanStore.use((plans) => plans.getLatest(demoAccess, round)))

/** A plan saved behind the application's back. */
const saveChanged = (change: (plan: Plan) => Partial<Plan>, analysis?: Schema.Json) =>
  world.runtime.runPromise(
    Effect.gen(function* () {
      const plans = yield* PlanStore
      const stored = yield* plans.getLatest(demoAccess, round)
      const plan = new Plan({ ...stored.plan, ...change(stored.plan) })
      yield* plans.save(demoAccess, plan, analysis ?? stored.analysis)
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
  await world.solve()
  expect(world.solves).toEqual(["Liten runde"])
  await world.solve("next")
  expect(world.solves).toEqual(["Liten runde", "Liten runde"])
  expect((await recommendations()).plan).not.toBe(plan)
})

test("a report of another shape is replaced", async () => {
  await saveChanged(() => ({}), { format: "treff-match/0" })
  const again = openApplication(world.database)
  await again.solve()
  expect(again.solves).toEqual(["Liten runde"])
  await again.runtime.dispose()
})

test("after a restart the plan is solved again into memory, and explained as before", async () => {
  const before = await explanationOf(world.app, "H-0005", "?why-not=4601")
  const again = openApplication(world.database)
  await again.warmUp()
  expect(again.solves).toEqual([])
  expect(await explanationOf(again.app, "H-0005", "?why-not=4601")).toEqual({
    ...before,
    plan: (await latest()).id
  })
  await again.runtime.dispose()
})

test("a plan that does not come out the same is not explained; warming up makes one that does", async () => {
  await saveChanged(({ placements }) => ({
    placements: placements.map((one) =>
      one.household === "H-0001" ? { ...one, state: "unplaced", municipality: null } : one
    )
  }))
  const again = openApplication(world.database)
  const { problem, status } = await problemOf(again.app, "/api/v1/households/H-0001/explanation")
  expect([status, problem.type]).toEqual([503, "urn:treff:problem:solver-unavailable"])
  await again.warmUp()
  expect(again.solves).toEqual(["Liten runde"])
  expect((await explanationOf(again.app, "H-0001")).municipality).not.toBeNull()
  await again.runtime.dispose()
})
