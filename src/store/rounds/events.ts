/** Who works with a round, that it is to be solved, and what has happened in it. */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { RoundId } from "../../domain/Ids.ts"
import { record } from "../audit/trail.ts"
import { findRound, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { queueRun } from "../work/RunStore.ts"

export const RoundEvent = Schema.Struct({
  sequence: Schema.Int,
  at: Schema.String,
  kind: Schema.String,
  subject: Schema.String,
  organisation: Schema.String,
  details: Schema.Json
}).annotate({
  identifier: "RoundEvent",
  description: "Something that happened in a round; ids and codes, no fact of anybody"
})
export type RoundEvent = typeof RoundEvent.Type

export const giveTo = Effect.fnUntraced(function* (trx: Trx, round: RoundId, officer: string) {
  yield* seeRound(trx, round)
  yield* query("give round", () =>
    trx
      .insertInto("core.round_officer")
      .values({ round_id: round, user_id: officer })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
  yield* record({ action: "change", subject: `round:${round}`, fields: ["officers"] })
  yield* tell(trx, round, "round-given", `round:${round}`)
  return null
})

export const solve = Effect.fnUntraced(function* (trx: Trx, id: RoundId) {
  const { input_version } = yield* seeRound(trx, id)
  const run = yield* queueRun(trx, { round: id, inputVersion: input_version })
  yield* record({ action: "create", subject: `run:${run}` })
  return { run }
})

/** A page of history, the first of a stream, or what a stream that was opened goes on with, which has left its row. */
export type EventsAsked = "history" | "stream" | "rest of stream"

export const readEvents = Effect.fnUntraced(function* (trx: Trx, id: RoundId, since: number, asked: EventsAsked) {
  yield* findRound(trx, id)
  const rows = yield* query("read events", () =>
    trx
      .selectFrom("core.event")
      .select(["seq", "kind", "subject", "organisation", "doc"])
      .select(sql<string>`to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("at"))
      .where("round_id", "=", id)
      .where("seq", ">", String(since))
      .orderBy("seq")
      .limit(100)
      .execute()
  )
  const entry = { action: "list", subject: `round:${id}` } as const
  if (asked === "history") yield* record({ ...entry, fields: ["history"], count: rows.length })
  if (asked === "stream") yield* record({ ...entry, fields: ["events"] })
  return rows.map(
    ({ doc, seq, ...row }): RoundEvent => ({ ...row, sequence: Number(seq), details: doc as Schema.Json })
  )
})
