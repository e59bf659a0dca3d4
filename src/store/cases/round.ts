/** What every act on a round needs: the round as the asker may see it, its history, and that its input has changed. */
import { Effect, type Schema } from "effect"
import { sql } from "kysely"
import type { Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"
import { CaseNotFound, VersionStale } from "./failures.ts"

const columns = ["id", "date", "state", "version", "input_version", "submitted_by"] as const

/** To look at. */
export const findRound = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const round = yield* query("find round", () =>
    trx.selectFrom("core.round").select(columns).where("id", "=", id).executeTakeFirst()
  )
  return round ?? (yield* new CaseNotFound({ what: "round" }))
})

/** To act on: whoever else acts on it waits until this transaction ends. */
export const seeRound = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const round = yield* query("see round", () =>
    trx.selectFrom("core.round").select(columns).where("id", "=", id).forUpdate().executeTakeFirst()
  )
  return round ?? (yield* new CaseNotFound({ what: "round" }))
})

/** Puts an event into the round's history and tells those who watch. Subjects are ids; `doc` holds no personal data. */
export const tell = (
  trx: Trx,
  round: string,
  kind: string,
  subject: string,
  doc: Readonly<Record<string, Schema.Json>> = {}
): Effect.Effect<void, DatabaseFailure> =>
  Effect.asVoid(
    query("tell", () =>
      sql`select core.tell(${round}, ${kind}, ${subject}, ${JSON.stringify(doc)}::jsonb)`.execute(trx)
    )
  )

/** Choices have changed: what was solved or under review is a draft again. */
export const changeChoices = (trx: Trx, round: string) => change(trx, round, 0)

/** Facts of a household have changed: besides, what explanations are made from is read anew. */
export const changeInput = (trx: Trx, round: string) => change(trx, round, 1)

const change = (trx: Trx, round: string, facts: 0 | 1): Effect.Effect<void, DatabaseFailure> =>
  Effect.asVoid(
    query("change input", () =>
      trx
        .updateTable("core.round")
        .set((eb) => ({
          input_version: eb("input_version", "+", 1),
          facts_version: eb("facts_version", "+", facts),
          version: eb("version", "+", 1),
          state: "draft",
          submitted_by: null
        }))
        .where("id", "=", round)
        .execute()
    )
  )

/** Compare-and-set: the version the asker has read must be the one there is. */
export const expectVersion = (seen: number, current: number): Effect.Effect<void, VersionStale> =>
  seen === current ? Effect.void : Effect.fail(new VersionStale())
