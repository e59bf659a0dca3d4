/** Answered requests by class of need, for the lead: how often each is declined (S6). The small numbers are hidden by the rule. */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { AnsweredRequest, NeedClass } from "../../casework/answer/declineRates.ts"
import { RequestDisclosure } from "../../casework/disclosure/RequestDisclosure.ts"
import { parameter } from "../../matching/parameters.ts"
import { record } from "../audit/trail.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeStored } from "../rows/storedJson.ts"

const decode = decodeStored(
  Schema.Array(Schema.Struct({ answer: Schema.Literals(["accepted", "declined"]), doc: RequestDisclosure })),
  "answered requests"
)

const needsOf = ({ dwelling, lane, schoolPlaces, services }: RequestDisclosure): ReadonlyArray<NeedClass> => [
  ...(dwelling !== null && dwelling.rooms >= parameter("largeDwellingRooms") ? ["large-dwelling" as const] : []),
  ...(dwelling?.stepFree === true ? ["step-free" as const] : []),
  ...((schoolPlaces ?? 0) > 0 ? ["same-age-place" as const] : []),
  ...(lane === "minors" ? ["unaccompanied-minor" as const] : []),
  ...(dwelling?.canGrow === true ? ["reunification" as const] : []),
  ...(services ?? [])
]

export const readAnswered = Effect.fnUntraced(function* (trx: Trx) {
  const { rows } = yield* query("read answered requests", () =>
    sql`select r.state as answer, c.doc from core.request r
      join core.comparable c on c.household = r.round_id || '/' || r.household_id
      where r.state in ('accepted', 'declined') and r.self_settlement is null`.execute(trx)
  )
  yield* record({ action: "list", subject: "declines", count: rows.length })
  return (yield* decode(rows)).map(({ answer, doc }): AnsweredRequest => ({ answer, needs: needsOf(doc) }))
})
