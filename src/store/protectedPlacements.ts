/**
 * How far a strictly confidential household had come when it left the ordinary rounds: what was asked, applied for and
 * answered, for those who work with its queue. Municipalities and officers see nothing of it any more.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { RequestState } from "../casework/process/RequestState.ts"
import { SettlementState } from "../casework/process/SettlementState.ts"
import type { HouseholdId, RoundId } from "../domain/Ids.ts"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import { record } from "./audit/trail.ts"
import { CaseNotFound } from "./cases/failures.ts"
import type { Trx } from "./Database.ts"
import { query } from "./failures.ts"
import { subjectOf } from "./households/file.ts"
import { SelfSettlementListed } from "./selfSettlements/SelfSettlement.ts"

export const ProtectedPlacements = Schema.Struct({
  settlement: Schema.NullOr(
    Schema.Struct({
      state: SettlementState,
      municipality: Schema.NullOr(MunicipalityCode),
      persons: Schema.Int,
      arrived: Schema.Int
    })
  ).annotate({ description: "Null when it never was in an ordinary round" }),
  requests: Schema.Array(
    Schema.Struct({ id: Schema.String, municipality: MunicipalityCode, state: RequestState, sentAt: Schema.String })
  ).annotate({ description: "The earliest first" }),
  selfSettlements: Schema.Array(SelfSettlementListed)
}).annotate({ identifier: "ProtectedPlacements", description: "What had been asked and answered of it" })
export type ProtectedPlacements = typeof ProtectedPlacements.Type

export const readPlacements = Effect.fnUntraced(function* (trx: Trx, round: RoundId, id: HouseholdId) {
  const { rows } = yield* query("read protected placements", () =>
    sql<{ readonly found: unknown }>`
      select jsonb_build_object(
        'settlement', (select jsonb_build_object('state', s.state, 'municipality', s.municipality, 'persons', s.persons,
            'arrived', (select count(*) from core.arrival a where a.round_id = s.round_id and a.household_id = s.household_id))
          from core.settlement s where s.round_id = h.round_id and s.household_id = h.id),
        'requests', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'municipality', r.municipality,
            'state', r.state, 'sentAt', to_char(r.sent_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
            order by r.sent_at, r.id)
          from core.request r where r.round_id = h.round_id and r.household_id = h.id), '[]'),
        'selfSettlements', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'municipality', a.municipality,
            'reference', a.reference, 'appliedOn', a.applied_on, 'state', a.state, 'version', a.version, 'lease', a.lease)
            order by a.registered_at, a.id)
          from core.self_settlement a where a.round_id = h.round_id and a.household_id = h.id), '[]')) as found
      from core.household h where h.round_id = ${round} and h.id = ${id}`.execute(trx)
  )
  const [row] = rows
  if (row === undefined) return yield* new CaseNotFound({ what: "household" })
  yield* record({ action: "read", subject: subjectOf(round, id), fields: ["placements"] })
  return row.found
})
