/**
 * Plans with the analysis that justifies them and the proof they are explained from. A plan is saved once and never changed;
 * it places only households of its round that the saver may see. The analysis is kept as the JSON it came as.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { HouseholdId, RoundId } from "../domain/Ids.ts"
import { Plan } from "../domain/Plan.ts"
import { PlanProof } from "../matching/proof.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { tell } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, NotFound, query } from "./failures.ts"
import { PlanId } from "./PlanId.ts"
import { insertRows } from "./rows/insertRows.ts"
import { decodeStored, encodeStored } from "./rows/storedJson.ts"
import { type Attempt, holdRun, type RunLost } from "./work/RunAttempts.ts"

export class StoredPlan extends Schema.Class<StoredPlan>("StoredPlan")({
  id: PlanId,
  createdAt: Schema.String.annotate({ description: "UTC, ISO 8601" }),
  plan: Plan,
  analysis: Schema.Json,
  inputVersion: Schema.Int,
  proof: Schema.NullOr(PlanProof).annotate({ description: "Null for plans of versions before casework" })
}) {}

export const PlanListed = Schema.Struct({
  id: PlanId,
  createdAt: Schema.String.annotate({ description: "UTC, ISO 8601" }),
  inputVersion: Schema.Int.annotate({ description: "Of the facts, choices and places it was made from" }),
  published: Schema.Boolean
}).annotate({ identifier: "PlanListed" })
export type PlanListed = typeof PlanListed.Type

export interface PlanToSave {
  readonly plan: Plan
  readonly analysis: Schema.Json
  readonly proof: PlanProof
  /** Version of the facts, choices and places it was made from. */
  readonly inputVersion: number
  /** The run that made it; a run has one plan. */
  readonly run?: Pick<Attempt, "id" | "attempt">
}

export class HouseholdsNotInRound extends Schema.TaggedError<HouseholdsNotInRound>()("HouseholdsNotInRound", {
  round: RoundId,
  households: Schema.Array(HouseholdId)
}) {
  override get message() {
    return `The plan places households that the round ${this.round} does not hold: ${this.households.slice(0, 5).join(", ")}. Solve the round as it is saved.`
  }
}

/** What the plan was made from has changed since: kept, it would say what may have been withdrawn. */
export class PlanOvertaken extends Schema.TaggedError<PlanOvertaken>()("PlanOvertaken", { round: RoundId }) {
  override get message() {
    return `The round ${this.round} has changed since the plan was made from it. Solve it again as it is now.`
  }
}

export class PlanStore extends Context.Service<
  PlanStore,
  {
    readonly save: (
      access: Access,
      made: PlanToSave
    ) => Effect.Effect<PlanId, NotFound | HouseholdsNotInRound | PlanOvertaken | RunLost | DatabaseFailure>
    readonly get: (access: Access, id: PlanId) => Effect.Effect<StoredPlan, NotFound | DatabaseFailure>
    /** The plan saved last for the round. */
    readonly getLatest: (access: Access, round: RoundId) => Effect.Effect<StoredPlan, NotFound | DatabaseFailure>
    /** Latest first. */
    readonly listOf: (access: Access, round: RoundId) => Effect.Effect<ReadonlyArray<PlanListed>, DatabaseFailure>
  }
>()("treff/store/PlanStore") {
  static readonly layer = Layer.effect(
    PlanStore,
    Effect.map(Database, (database) => {
      const read = (access: Access, wanted: Wanted) =>
        database.withRole(access.role, access, (trx) => readPlan(trx, wanted)).pipe(Effect.flatMap(decodePlan))
      return PlanStore.of({
        save: Effect.fn("PlanStore.save")((access: Access, made: PlanToSave) =>
          database.withRole(access.role, access, (trx) => savePlan(trx, made))
        ),
        get: Effect.fn("PlanStore.get")((access: Access, id: PlanId) => read(access, { column: "id", value: id })),
        getLatest: Effect.fn("PlanStore.getLatest")((access: Access, round: RoundId) =>
          read(access, { column: "round_id", value: round })
        ),
        listOf: Effect.fn("PlanStore.listOf")((access: Access, round: RoundId) =>
          database
            .withRole(access.role, access, (trx) => listPlans(trx, round))
            .pipe(Effect.flatMap(decodeStored(Schema.Array(PlanListed), "plans")))
        )
      })
    })
  )
}

type Wanted = { readonly column: "id" | "round_id"; readonly value: string }
type EncodedPlacement = (typeof Plan.Encoded)["placements"][number]

const decodePlan = decodeStored(StoredPlan, "plan")
const encodePlan = encodeStored(Plan, "plan")

const placementToRow = (plan: string, round: string, placement: EncodedPlacement, position: number) => ({
  plan_id: plan,
  round_id: round,
  household_id: placement.household,
  position,
  state: placement.state,
  municipality: placement.municipality,
  points: placement.points
})

const placementFromRow = (row: {
  readonly household_id: string
  readonly state: string
  readonly municipality: string | null
  readonly points: string
}) => ({ household: row.household_id, state: row.state, municipality: row.municipality, points: Number(row.points) })

const insertPlacements = (json: string) => sql`
  insert into core.placement (plan_id, round_id, household_id, position, state, municipality, points)
  select plan_id, round_id, household_id, position, state, municipality, points
  from jsonb_to_recordset(${json}::jsonb) as row
    (plan_id uuid, round_id text, household_id text, position int, state text, municipality text, points bigint)`

const savePlan = Effect.fnUntraced(function* (
  trx: Trx,
  { analysis, inputVersion, plan, proof, run: made }: PlanToSave
): Effect.fn.Return<PlanId, NotFound | HouseholdsNotInRound | PlanOvertaken | RunLost | DatabaseFailure> {
  if (made !== undefined) yield* holdRun(trx, made)
  const { round, run, placements } = yield* encodePlan(plan)
  // Whoever changes the round now waits until the plan is there, and takes out of it what has to go.
  const current = yield* query("find round", () =>
    trx.selectFrom("core.round").select("input_version").where("id", "=", round).forUpdate().executeTakeFirst()
  )
  if (current === undefined) return yield* new NotFound({ what: "round", id: round })
  const visible = yield* query("find households", () =>
    trx.selectFrom("core.household").select("id").where("round_id", "=", round).execute()
  )
  const known = new Set(visible.map(({ id }) => id))
  const households = plan.placements.map(({ household }) => household).filter((household) => !known.has(household))
  if (households.length > 0) return yield* new HouseholdsNotInRound({ round: plan.round, households })

  if (current.input_version !== inputVersion) return yield* new PlanOvertaken({ round: plan.round })

  const saved = yield* query("save plan", () =>
    trx
      .insertInto("core.plan")
      .values({
        round_id: round,
        run: JSON.stringify(run),
        analysis: JSON.stringify(analysis),
        proof: JSON.stringify(proof),
        input_version: inputVersion,
        run_id: made?.id ?? null
      })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  const rows = placements.map((placement, position) => placementToRow(saved.id, round, placement, position))
  yield* insertRows("save placements", trx, rows, insertPlacements)
  yield* query("round is solved", () =>
    trx
      .updateTable("core.round")
      .set((eb) => ({ state: "solved", submitted_by: null, version: eb("version", "+", 1) }))
      .where("id", "=", round)
      .where("input_version", "=", inputVersion)
      .execute()
  )
  yield* record({ action: "create", subject: `plan:${saved.id}`, count: placements.length })
  yield* tell(trx, round, "round-solved", `plan:${saved.id}`)
  return PlanId.make(saved.id)
})

/** A round has as many as it was solved; more than these nobody looks at. */
const mostListed = 100

const listPlans = Effect.fnUntraced(function* (trx: Trx, round: string) {
  const plans = yield* query("list plans", () =>
    trx
      .selectFrom("core.plan as plan")
      .leftJoin("core.publication as publication", "publication.plan_id", "plan.id")
      .select(["plan.id", "plan.input_version as inputVersion"])
      .select([
        sql<string>`to_char(plan.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("createdAt"),
        sql<boolean>`publication.plan_id is not null`.as("published")
      ])
      .where("plan.round_id", "=", round)
      .orderBy("plan.sequence", "desc")
      .limit(mostListed)
      .execute()
  )
  yield* record({ action: "list", subject: `plans:${round}`, count: plans.length })
  return plans
})

const readPlan = Effect.fnUntraced(function* (
  trx: Trx,
  wanted: Wanted
): Effect.fn.Return<unknown, NotFound | DatabaseFailure> {
  const plan = yield* query("read plan", () =>
    trx
      .selectFrom("core.plan")
      .select(["id", "round_id", "run", "analysis", "proof", "input_version as inputVersion"])
      .select(sql<string>`to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("createdAt"))
      .where(wanted.column, "=", wanted.value)
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst()
  )
  if (plan === undefined) {
    return yield* new NotFound({ what: "plan", id: wanted.column === "id" ? wanted.value : `of round ${wanted.value}` })
  }
  const placements = yield* query("read placements", () =>
    trx
      .selectFrom("core.placement")
      .select(["household_id", "state", "municipality", "points"])
      .where("plan_id", "=", plan.id)
      .orderBy("position")
      .execute()
  )
  yield* record({ action: "read", subject: `plan:${plan.id}`, count: placements.length })
  return {
    id: plan.id,
    createdAt: plan.createdAt,
    plan: { format: "treff-plan/1", round: plan.round_id, run: plan.run, placements: placements.map(placementFromRow) },
    analysis: plan.analysis,
    inputVersion: plan.inputVersion,
    proof: plan.proof
  }
})
