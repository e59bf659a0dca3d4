/** The clock's step: what nobody answered in time is closed, by the database in one transaction (core.expire_requests). */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import { query } from "../failures.ts"
import { asWorker } from "../work/asWorker.ts"

/** How many there were. */
export const expireRequests = Database.use((database) =>
  asWorker(database, (trx) =>
    query("expire requests", () =>
      sql<{ readonly expired: number }>`select core.expire_requests() as expired`.execute(trx)
    )
  )
).pipe(
  Effect.map(({ rows }) => rows[0]?.expired ?? 0),
  Effect.withSpan("expireRequests")
)
