/**
 * What waits for an officer or a lead: counts and where to look, no fact of anybody. Row security decides whose rounds are
 * counted; the glass others have broken is for leads alone, and stays until one of them has looked at it.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { Hearing } from "../domain/Household.ts"
import { PersonId, RoundId } from "../domain/Ids.ts"
import { IsoDate } from "../domain/IsoDate.ts"
import { missingElements } from "../matching/readiness.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { CaseNotFound, type KeyReused } from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { decodeStored } from "./rows/storedJson.ts"

export const waitingKinds = [
  "round-to-review",
  "question-unanswered",
  "place-again",
  "deadline-near",
  "release-withdrawn",
  "glass-broken",
  "not-ready"
] as const

const Waiting = Schema.Struct({
  kind: Schema.Literals(waitingKinds),
  round: RoundId,
  count: Schema.Int
})
export type Waiting = typeof Waiting.Type

export const BrokenGlass = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  round: RoundId,
  household: Schema.NullOr(Schema.String).annotate({ description: "Null once it has become strictly confidential" }),
  by: Schema.String.annotate({ description: "Account of whoever broke it" }),
  reason: Schema.NullOr(Schema.String).annotate({ description: "Null with the household, which it may tell of" }),
  openedAt: Schema.String,
  until: Schema.String
}).annotate({ identifier: "BrokenGlass" })
export type BrokenGlass = typeof BrokenGlass.Type

export class WorkQueue extends Context.Service<
  WorkQueue,
  {
    readonly list: (access: Access, today: IsoDate) => Effect.Effect<ReadonlyArray<Waiting>, DatabaseFailure>
    /** What no lead has looked at yet, oldest first. */
    readonly brokenGlass: (access: Access) => Effect.Effect<ReadonlyArray<BrokenGlass>, DatabaseFailure>
    /** Never by whoever broke it. */
    readonly reviewGlass: (
      access: Access,
      id: string
    ) => Effect.Effect<null, CaseNotFound | KeyReused | DatabaseFailure>
  }
>()("treff/store/WorkQueue") {
  static readonly layer = Layer.effect(
    WorkQueue,
    Effect.map(Database, (database) =>
      WorkQueue.of({
        list: Effect.fn("WorkQueue.list")((access, today) =>
          database
            .withRole(access.role, access, (trx) => readQueue(trx, today))
            .pipe(Effect.flatMap(decodeStored(Schema.Array(Waiting), "work queue")))
        ),
        brokenGlass: Effect.fn("WorkQueue.brokenGlass")((access) =>
          database
            .withRole(access.role, access, readGlass)
            .pipe(Effect.flatMap(decodeStored(Schema.Array(BrokenGlass), "broken glass")))
        ),
        reviewGlass: Effect.fn("WorkQueue.reviewGlass")((access, id) =>
          database.withRole(access.role, access, (trx) => once(trx, reviewGlass(trx, id)))
        )
      })
    )
  )
}

const me = sql`current_setting('app.user', true)`
const isOpen = sql`request.state = 'open' and request.deadline > now()`

/** One row for each kind and round that has something. */
const countWaiting = (trx: Trx) =>
  query("read work queue", () =>
    sql<Waiting>`
      with found (kind, round) as (
        select 'round-to-review', round.id from core.round
        where round.state = 'under-review' and round.submitted_by <> ${me}
        union all
        select 'question-unanswered', request.round_id from core.question
        join core.request on request.id = question.request_id
        where question.answer is null and ${isOpen}
        union all
        select 'place-again', settlement.round_id from core.settlement
        where settlement.state = 'waiting' and exists (
          select from core.request where request.round_id = settlement.round_id
            and request.household_id = settlement.household_id and request.state in ('declined', 'expired'))
        union all
        select 'deadline-near', request.round_id from core.request
        where ${isOpen} and request.deadline < now() + interval '3 days'
        union all
        select 'release-withdrawn', event.round_id from core.event
        where event.kind = 'release-withdrawn' and event.at > coalesce((
          select max(plan.created_at) from core.plan where plan.round_id = event.round_id), '-infinity')
        union all
        select 'glass-broken', glass.round_id from core.break_glass glass
        where glass.reviewed_by is null and glass.user_id <> ${me})
      select kind, round, count(*)::int as count from found group by kind, round order by kind, round`.execute(trx)
  ).pipe(Effect.map(({ rows }) => rows))

/** What readiness asks about, and not the whole file: this is read whenever somebody looks at what waits. */
const Unasked = Schema.Struct({
  round: RoundId,
  hearing: Hearing,
  bestInterests: Schema.optionalKey(Schema.String),
  members: Schema.Array(Schema.Struct({ id: PersonId, birthDate: IsoDate }))
})
const decodeUnasked = decodeStored(Schema.Array(Unasked), "households nobody has been asked about")

/** Households nobody has been asked about, in rounds not yet published, that lack something S1 or S21 asks for. */
const countUnready = Effect.fnUntraced(function* (trx: Trx, today: IsoDate) {
  const { rows } = yield* query("read waiting households", () =>
    sql<unknown>`
      select household.round_id as round, household.doc -> 'hearing' as hearing,
        household.doc -> 'bestInterests' as "bestInterests",
        (select jsonb_agg(jsonb_build_object('id', person.id, 'birthDate', person.birth_date)) from person.person
          where person.round_id = household.round_id and person.household_id = household.id) as members
      from core.household
      join core.round on round.id = household.round_id and round.state in ('draft', 'solved', 'under-review')
      join core.settlement on settlement.round_id = household.round_id and settlement.household_id = household.id
        and settlement.state = 'waiting'`.execute(trx)
  )
  const unasked = yield* decodeUnasked(rows.map(withoutNull))
  const unready = unasked.filter((household) => missingElements(household, today).length > 0)
  return [...Map.groupBy(unready, ({ round }) => round)].map(([round, { length }]) => ({
    kind: "not-ready",
    round,
    count: length
  }))
})

const withoutNull = (row: unknown) =>
  Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== null))

const readQueue = Effect.fnUntraced(function* (trx: Trx, today: IsoDate) {
  const waiting = [...(yield* countWaiting(trx)), ...(yield* countUnready(trx, today))]
  yield* record({ action: "list", subject: "work-queue", count: waiting.length })
  return waiting
})

/** A household the lead cannot see is in her list without its id and its reason: that somebody broke a glass stays hers to ask. */
const readGlass = Effect.fnUntraced(function* (trx: Trx) {
  const { rows } = yield* query("read broken glass", () =>
    sql<BrokenGlass>`
      select glass.id, glass.round_id as round, household.id as household, glass.user_id as by,
        case when household.id is not null then glass.reason end as reason,
        to_char(glass.opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "openedAt",
        to_char(glass.until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as until
      from core.break_glass glass
      left join core.household on household.round_id = glass.round_id and household.id = glass.household_id
      where glass.reviewed_by is null and glass.user_id <> ${me}
      order by glass.opened_at, glass.id limit 100`.execute(trx)
  )
  yield* record({ action: "list", subject: "broken-glass", count: rows.length })
  return rows
})

const reviewGlass = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const { rows } = yield* query("review broken glass", () =>
    sql<{ readonly round: string; readonly household: string }>`
      update core.break_glass set reviewed_by = ${me}, reviewed_at = now()
      where id = ${id} and reviewed_by is null and user_id <> ${me}
      returning round_id as round, household_id as household`.execute(trx)
  )
  const [reviewed] = rows
  if (reviewed === undefined) return yield* new CaseNotFound({ what: "household" })
  yield* record({
    action: "change",
    subject: `household:${reviewed.round}/${reviewed.household}`,
    fields: ["break-glass"]
  })
  return null
})
