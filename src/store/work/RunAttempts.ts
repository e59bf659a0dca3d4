/**
 * The worker's side of runs. An attempt is begun by whoever holds the job; from then on only that attempt may write, until
 * the run ends or another attempt begins. Owns the fence: everything here is compared with the number of the attempt.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { RoundId } from "../../domain/Ids.ts"
import { Database, type Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"
import { PlanId } from "../PlanId.ts"
import { asWorker, endWhenSilent } from "./asWorker.ts"
import { RunId } from "./RunStore.ts"

export interface Attempt {
  readonly id: RunId
  readonly round: RoundId
  readonly inputVersion: number
  /** Fencing number: the largest is the one that counts. */
  readonly attempt: number
}

/** Another attempt has begun, or the run has ended: what this one does no longer counts. */
export class RunLost extends Schema.TaggedError<RunLost>()("RunLost", { run: RunId, attempt: Schema.Int }) {
  override get message() {
    return `Attempt ${this.attempt} of the run ${this.run} does not hold it any longer. Nothing was written; leave it to who holds it.`
  }
}

type Held = Pick<Attempt, "id" | "attempt">
type Outcome<A> = Effect.Effect<A, RunLost | DatabaseFailure>

/**
 * In the transaction that saves what the run made: holds the run until commit, so that no other attempt can begin or end
 * it meanwhile, and fails when this attempt is not the one that counts.
 */
export const holdRun = Effect.fnUntraced(function* (
  trx: Trx,
  { id, attempt }: Held
): Effect.fn.Return<void, RunLost | DatabaseFailure> {
  yield* endWhenSilent(trx)
  const rows = yield* query("hold run", () =>
    trx
      .selectFrom("ops.run")
      .select("id")
      .where("id", "=", id)
      .where("attempt", "=", attempt)
      .where("state", "=", "running")
      .forUpdate()
      .execute()
  )
  if (rows.length === 0) return yield* new RunLost({ run: id, attempt })
})

export class RunAttempts extends Context.Service<
  RunAttempts,
  {
    /** Null when there is nothing left to do: the run has ended, or an earlier attempt had saved its plan and is ended now. */
    readonly begin: (id: RunId, name: string) => Effect.Effect<Attempt | null, DatabaseFailure>
    readonly check: (held: Held) => Outcome<void>
    readonly progress: (held: Held, progress: Schema.Json) => Outcome<void>
    readonly finish: (held: Held, plan: PlanId) => Outcome<void>
    /** `code` is stable and says nothing of any person. */
    readonly fail: (held: Held, code: string) => Outcome<void>
  }
>()("treff/store/RunAttempts") {
  static readonly layer = Layer.effect(
    RunAttempts,
    Effect.map(Database, (database) => {
      const set = (held: Held, change: Change) => asWorker(database, (trx) => setRun(trx, held, change))
      return RunAttempts.of({
        begin: Effect.fn("RunAttempts.begin")((id: RunId, name: string) =>
          asWorker(database, (trx) => begin(trx, id, name))
        ),
        check: Effect.fn("RunAttempts.check")((held: Held) => asWorker(database, (trx) => holdRun(trx, held))),
        progress: Effect.fn("RunAttempts.progress")((held: Held, progress: Schema.Json) =>
          set(held, { progress: JSON.stringify(progress) })
        ),
        finish: Effect.fn("RunAttempts.finish")((held: Held, plan: PlanId) =>
          set(held, { state: "done", plan_id: plan, ended_at: now })
        ),
        fail: Effect.fn("RunAttempts.fail")((held: Held, code: string) =>
          set(held, { state: "failed", failure: code, ended_at: now })
        )
      })
    })
  )
}

const now = sql<string>`clock_timestamp()`

type Change =
  | { readonly progress: string }
  | { readonly state: "done"; readonly plan_id: PlanId; readonly ended_at: typeof now }
  | { readonly state: "failed"; readonly failure: string; readonly ended_at: typeof now }

const setRun = Effect.fnUntraced(function* (
  trx: Trx,
  { id, attempt }: Held,
  change: Change
): Effect.fn.Return<void, RunLost | DatabaseFailure> {
  const changed = yield* query("change run", () =>
    trx
      .updateTable("ops.run")
      .set(change)
      .where("id", "=", id)
      .where("attempt", "=", attempt)
      .where("state", "=", "running")
      .returning("id")
      .execute()
  )
  if (changed.length === 0) return yield* new RunLost({ run: id, attempt })
})

const begin = Effect.fnUntraced(function* (
  trx: Trx,
  id: RunId,
  name: string
): Effect.fn.Return<Attempt | null, DatabaseFailure> {
  const [begun] = yield* query("begin run", () =>
    trx
      .updateTable("ops.run")
      .set({
        state: "running",
        attempt: sql<number>`attempt + 1`,
        started_at: sql<string>`coalesce(started_at, clock_timestamp())`,
        worker: name
      })
      .where("id", "=", id)
      .where("state", "in", ["queued", "running"])
      .returning(["round_id", "input_version", "attempt"])
      .execute()
  )
  if (begun === undefined) return null
  // The row is ours now: an attempt before this one has saved its plan, or never will (holdRun).
  const [plan] = yield* query("find plan of run", () =>
    trx.selectFrom("core.plan").select("id").where("run_id", "=", id).execute()
  )
  if (plan === undefined)
    return { id, round: RoundId.make(begun.round_id), inputVersion: begun.input_version, attempt: begun.attempt }
  const done = { state: "done", plan_id: PlanId.make(plan.id), ended_at: now } as const
  yield* setRun(trx, { id, attempt: begun.attempt }, done).pipe(Effect.catchTag("RunLost", Effect.die))
  return null
})
