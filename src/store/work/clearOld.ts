/**
 * Takes away what is kept no longer: sessions a month after their end, answers to idempotency keys after a week, and what requests
 * are compared with after a year. How long each is kept is a policy of the database; a younger row is not there to be taken.
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { record } from "../audit/trail.ts"
import { Database } from "../Database.ts"
import { query } from "../failures.ts"
import { asWorker } from "./asWorker.ts"

const tables = ["ops.session", "ops.idempotency", "core.comparable"] as const

/** How many rows there were. */
export const clearOld = Database.use((database) =>
  asWorker(
    database,
    Effect.fnUntraced(function* (trx) {
      let cleared = 0
      for (const table of tables) {
        // No condition: a session's columns are not for the worker to read, and the policies hold for every row.
        const { numAffectedRows = 0n } = yield* query("clear old rows", () =>
          sql`delete from ${sql.table(table)}`.execute(trx)
        )
        if (numAffectedRows > 0n)
          yield* record({ action: "operate", subject: `cleared:${table}`, count: Number(numAffectedRows) })
        cleared += Number(numAffectedRows)
      }
      return cleared
    })
  )
).pipe(Effect.withSpan("clearOld"))
