/**
 * Runs: that a round is to be solved, by whom it was asked, how far it has come and what came of it. The row is the truth;
 * the queue only carries its id to a worker. Each attempt has a number, and a write of an earlier attempt is refused.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { RoundId } from "../../domain/Ids.ts"
import type { Access } from "../Access.ts"
import { Database, type Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"
import { PlanId } from "../PlanId.ts"
import { decodeStored } from "../rows/storedJson.ts"

export const RunId = Schema.String.check(Schema.isUUID()).annotate({ identifier: "RunId" }).pipe(Schema.brand("RunId"))
export type RunId = typeof RunId.Type

export class Run extends Schema.Class<Run>("Run")({
  id: RunId,
  round: RoundId,
  state: Schema.Literals(["queued", "running", "done", "failed", "cancelled"]),
  inputVersion: Schema.Int.annotate({ description: "Version of what the plan is made from: facts, choices, places" }),
  requestedBy: Schema.String,
  requestedAt: Schema.String.annotate({ description: "UTC, ISO 8601" }),
  startedAt: Schema.NullOr(Schema.String),
  endedAt: Schema.NullOr(Schema.String),
  progress: Schema.NullOr(Schema.Json),
  plan: Schema.NullOr(PlanId),
  failure: Schema.NullOr(Schema.String).annotate({ description: "Stable code of why it failed" }),
  sequence: Schema.Int.annotate({ description: "Grows with every change of the run" })
}) {}

export class RunUnknown extends Schema.TaggedError<RunUnknown>()("RunUnknown", { run: RunId }) {
  override get message() {
    return `There is no run ${this.run}. List the runs of the round first.`
  }
}

/** One run of a round at a time. */
export class RunUnderWay extends Schema.TaggedError<RunUnderWay>()("RunUnderWay", { round: RoundId, run: RunId }) {
  override get message() {
    return `The round ${this.round} is being solved already, as run ${this.run}. Wait until it has ended, or cancel it.`
  }
}

export class RunEnded extends Schema.TaggedError<RunEnded>()("RunEnded", { run: RunId }) {
  override get message() {
    return `The run ${this.run} has ended already. Look at what came of it.`
  }
}

/** As the index has it, without parameters. */
const underWay = sql<boolean>`state in ('queued', 'running')`

/** To be called in the transaction that decides it; the queue gets it after commit. */
export const queueRun = Effect.fnUntraced(function* (
  trx: Trx,
  wanted: { readonly round: RoundId; readonly inputVersion: number }
): Effect.fn.Return<RunId, RunUnderWay | DatabaseFailure> {
  const { round, inputVersion } = wanted
  // Who is under way may end between the two questions; then there is room for this one.
  for (;;) {
    const [queued] = yield* query("queue run", () =>
      trx
        .insertInto("ops.run")
        .values({ round_id: round, input_version: inputVersion })
        .onConflict((conflict) => conflict.column("round_id").where(underWay).doNothing())
        .returning("id")
        .execute()
    )
    if (queued !== undefined) return RunId.make(queued.id)
    const [other] = yield* query("find run", () =>
      trx
        .selectFrom("ops.run")
        .select("id")
        .where("round_id", "=", round)
        .where("state", "in", ["queued", "running"])
        .execute()
    )
    if (other !== undefined) return yield* new RunUnderWay({ round, run: RunId.make(other.id) })
  }
})

export class RunStore extends Context.Service<
  RunStore,
  {
    readonly get: (access: Access, id: RunId) => Effect.Effect<Run, RunUnknown | DatabaseFailure>
    /** Latest first, a hundred at most. */
    readonly listOf: (access: Access, round: RoundId) => Effect.Effect<ReadonlyArray<Run>, DatabaseFailure>
    /** A worker that is at it stops at its next word. */
    readonly cancel: (access: Access, id: RunId) => Effect.Effect<void, RunUnknown | RunEnded | DatabaseFailure>
  }
>()("treff/store/RunStore") {
  static readonly layer = Layer.effect(
    RunStore,
    Effect.map(Database, (database) =>
      RunStore.of({
        get: Effect.fn("RunStore.get")((access: Access, id: RunId) =>
          database
            .withRole(access.role, access, (trx) => selectRuns(trx, (runs) => runs.where("id", "=", id)))
            .pipe(
              Effect.flatMap(([run]) => (run === undefined ? Effect.fail(new RunUnknown({ run: id })) : decodeRun(run)))
            )
        ),
        listOf: Effect.fn("RunStore.listOf")((access: Access, round: RoundId) =>
          database
            .withRole(access.role, access, (trx) => selectRuns(trx, (runs) => runs.where("round_id", "=", round)))
            .pipe(Effect.flatMap(Effect.forEach(decodeRun)))
        ),
        cancel: Effect.fn("RunStore.cancel")((access: Access, id: RunId) =>
          database.withRole(access.role, access, (trx) => cancelRun(trx, id))
        )
      })
    )
  )
}

const decodeRun = decodeStored(Run, "run")

const utc = (column: "requested_at" | "started_at" | "ended_at") =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const allRuns = (trx: Trx) =>
  trx
    .selectFrom("ops.run")
    .select(["id", "round_id as round", "state", "input_version as inputVersion", "requested_by as requestedBy"])
    .select(["progress", "plan_id as plan", "failure"])
    .select([utc("requested_at").as("requestedAt"), utc("started_at").as("startedAt"), utc("ended_at").as("endedAt")])
    .select(sql<number>`event_seq::int`.as("sequence"))
    .orderBy("requested_at", "desc")
    .limit(100)

const selectRuns = (trx: Trx, narrow: (runs: ReturnType<typeof allRuns>) => ReturnType<typeof allRuns>) =>
  query("read runs", () => narrow(allRuns(trx)).execute())

const cancelRun = Effect.fnUntraced(function* (
  trx: Trx,
  id: RunId
): Effect.fn.Return<void, RunUnknown | RunEnded | DatabaseFailure> {
  const cancelled = yield* query("cancel run", () =>
    trx
      .updateTable("ops.run")
      .set({ state: "cancelled", ended_at: sql<string>`clock_timestamp()` })
      .where("id", "=", id)
      .where("state", "in", ["queued", "running"])
      .returning("id")
      .execute()
  )
  if (cancelled.length > 0) return
  const [found] = yield* selectRuns(trx, (runs) => runs.where("id", "=", id))
  return yield* found === undefined ? new RunUnknown({ run: id }) : new RunEnded({ run: id })
})
