/** Runs from the wish to the plan, on both databases. */
import { Effect, Fiber } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { solveRuns } from "../../src/jobs/solveRuns.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { askForNew, hastenHearts, type Jobs, jobsOver, savePlan, untilRun, untilRunIs } from "./jobWorld.ts"

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  const run = <A, E>(program: Effect.Effect<A, E, Jobs>) =>
    Effect.runPromise(Effect.provide(program, jobsOver(database.layer)))
  beforeAll(async () => {
    database = await openDatabase(engine)
    await run(hastenHearts)
  })
  afterAll(() => database?.close())

  test("a wish becomes a plan, and is told on the way", async () => {
    const done = await run(
      Effect.gen(function* () {
        const working = yield* Effect.forkChild(
          solveRuns("test", (attempt, tell) =>
            tell({ at: 1 }).pipe(
              Effect.andThen(untilRunIs(attempt.id, ({ progress }) => progress !== null)),
              Effect.andThen(savePlan(attempt))
            )
          )
        )
        const { run } = yield* askForNew
        const ended = yield* untilRun(run, "done", "failed")
        yield* Fiber.interrupt(working)
        return ended
      })
    )
    expect(done).toMatchObject({ state: "done", progress: { at: 1 }, failure: null })
  })
})
