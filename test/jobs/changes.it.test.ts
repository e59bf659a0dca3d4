/** Changes: heard as they happen, on both databases; a lost connection is made anew, and whoever listens looks again. */
import { Effect, Fiber, Stream } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Changes } from "../../src/store/Changes.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { type Jobs, jobsOver } from "./jobWorld.ts"

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  const run = <A, E>(program: Effect.Effect<A, E, Jobs>) =>
    Effect.runPromise(Effect.provide(program, jobsOver(database.layer)))
  const notify = (payload: string) =>
    Effect.promise(() => sql`select pg_notify('treff', ${payload})`.execute(database.admin))
  beforeAll(async () => {
    database = await openDatabase(engine)
  })
  afterAll(() => database?.close())

  /** Collects what is heard of a topic; `ready` ends when the listener has begun or begun anew. */
  const listening = Effect.fnUntraced(function* (topic: string) {
    const heard: Array<number | null> = []
    const changes = yield* (yield* Changes).subscribe(topic)
    const until = (wanted: number | null) =>
      changes.pipe(
        Stream.tap(({ sequence }) => Effect.sync(() => heard.push(sequence))),
        Stream.takeUntil(({ sequence }) => sequence === wanted),
        Stream.runDrain
      )
    return { heard, until }
  })

  test("a subscriber hears its topic and no other, also where a topic holds spaces", async () => {
    const heard = await run(
      Effect.gen(function* () {
        const { heard, until } = yield* listening("round uke 48")
        const waiting = yield* Effect.forkChild(until(7))
        // Told until it is heard, for the listener may still be on its way.
        const telling = yield* Effect.forkChild(
          Effect.forever(Effect.delay(Effect.andThen(notify("round uke 4 5"), notify("round uke 48 7")), "20 millis"))
        )
        yield* Fiber.join(waiting)
        yield* Fiber.interrupt(telling)
        return heard.filter((each) => each !== null)
      }).pipe(Effect.scoped)
    )
    expect(new Set(heard)).toEqual(new Set([7]))
  })

  test.runIf(engine === "PostgreSQL")(
    "after its connection was cut, whoever listens is told to look again",
    async () => {
      await run(
        Effect.gen(function* () {
          const { until } = yield* listening("run x")
          for (let n = 0; n < repetitions(20); n++) {
            const again = yield* Effect.forkChild(until(null))
            const cutting = yield* Effect.forkChild(
              Effect.forever(
                Effect.delay(
                  Effect.promise(() =>
                    sql`select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name = 'treff listen' and datname = current_database()`.execute(database.admin)
                  ),
                  "50 millis"
                )
              )
            )
            yield* Fiber.join(again)
            yield* Fiber.interrupt(cutting)
          }
          const heard = yield* Effect.forkChild(until(99))
          const telling = yield* Effect.forkChild(Effect.forever(Effect.delay(notify("run x 99"), "20 millis")))
          yield* Fiber.join(heard)
          yield* Fiber.interrupt(telling)
        }).pipe(Effect.scoped)
      )
    }
  )
})
