/** Failures of the database as problems. A refusal is a bug of ours by now, and is told as one. */
import { Effect } from "effect"
import type { Context } from "hono"
import type { DatabaseRefused, DatabaseUnavailable } from "../store/failures.ts"
import { problem } from "./problem.ts"

export const unavailable = (c: Context) => ({
  DatabaseUnavailable: ({ advice }: DatabaseUnavailable) => Effect.succeed(problem(c, "database-unavailable", advice)),
  DatabaseRefused: (error: DatabaseRefused) => Effect.die(error)
})
