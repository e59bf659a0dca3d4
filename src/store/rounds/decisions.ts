/**
 * Decisions on suggestions: kept with what was suggested, what was shown and when the case was opened (D15). An override to
 * another place is also a lock, so that the next plan honours it.
 */
import { Effect, Schema } from "effect"
import { HouseholdId, type RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { ActRefused, CaseNotFound } from "../cases/failures.ts"
import { freshPlan } from "../cases/plan.ts"
import { changeChoices, findRound, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { stillWaiting, subjectOf, versionNow } from "./acts.ts"
import { dropChoices } from "./choices.ts"

/** One decision as it is kept: what was suggested and shown beside what was decided. */
export interface Decided {
  readonly household: HouseholdId
  readonly kind: "follow" | "override"
  readonly municipality: MunicipalityCode
  readonly suggested: MunicipalityCode | null
  readonly reason: string | null
  readonly difference: Schema.Json
  readonly shown: Schema.Json
}

export const DecisionKept = Schema.Struct({
  household: HouseholdId,
  kind: Schema.Literals(["follow", "override"]),
  municipality: MunicipalityCode,
  suggested: Schema.NullOr(MunicipalityCode),
  reason: Schema.NullOr(Schema.String),
  openedAt: Schema.NullOr(Schema.String),
  decidedAt: Schema.String
}).annotate({ identifier: "Decision" })

export const decide = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  planId: string,
  decided: ReadonlyArray<Decided>
) {
  const plan = yield* freshPlan(trx, yield* seeRound(trx, round))
  if (plan.id !== planId)
    return yield* new ActRefused({
      reason: "plan-outdated",
      advice: "The round has a newer plan than the one decided on. Read its recommendations again."
    })
  for (const one of decided) yield* decideOne(trx, round, planId, one)
  const moved = decided.filter(({ municipality, suggested }) => municipality !== suggested)
  if (moved.length > 0) yield* changeChoices(trx, round)
  yield* tell(trx, round, "decided", `round:${round}`, { households: decided.length })
  return yield* versionNow(trx, round)
})

const decideOne = Effect.fnUntraced(function* (trx: Trx, round: RoundId, plan: string, one: Decided) {
  const { difference, household, kind, municipality, reason, shown, suggested } = one
  yield* stillWaiting(trx, round, household)
  const opened = yield* query("find opening", () =>
    trx
      .selectFrom("core.opened")
      .select("opened_at")
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .where("user_id", "=", (eb) => eb.fn<string>("current_setting", [eb.val("app.user")]))
      .executeTakeFirst()
  )
  const row = {
    plan_id: plan,
    kind,
    municipality,
    suggested,
    reason,
    difference: JSON.stringify(difference),
    shown: JSON.stringify(shown),
    opened_at: opened?.opened_at ?? null
  }
  yield* query("decide", () =>
    trx
      .insertInto("core.decision")
      .values({ round_id: round, household_id: household, ...row })
      .onConflict((conflict) =>
        conflict.columns(["round_id", "household_id"]).doUpdateSet((eb) => ({
          ...row,
          decided_at: eb.fn<string>("now", []),
          decided_by: eb.fn<string>("current_setting", [eb.val("app.user")])
        }))
      )
      .execute()
  )
  if (kind === "override") {
    yield* dropChoices(trx, round, household, { kind: "lock-or-hold" })
    yield* query("lock", () =>
      trx
        .insertInto("core.choice")
        .values({ round_id: round, household_id: household, kind: "lock", municipality, reason, position: 0 })
        .execute()
    )
  }
  yield* record({ action: "decide", subject: subjectOf(round, household), fields: [kind] })
})

export const undecide = Effect.fnUntraced(function* (trx: Trx, round: RoundId, household: HouseholdId) {
  const { state } = yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  const undone = yield* query("undo decision", () =>
    trx
      .deleteFrom("core.decision")
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .returning("kind")
      .executeTakeFirst()
  )
  if (undone === undefined) return yield* new CaseNotFound({ what: "decision" })
  if (undone.kind === "override") yield* dropChoices(trx, round, household, { kind: "lock" })
  if (undone.kind === "override" || state === "under-review") yield* changeChoices(trx, round)
  yield* record({ action: "withdraw", subject: subjectOf(round, household), fields: ["decision"] })
  yield* tell(trx, round, "decision-taken-back", household)
  return yield* versionNow(trx, round)
})

export const readDecisions = Effect.fnUntraced(function* (trx: Trx, round: RoundId) {
  yield* findRound(trx, round)
  const rows = yield* query("read decisions", () =>
    trx.selectFrom("core.decision").selectAll().where("round_id", "=", round).orderBy("household_id").execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["decisions"], count: rows.length })
  return rows.map((row) => ({
    household: HouseholdId.make(row.household_id),
    kind: row.kind,
    municipality: MunicipalityCode.make(row.municipality),
    suggested: row.suggested === null ? null : MunicipalityCode.make(row.suggested),
    reason: row.reason,
    openedAt: row.opened_at,
    decidedAt: row.decided_at
  }))
})
