/**
 * One database holds one kind of persons: made-up ones in the demo, where nobody logs in, and real ones in production.
 * Refuses to go on where the other kind is there; which persons they are is not told.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { worker } from "./work/asWorker.ts"

export class WrongPersons extends Schema.TaggedError<WrongPersons>()("WrongPersons", {
  kind: Schema.Literals(["real", "synthetic"])
}) {
  override get message() {
    return this.kind === "synthetic"
      ? "The database holds synthetic persons, which production does not take. Give production a database of its own."
      : "The database holds real persons, whom the demo would show to anybody. Set TREFF_MODE=production."
  }
}

export const expectPersonsOf = Effect.fn("expectPersonsOf")(function* (
  mode: DatabaseSettings["mode"]
): Effect.fn.Return<void, WrongPersons | DatabaseFailure, Database> {
  const kind = mode === "production" ? "synthetic" : "real"
  const database = yield* Database
  const { rows } = yield* database.withRole("worker", worker, (trx) =>
    query("look for persons", () => sql<{ holds: boolean }>`select core.holds_persons(${kind}) as holds`.execute(trx))
  )
  if (rows[0]?.holds === true) return yield* new WrongPersons({ kind })
})
