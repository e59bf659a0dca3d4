/** A round as it must be solved now: what has been answered since stands, whoever has left it is out (resolveRound.ts). */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { RequestState } from "../../casework/process/RequestState.ts"
import { roundUnderway } from "../../casework/process/resolveRound.ts"
import { HouseholdId, type RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Round } from "../../domain/Round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeRound, readRound } from "../RoundStore.ts"
import { decodeStored } from "../rows/storedJson.ts"
import { findRound } from "./round.ts"

const UnderWay = Schema.Struct({
  answered: Schema.Array(
    Schema.Struct({
      household: HouseholdId,
      municipality: MunicipalityCode,
      state: RequestState,
      code: Schema.optionalKey(Schema.NullOr(Schema.String))
    })
  ),
  gone: Schema.Array(HouseholdId)
})
const decodeUnderWay = decodeStored(UnderWay, "round under way")

export interface RoundNow {
  readonly round: Round
  /** Of what a plan is made from; a plan made from another version is out of date. */
  readonly inputVersion: number
  /** Municipalities have been asked, or somebody has left the round. */
  readonly isUnderWay: boolean
}

export const readRoundNow = Effect.fnUntraced(function* (trx: Trx, id: RoundId) {
  // The version first: what changes between the reads makes the plan look older than it is, never newer.
  const { input_version } = yield* findRound(trx, id)
  const round = yield* Effect.flatMap(readRound(trx, id), decodeRound)
  const { rows } = yield* query("read under way", () =>
    sql<{ readonly found: unknown }>`select core.under_way(${id}) as found`.execute(trx)
  )
  const { answered, gone } = yield* decodeUnderWay(rows[0]?.found)
  const now: RoundNow = {
    round: roundUnderway(
      round,
      answered.map(({ code, ...one }) => (code === undefined || code === null ? one : { ...one, code })),
      new Set(gone)
    ),
    inputVersion: input_version,
    isUnderWay: answered.length + gone.length > 0
  }
  return now
})
