/**
 * What must be confirmed before vedtak (S5): also what the request could not show and the file tells after the yes. Kept once
 * nothing is missing; without it there is no vedtak.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Confirmation, RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { checkAnswer } from "../../casework/answer/checkAnswer.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { record } from "../audit/trail.ts"
import { ActRefused, AnswerUnfit, VersionStale } from "../cases/failures.ts"
import { tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeStored } from "../rows/storedJson.ts"
import { subjectOf } from "./Request.ts"
import { lockRequest } from "./requestRow.ts"

type Confirmations = ReadonlyArray<Confirmation>

const decodeNeeded = decodeStored(Schema.Array(RequiredConfirmation), "needed confirmations")
const encode = Schema.encodeSync(Schema.Array(Confirmation))

/** Everything the municipality that said yes must confirm; empty for everybody else. */
export const neededOf = Effect.fnUntraced(function* (trx: Trx, request: string) {
  const { rows } = yield* query("read needed confirmations", () =>
    sql<{ readonly needed: unknown }>`select core.needed_of(${request}) as needed`.execute(trx)
  )
  return yield* decodeNeeded(rows[0]?.needed ?? [])
})

const keep = (trx: Trx, { id, municipality }: { id: string; municipality: string }, confirmations: Confirmations) => {
  const doc = JSON.stringify(encode(confirmations))
  return query("keep confirmations", () =>
    trx
      .insertInto("core.confirmation")
      .values({ request_id: id, municipality, doc })
      .onConflict((conflict) => conflict.column("request_id").doUpdateSet({ doc }))
      .execute()
  )
}

/** With the yes itself, where it leaves nothing open. */
export const keepWhenComplete = Effect.fnUntraced(function* (
  trx: Trx,
  request: { readonly id: string; readonly municipality: string },
  confirmations: Confirmations,
  today: IsoDate
) {
  const findings = checkAnswer(yield* neededOf(trx, request.id), { _tag: "accept", confirmations }, today)
  if (findings.length === 0) yield* keep(trx, request, confirmations)
})

export const confirm = Effect.fnUntraced(function* (
  trx: Trx,
  id: string,
  version: number,
  confirmations: Confirmations,
  today: IsoDate
) {
  const request = yield* lockRequest(trx, id)
  if (request.state !== "accepted")
    return yield* new ActRefused({ reason: "state", advice: "There is something to confirm once the answer is yes." })
  if (request.version !== version) return yield* new VersionStale()
  const findings = checkAnswer(yield* neededOf(trx, id), { _tag: "accept", confirmations }, today)
  if (findings.length > 0)
    return yield* new AnswerUnfit({ findings: findings.map(({ code, pointer }) => ({ code, pointer })) })
  yield* keep(trx, request, confirmations)
  yield* record({ action: "answer", subject: subjectOf(id), fields: ["confirmations"] })
  yield* tell(trx, request.round_id, "request-confirmed", subjectOf(id))
  return { version: request.version, state: request.state }
})
