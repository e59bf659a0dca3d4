/** Changes: heard as they happen, on both databases; a lost connection is made anew, and whoever listens looks again. */
import { Effect, Queue, Stream } from "effect"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Changes } from "../../src/store/Changes.ts"
import { Database } from "../../src/store/Database.ts"
import { type Engine, engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { type Jobs, jobsOver } from "./jobWorld.ts"

const opened = (engine: Engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openDatabase(engine)
  })
  afterAll(() => database?.close())

  const notify = (payload: string) =>
    Effect.promise(() => sql`select pg_notify('treff', ${payload})`.execute(database.admin))

  /** Ends the connection that listens. */
  const cut = Effect.promise(async () => {
    const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'treff listen' and datname = current_database()`.execute(database.admin)
    expect(rows).toHaveLength(1)
  })

  /** `begun` gets something each time the listener has begun, or begun anew. */
  const run = <A, E>(program: (begun: Queue.Dequeue<void>) => Effect.Effect<A, E, Jobs>) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const begun = yield* Queue.unbounded<void>()
        const { connection } = database
        const layer = Database.layerOver({
          ...connection,
          listen: (channel, heard) =>
            connection.listen(channel, (payload) => {
              heard(payload)
              if (payload === null) Queue.offerUnsafe(begun, undefined)
            })
        })
        return yield* Effect.provide(program(begun), jobsOver(layer))
      })
    )

  return { notify, cut, run }
}

/** What is heard of a topic up to a sequence number, or to a null that says: look again. */
const listening = Effect.fnUntraced(function* (topic: string) {
  const changes = yield* (yield* Changes).subscribe(topic)
  return (wanted: number | null) =>
    changes.pipe(
      Stream.map(({ sequence }) => sequence),
      Stream.takeUntil((sequence) => sequence === wanted),
      Stream.runCollect
    )
})

describe.each(engines)("%s", (engine) => {
  const { notify, run } = opened(engine)

  test("a subscriber hears its topic and no other, also where a topic holds spaces", async () => {
    const heard = await run((begun) =>
      Effect.gen(function* () {
        yield* Queue.take(begun)
        const until = yield* listening("round uke 48")
        yield* notify("round uke 4 5")
        yield* notify("round uke 48 7")
        return yield* until(7)
      }).pipe(Effect.scoped)
    )
    expect(heard).toEqual([7])
  })
})

describe("PostgreSQL, where a connection can be cut", () => {
  const { cut, notify, run } = opened("PostgreSQL")

  test("whoever listens is told to look again, and hears as before", async () => {
    await run((begun) =>
      Effect.gen(function* () {
        yield* Queue.take(begun)
        const until = yield* listening("run x")
        for (let n = 0; n < repetitions(20); n++) {
          yield* cut
          expect(yield* until(null)).toEqual([null])
          yield* Queue.take(begun)
          yield* notify(`run x ${n}`)
          expect(yield* until(n)).toEqual([n])
        }
      }).pipe(Effect.scoped)
    )
  })
})
