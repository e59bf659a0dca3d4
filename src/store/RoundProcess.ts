/**
 * What officers do with a round between the solver and the requests: choose, decide, submit, publish, take back. Every act
 * is one transaction with its history and its audit row; a version that is no longer current refuses it.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { type Blocker, blockersOf } from "../casework/process/RoundState.ts"
import { HouseholdId, type RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { ActRefused, CaseNotFound, type KeyReused, PublicationBlocked, type VersionStale } from "./cases/failures.ts"
import { freshPlan, placedBy } from "./cases/plan.ts"
import { changeInput, expectVersion, findRound, seeRound, tell } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { decodeRound, readRound } from "./RoundStore.ts"
import { queueRun, type RunId, type RunUnderWay } from "./work/RunStore.ts"

export const ChoiceMade = Schema.Struct({
  kind: Schema.Literals(["lock", "forbid", "hold"]),
  municipality: Schema.optionalKey(MunicipalityCode.annotate({ description: "Where; not with hold" })),
  reason: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(2000))
}).annotate({ identifier: "ChoiceMade", description: "An officer's lock, forbid or hold, with its reason" })
export type ChoiceMade = typeof ChoiceMade.Type

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

export const RoundEvent = Schema.Struct({
  sequence: Schema.Int,
  at: Schema.String,
  kind: Schema.String,
  subject: Schema.String,
  organisation: Schema.String,
  details: Schema.Json
}).annotate({
  identifier: "RoundEvent",
  description: "Something that happened in a round; ids and codes, no fact of anybody"
})
export type RoundEvent = typeof RoundEvent.Type

type Failure = CaseNotFound | ActRefused | VersionStale | KeyReused | DatabaseFailure
interface Versioned {
  readonly version: number
}

export class RoundProcess extends Context.Service<
  RoundProcess,
  {
    readonly choose: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      choice: ChoiceMade
    ) => Effect.Effect<Versioned, Failure>
    readonly unchoose: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      choice: Pick<ChoiceMade, "kind" | "municipality">
    ) => Effect.Effect<Versioned, Failure>
    /** All or none. An override to another place than the plan's is also a lock: solve the round again. */
    readonly decide: (
      access: Access,
      round: RoundId,
      plan: string,
      decided: ReadonlyArray<Decided>
    ) => Effect.Effect<Versioned, Failure>
    /** Takes a decision back, until a request has been sent. */
    readonly undecide: (access: Access, round: RoundId, household: HouseholdId) => Effect.Effect<Versioned, Failure>
    readonly decisions: (
      access: Access,
      round: RoundId
    ) => Effect.Effect<ReadonlyArray<typeof DecisionKept.Type>, CaseNotFound | DatabaseFailure>
    readonly submit: (access: Access, round: RoundId, version: number) => Effect.Effect<Versioned, Failure>
    /** By another person than the one who submitted it. */
    readonly publish: (
      access: Access,
      round: RoundId,
      version: number,
      today: IsoDate
    ) => Effect.Effect<Versioned, Failure | PublicationBlocked>
    /** What stands between the latest plan and publication. */
    readonly blockers: (
      access: Access,
      round: RoundId,
      today: IsoDate
    ) => Effect.Effect<ReadonlyArray<Blocker>, CaseNotFound | ActRefused | DatabaseFailure>
    /** Back to the officers; the places that no request holds are free again. */
    readonly withdraw: (access: Access, round: RoundId, version: number) => Effect.Effect<Versioned, Failure>
    readonly giveTo: (access: Access, round: RoundId, officer: string) => Effect.Effect<null, Failure>
    /** Asks for the round to be solved as it is now. */
    readonly solve: (access: Access, round: RoundId) => Effect.Effect<{ readonly run: RunId }, Failure | RunUnderWay>
    /** What has happened after an event, in order; at most a hundred. */
    readonly events: (
      access: Access,
      round: RoundId,
      since: number
    ) => Effect.Effect<ReadonlyArray<RoundEvent>, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/RoundProcess") {
  static readonly layer = Layer.effect(
    RoundProcess,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      return RoundProcess.of({
        choose: Effect.fn("RoundProcess.choose")((access, round, household, choice) =>
          act(access, (trx) => choose(trx, round, household, choice))
        ),
        unchoose: Effect.fn("RoundProcess.unchoose")((access, round, household, choice) =>
          act(access, (trx) => unchoose(trx, round, household, choice))
        ),
        decide: Effect.fn("RoundProcess.decide")((access, round, plan, decided) =>
          act(access, (trx) => decide(trx, round, plan, decided))
        ),
        undecide: Effect.fn("RoundProcess.undecide")((access, round, household) =>
          act(access, (trx) => undecide(trx, round, household))
        ),
        decisions: Effect.fn("RoundProcess.decisions")((access, round) =>
          database.withRole(access.role, access, (trx) => readDecisions(trx, round))
        ),
        submit: Effect.fn("RoundProcess.submit")((access, round, version) =>
          act(access, (trx) => submit(trx, access, round, version))
        ),
        publish: Effect.fn("RoundProcess.publish")((access, round, version, today) =>
          act(access, (trx) => publish(trx, access, round, version, today))
        ),
        blockers: Effect.fn("RoundProcess.blockers")((access, round, today) =>
          database.withRole(access.role, access, (trx) =>
            Effect.gen(function* () {
              const plan = yield* freshPlan(trx, yield* findRound(trx, round))
              return yield* findBlockers(trx, round, plan.id, today)
            })
          )
        ),
        withdraw: Effect.fn("RoundProcess.withdraw")((access, round, version) =>
          act(access, (trx) => withdraw(trx, round, version))
        ),
        giveTo: Effect.fn("RoundProcess.giveTo")((access, round, officer) =>
          act(access, (trx) => giveTo(trx, round, officer))
        ),
        solve: Effect.fn("RoundProcess.solve")((access, round) => act(access, (trx) => solve(trx, round))),
        events: Effect.fn("RoundProcess.events")((access, round, since) =>
          database.withRole(access.role, access, (trx) => readEvents(trx, round, since))
        )
      })
    })
  )
}

const subjectOf = (round: string, household: string) => `household:${round}/${household}`

/** The round's version after what was done. */
const versionNow = (trx: Trx, round: string) =>
  query("read version", () =>
    trx.selectFrom("core.round").select("version").where("id", "=", round).executeTakeFirstOrThrow()
  ).pipe(Effect.map(({ version }): Versioned & Schema.Json => ({ version })))

/** A household nobody has been asked about yet. */
const stillWaiting = Effect.fnUntraced(function* (trx: Trx, round: string, household: string) {
  const found = yield* query("see settlement", () =>
    trx
      .selectFrom("core.settlement")
      .select("state")
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .executeTakeFirst()
  )
  if (found === undefined) return yield* new CaseNotFound({ what: "household" })
  if (found.state !== "waiting")
    return yield* new ActRefused({
      reason: "sent",
      advice: "A request has been sent for the household, or it has left the round. Take the request back first."
    })
})

const choose = Effect.fnUntraced(function* (trx: Trx, round: RoundId, household: HouseholdId, choice: ChoiceMade) {
  yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  const { kind, reason } = choice
  const municipality = choice.municipality ?? null
  yield* dropChoices(trx, round, household, kind === "forbid" ? { kind, municipality } : { kind: "lock-or-hold" })
  yield* query("choose", () =>
    trx
      .insertInto("core.choice")
      .values({ round_id: round, household_id: household, kind, municipality, reason, position: 0 })
      .execute()
  )
  yield* changeInput(trx, round)
  yield* record({ action: "change", subject: subjectOf(round, household), fields: [kind] })
  yield* tell(trx, round, `${kind}-made`, household, { municipality })
  return yield* versionNow(trx, round)
})

type Dropped = { readonly kind: "lock-or-hold" } | { readonly kind: "forbid"; readonly municipality: string | null }

const dropChoices = (trx: Trx, round: string, household: string, dropped: Dropped) =>
  query("drop choices", () => {
    const all = trx.deleteFrom("core.choice").where("round_id", "=", round).where("household_id", "=", household)
    return (
      dropped.kind === "forbid"
        ? all.where("kind", "=", "forbid").where("municipality", "=", dropped.municipality)
        : all.where("kind", "in", ["lock", "hold"])
    ).executeTakeFirst()
  })

const unchoose = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  { kind, municipality = null }: { kind: ChoiceMade["kind"]; municipality?: string | null }
) {
  yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  const dropped = yield* dropChoices(
    trx,
    round,
    household,
    kind === "forbid" ? { kind, municipality } : { kind: "lock-or-hold" }
  )
  if (dropped.numDeletedRows === 0n) return yield* new CaseNotFound({ what: "choice" })
  yield* changeInput(trx, round)
  yield* record({ action: "withdraw", subject: subjectOf(round, household), fields: [kind] })
  yield* tell(trx, round, `${kind}-taken-back`, household)
  return yield* versionNow(trx, round)
})

const decide = Effect.fnUntraced(function* (trx: Trx, round: RoundId, planId: string, decided: ReadonlyArray<Decided>) {
  const plan = yield* freshPlan(trx, yield* seeRound(trx, round))
  if (plan.id !== planId)
    return yield* new ActRefused({
      reason: "plan-outdated",
      advice: "The round has a newer plan than the one decided on. Read its recommendations again."
    })
  for (const one of decided) yield* decideOne(trx, round, planId, one)
  const moved = decided.filter(({ municipality, suggested }) => municipality !== suggested)
  if (moved.length > 0) yield* changeInput(trx, round)
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

const undecide = Effect.fnUntraced(function* (trx: Trx, round: RoundId, household: HouseholdId) {
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
  if (undone.kind === "override") yield* dropChoices(trx, round, household, { kind: "lock-or-hold" })
  if (undone.kind === "override" || state === "under-review") yield* changeInput(trx, round)
  yield* record({ action: "withdraw", subject: subjectOf(round, household), fields: ["decision"] })
  yield* tell(trx, round, "decision-taken-back", household)
  return yield* versionNow(trx, round)
})

const readDecisions = Effect.fnUntraced(function* (trx: Trx, round: RoundId) {
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

const submit = Effect.fnUntraced(function* (trx: Trx, access: Access, id: RoundId, version: number) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  yield* freshPlan(trx, round)
  if (round.state !== "solved")
    return yield* new ActRefused({
      reason: "state",
      advice: `A round is submitted when it is solved; this one is ${round.state}.`
    })
  yield* moveRound(trx, id, "under-review", access.user)
  yield* record({ action: "send", subject: `round:${id}` })
  yield* tell(trx, id, "round-submitted", `round:${id}`)
  return yield* versionNow(trx, id)
})

const moveRound = (trx: Trx, id: RoundId, state: "solved" | "under-review" | "published", submittedBy: string | null) =>
  query("move round", () =>
    trx
      .updateTable("core.round")
      .set((eb) => ({ state, submitted_by: submittedBy, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .execute()
  )

const findBlockers = Effect.fnUntraced(function* (trx: Trx, round: RoundId, plan: string, today: IsoDate) {
  const placed = (yield* placedBy(trx, plan)).filter((one) => one.settlement === "waiting")
  const { households } = yield* readRound(trx, round).pipe(
    Effect.catchTag("NotFound", () => Effect.fail(new CaseNotFound({ what: "round" }))),
    Effect.flatMap(decodeRound)
  )
  const decided = yield* query("read decided", () =>
    trx.selectFrom("core.decision").select(["household_id", "municipality"]).where("round_id", "=", round).execute()
  )
  return blockersOf(
    placed,
    new Map(households.map((household) => [household.id, household])),
    new Map(decided.map((one) => [one.household_id as HouseholdId, one.municipality as MunicipalityCode])),
    today
  )
})

const publish = Effect.fnUntraced(function* (trx: Trx, access: Access, id: RoundId, version: number, today: IsoDate) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  if (round.state !== "under-review" || round.submitted_by === null)
    return yield* new ActRefused({
      reason: "state",
      advice: `A round is published when it is under review; this one is ${round.state}.`
    })
  if (round.submitted_by === access.user)
    return yield* new ActRefused({
      reason: "second-person",
      advice: "Whoever submitted a round does not publish it. Ask somebody else to look at it."
    })
  const plan = yield* freshPlan(trx, round)
  const blockers = yield* findBlockers(trx, id, plan.id, today)
  if (blockers.length > 0) return yield* new PublicationBlocked({ blockers })
  const { submitted_by } = round
  yield* query("withdraw earlier publication", () =>
    trx.deleteFrom("core.publication").where("round_id", "=", id).execute()
  )
  yield* query("publish", () =>
    trx.insertInto("core.publication").values({ round_id: id, plan_id: plan.id, submitted_by }).execute()
  )
  yield* moveRound(trx, id, "published", submitted_by)
  yield* record({ action: "publish", subject: `round:${id}` })
  yield* tell(trx, id, "round-published", `round:${id}`, { plan: plan.id })
  return yield* versionNow(trx, id)
})

const withdraw = Effect.fnUntraced(function* (trx: Trx, id: RoundId, version: number) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  const withdrawn = yield* query("withdraw publication", () =>
    trx.deleteFrom("core.publication").where("round_id", "=", id).returning("plan_id").executeTakeFirst()
  )
  if (withdrawn === undefined && round.state !== "under-review")
    return yield* new ActRefused({
      reason: "not-published",
      advice: "Nothing of the round is published or under review."
    })
  if (round.state !== "draft") yield* moveRound(trx, id, "solved", null)
  yield* record({ action: "withdraw", subject: `round:${id}` })
  yield* tell(trx, id, "round-withdrawn", `round:${id}`)
  return yield* versionNow(trx, id)
})

const giveTo = Effect.fnUntraced(function* (trx: Trx, round: RoundId, officer: string) {
  yield* seeRound(trx, round)
  yield* query("give round", () =>
    trx
      .insertInto("core.round_officer")
      .values({ round_id: round, user_id: officer })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
  yield* record({ action: "change", subject: `round:${round}`, fields: ["officers"] })
  yield* tell(trx, round, "round-given", `round:${round}`)
  return null
})

const solve = Effect.fnUntraced(function* (trx: Trx, id: RoundId) {
  const { input_version } = yield* seeRound(trx, id)
  const run = yield* queueRun(trx, { round: id, inputVersion: input_version })
  yield* record({ action: "create", subject: `run:${run}` })
  return { run }
})

const readEvents = Effect.fnUntraced(function* (trx: Trx, id: RoundId, since: number) {
  yield* findRound(trx, id)
  const rows = yield* query("read events", () =>
    trx
      .selectFrom("core.event")
      .select(["seq", "kind", "subject", "organisation", "doc"])
      .select(sql<string>`to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("at"))
      .where("round_id", "=", id)
      .where("seq", ">", String(since))
      .orderBy("seq")
      .limit(100)
      .execute()
  )
  return rows.map(
    ({ doc, seq, ...row }): RoundEvent => ({ ...row, sequence: Number(seq), details: doc as Schema.Json })
  )
})
