/** Steps of a settlement in the store: the pure rule says whether, the database whether it is still so and by whom. */
import { Effect, type Schema } from "effect"
import { sql } from "kysely"
import {
  type SettlementState,
  type StepName,
  StepNotPossible,
  stateAfter
} from "../../casework/process/SettlementState.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { CaseNotFound, VersionStale } from "./failures.ts"

export interface SettlementSeen {
  readonly round_id: string
  readonly household_id: string
  readonly id: string
  readonly state: SettlementState
  readonly version: number
  readonly municipality: string | null
}

const columns = ["round_id", "household_id", "id", "state", "version", "municipality"] as const

export const settlementOf = Effect.fnUntraced(function* (trx: Trx, round: string, household: string) {
  const found = yield* query("see settlement", () =>
    trx
      .selectFrom("core.settlement")
      .select(columns)
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .executeTakeFirst()
  )
  return found ?? (yield* new CaseNotFound({ what: "household" }))
})

export const settlementById = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const found = yield* query("see settlement", () =>
    trx.selectFrom("core.settlement").select(columns).where("id", "=", id).executeTakeFirst()
  )
  return found ?? (yield* new CaseNotFound({ what: "household" }))
})

/** Takes the step from the version that was seen; `more` is added to what is kept of the settlement. */
export const takeStep = Effect.fnUntraced(function* (
  trx: Trx,
  seen: SettlementSeen,
  step: StepName,
  {
    municipality = seen.municipality,
    more = {}
  }: { municipality?: string | null; more?: Readonly<Record<string, Schema.Json>> } = {}
) {
  const to = stateAfter(step, seen.state)
  if (to === undefined) return yield* new StepNotPossible({ step, state: seen.state })
  const { rows } = yield* query("take step", () =>
    sql<{ readonly version: number | null }>`select core.step_settlement(${seen.round_id}, ${seen.household_id},
      ${seen.version}, ${seen.state}, ${to}, ${municipality}, ${JSON.stringify(more)}::jsonb) as version`.execute(trx)
  )
  const version = rows[0]?.version ?? null
  return version === null ? yield* new VersionStale() : { state: to, version }
})
