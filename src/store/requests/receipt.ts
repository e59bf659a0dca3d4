/**
 * The municipality says that it has the household's file (R27). Said once: whoever says it again is told when it was. IMDi sees
 * that what it sent has come through.
 */
import { Effect, type Schema } from "effect"
import { sql } from "kysely"
import { record } from "../audit/trail.ts"
import { ActRefused } from "../cases/failures.ts"
import { tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { subjectOf } from "./Request.ts"
import { utc } from "./read.ts"
import { lockRequest } from "./requestRow.ts"

/** There is a file as long as the household is on its way here. */
const isHere = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const { rows } = yield* query("read settlement", () =>
    sql<{ readonly here: Schema.Json }>`select core.settlement_here(${id}) as here`.execute(trx)
  )
  return (rows[0]?.here ?? null) !== null
})

export const receive = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const request = yield* lockRequest(trx, id)
  if (!(yield* isHere(trx, id)))
    return yield* new ActRefused({
      reason: "state",
      advice: "There is a file to receive after a yes, until the household goes elsewhere. Answer the request first."
    })
  const kept = yield* query("receive file", () =>
    trx
      .insertInto("core.receipt")
      .values({ request_id: id, municipality: request.municipality })
      .onConflict((conflict) => conflict.column("request_id").doNothing())
      .returning("request_id")
      .executeTakeFirst()
  )
  if (kept !== undefined) {
    yield* record({ action: "answer", subject: subjectOf(id), fields: ["receipt"] })
    yield* tell(trx, request.round_id, "file-received", subjectOf(id))
  }
  return yield* query("read receipt", () =>
    trx
      .selectFrom("core.receipt as receipt")
      .select(utc("receipt.received_at").as("receivedAt"))
      .where("request_id", "=", id)
      .executeTakeFirstOrThrow()
  )
})
