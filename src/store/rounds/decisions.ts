/**
 * Decisions on suggestions: kept with what was suggested, what was shown and when the case was opened (D15). An override to
 * another place is also a lock, so that the next plan honours it.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { SoftCriterionId } from "../../domain/Criterion.ts"
import { HouseholdId, type RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { ActRefused, CaseNotFound } from "../cases/failures.ts"
import { freshPlan } from "../cases/plan.ts"
import { changeChoices, findRound, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { expectFileVersion, raiseFileVersion } from "../households/version.ts"
import { PlanId } from "../PlanId.ts"
import { decodeStored } from "../rows/storedJson.ts"
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

const WholePoints = Schema.Int.annotate({ description: "Whole points: 1 000 000 = one person's perfect place" })

const placeShown = { municipality: MunicipalityCode, fit: WholePoints }

/** What is kept says more, with the facts behind it; whoever reads a list of decisions opens no file. */
const Difference = Schema.Struct({
  answer: Schema.Literals(["chosen", "hard-criterion", "lower-fit", "capacity", "lock", "not-placed-there"]),
  byCriterion: Schema.Array(Schema.Struct({ criterion: SoftCriterionId, points: WholePoints })).annotate({
    description: "The fit there minus the suggestion's; health is left out"
  }),
  difference: Schema.NullOr(WholePoints).annotate({
    description: "The whole round with the household there, minus the plan; null when it could not be"
  }),
  placedDifference: Schema.Int.annotate({ description: "Persons placed in the whole round, minus the plan's" }),
  moved: Schema.Int.annotate({ description: "Households that would end elsewhere, itself among them" })
}).annotate({ identifier: "DecisionDifference", description: "What an override was shown to change, when it was made" })

export const DecisionKept = Schema.Struct({
  household: HouseholdId,
  plan: PlanId.annotateKey({ description: "The plan that was decided on" }),
  kind: Schema.Literals(["follow", "override"]),
  municipality: MunicipalityCode,
  suggested: Schema.NullOr(MunicipalityCode),
  reason: Schema.NullOr(Schema.String).annotate({ description: "The officer's own words; null when followed" }),
  difference: Schema.NullOr(Difference).annotate({ description: "Null when followed" }),
  shown: Schema.Struct({
    municipality: Schema.NullOr(placeShown.municipality),
    fit: Schema.NullOr(placeShown.fit),
    topK: Schema.Array(Schema.Struct(placeShown))
  }).annotateKey({ description: "The suggestion and its best alternatives, as the officer saw them" }),
  decidedBy: Schema.String.annotate({ description: "Account of the officer" }),
  decidedAt: Schema.String.annotate({ description: "UTC, ISO 8601" }),
  openedAt: Schema.NullOr(Schema.String).annotate({
    description: "When the officer last opened the file before; null when it was not opened"
  })
}).annotate({ identifier: "DecisionKept" })
export type DecisionKept = typeof DecisionKept.Type

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
  yield* raiseFileVersion(trx, round, household)
  yield* record({ action: "decide", subject: subjectOf(round, household), fields: [kind] })
})

export const undecide = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  version: number
) {
  const { state } = yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  yield* expectFileVersion(trx, round, household, version)
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
  return yield* raiseFileVersion(trx, round, household)
})

const decodeDecisions = decodeStored(Schema.Array(DecisionKept), "decisions")

const utc = (column: "decided_at" | "opened_at") =>
  sql<string | null>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A release of health may have been withdrawn since the decision was made. */
const withoutHealth = (decision: DecisionKept): DecisionKept =>
  decision.difference === null
    ? decision
    : {
        ...decision,
        difference: {
          ...decision.difference,
          byCriterion: decision.difference.byCriterion.filter(({ criterion }) => criterion !== "specialist-care")
        }
      }

export interface DecisionPage {
  /** Decisions on households that follow this one. */
  readonly after?: string | undefined
  readonly limit: number
}

export const readDecisions = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  { after = "", limit }: DecisionPage
) {
  yield* findRound(trx, round)
  const rows = yield* query("read decisions", () =>
    trx
      .selectFrom("core.decision")
      .select(["household_id as household", "plan_id as plan", "kind", "municipality", "suggested", "reason"])
      .select(["difference", "shown", "decided_by as decidedBy"])
      .select([utc("decided_at").as("decidedAt"), utc("opened_at").as("openedAt")])
      .where("round_id", "=", round)
      .where("household_id", ">", after)
      .orderBy("household_id")
      .limit(limit + 1)
      .execute()
  )
  const count = Math.min(rows.length, limit)
  yield* record({ action: "list", subject: `round:${round}`, fields: ["decisions"], count })
  return (yield* decodeDecisions(rows)).map(withoutHealth)
})
