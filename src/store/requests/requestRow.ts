/** A request's row as an act sees it. Whoever acts on a request locks its round first, so that no two wait for each other. */
import { Effect } from "effect"
import { sql } from "kysely"
import { ActRefused, CaseNotFound } from "../cases/failures.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"

export const seeRequest = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const request = yield* query("see request", () =>
    trx
      .selectFrom("core.request")
      .select(["id", "round_id", "household_id", "municipality", "year", "state", "version", "required"])
      .select(sql<boolean>`deadline <= now()`.as("overdue"))
      .where("id", "=", id)
      .executeTakeFirst()
  )
  return request ?? (yield* new CaseNotFound({ what: "request" }))
})

/** Until the transaction ends nobody else acts on the round. */
export const lockRequest = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const { rows } = yield* query("hold round", () =>
    sql<{ readonly held: boolean }>`select core.hold_round(${id}, null) as held`.execute(trx)
  )
  return rows[0]?.held === true ? yield* seeRequest(trx, id) : yield* new CaseNotFound({ what: "request" })
})

export const notOpen = () =>
  new ActRefused({
    reason: "state",
    advice: "The request is no longer open: it has been answered or taken back, or its deadline has passed."
  })
