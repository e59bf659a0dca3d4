/** How the program itself asks the database: as `worker`, and never holding a row for long when it falls silent. */
import { Effect } from "effect"
import { sql } from "kysely"
import type { Access } from "../Access.ts"
import type { Database, Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"

export const worker: Access = { role: "worker", user: "treff-worker", purpose: "settlement" }

/**
 * A process that is stopped in the middle of a transaction holds its rows until the server ends it: sooner than others
 * have tried their last.
 */
export const endWhenSilent = (trx: Trx): Effect.Effect<void, DatabaseFailure> =>
  Effect.asVoid(query("limit silence", () => sql`set local idle_in_transaction_session_timeout = '5s'`.execute(trx)))

export const asWorker = <A, E>(database: Database["Service"], use: (trx: Trx) => Effect.Effect<A, E>) =>
  database.withRole("worker", worker, (trx) => Effect.andThen(endWhenSilent(trx), use(trx)))
