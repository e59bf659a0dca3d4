/** Reads requests: lists by page, one opened with its questions, and the file after a yes. Every look is in the audit log. */
import { Effect, type Schema } from "effect"
import { sql } from "kysely"
import type { RequestState } from "../../casework/process/RequestState.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound } from "../cases/failures.ts"
import { findRound } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { neededOf } from "./confirm.ts"
import { subjectOf } from "./Request.ts"

export interface RequestPage {
  readonly state?: RequestState | undefined
  /** The last of the page before; the deadline in milliseconds since 1970. */
  readonly after?: { readonly deadline: number; readonly id: string } | undefined
  readonly limit: number
}

/** UTC, ISO 8601: times reach us as the connection's own text otherwise. */
export const utc = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The deadline counts also before the worker has looked at it. */
const stateNow = sql<string>`case when request.state = 'open' and request.deadline <= now() then 'expired' else request.state end`

const listed = (trx: Trx) =>
  trx
    .selectFrom("core.request as request")
    .select(["request.id", "request.municipality", "request.version"])
    .select([
      stateNow.as("state"),
      utc("request.sent_at").as("sentAt"),
      utc("request.deadline").as("deadline"),
      utc("request.answered_at").as("answeredAt")
    ])

export const readOfRound = Effect.fnUntraced(function* (trx: Trx, round: string) {
  yield* findRound(trx, round)
  const rows = yield* query("list requests", () =>
    listed(trx)
      .select(["request.round_id as round", "request.household_id as household", "request.persons", "request.minors"])
      .select(sql<string | null>`request.answer -> 'reason' ->> '_tag'`.as("declineCode"))
      .leftJoin("core.receipt as receipt", "receipt.request_id", "request.id")
      .select(utc("receipt.received_at").as("receivedAt"))
      .where("request.round_id", "=", round)
      .orderBy("request.sent_at")
      .orderBy("request.id")
      .execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["requests"], count: rows.length })
  return rows
})

export const readList = Effect.fnUntraced(function* (trx: Trx, { limit, state, after: cursor }: RequestPage) {
  const rows = yield* query("list requests", () => {
    let wanted = listed(trx).orderBy("request.deadline", "desc").orderBy("request.id", "desc").limit(limit)
    if (state !== undefined) wanted = wanted.where(stateNow, "=", state)
    if (cursor !== undefined)
      wanted = wanted.where(
        sql<boolean>`(request.deadline, request.id)
          < ('epoch'::timestamptz + ${cursor.deadline} * interval '1 millisecond', ${cursor.id}::uuid)`
      )
    return wanted.execute()
  })
  yield* record({ action: "list", subject: "requests", count: rows.length })
  return rows
})

export const openRequest = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const request = yield* query("read request", () =>
    listed(trx)
      .select(["request.required", "request.answer"])
      .leftJoin("core.receipt as receipt", "receipt.request_id", "request.id")
      .select(utc("receipt.received_at").as("receivedAt"))
      .where("request.id", "=", id)
      .executeTakeFirst()
  )
  if (request === undefined) return yield* new CaseNotFound({ what: "request" })
  const disclosure = yield* query("read disclosure", () =>
    trx.selectFrom("core.disclosure").select("doc").where("request_id", "=", id).executeTakeFirst()
  )
  const questions = yield* query("read questions", () =>
    trx
      .selectFrom("core.question as question")
      .select(["id", "question.question", "answer"])
      .select([utc("question.asked_at").as("askedAt"), utc("question.answered_at").as("answeredAt")])
      .where("request_id", "=", id)
      .orderBy("question.asked_at")
      .execute()
  )
  const { rows } = yield* query("read settlement", () =>
    sql<{ readonly here: Schema.Json }>`select core.settlement_here(${id}) as here`.execute(trx)
  )
  yield* record({
    action: "read",
    subject: subjectOf(id),
    fields: disclosure === undefined ? [] : Object.keys(disclosure.doc as object)
  })
  return { ...request, disclosure: disclosure?.doc ?? null, settlement: rows[0]?.here ?? null, questions }
})

/** As it is stored, for making a file of; who asked is in the audit log either way. */
export const readFile = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const { rows } = yield* query("read file", () =>
    sql<{ readonly file: Schema.Json | null }>`select core.file_of(${id}) as file`.execute(trx)
  )
  const household = rows[0]?.file ?? null
  return household === null ? null : { household, needed: yield* neededOf(trx, id) }
})
