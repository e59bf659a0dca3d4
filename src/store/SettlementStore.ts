/**
 * A household's way after a yes: vedtak, informed, move date, arrival person by person, and the side exits. Each step is a
 * compare-and-set on the settlement's version. A side exit ends the request and gives the places back.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { SettlementState, type StepName, type StepNotPossible } from "../casework/process/SettlementState.ts"
import { HouseholdId, type PersonId, type RoundId } from "../domain/Ids.ts"
import { IsoDate } from "../domain/IsoDate.ts"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { ActRefused, CaseNotFound, type KeyReused, VersionStale } from "./cases/failures.ts"
import { findRound, tell } from "./cases/round.ts"
import { type SettlementSeen, settlementById, takeStep } from "./cases/settlement.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { decodeStored } from "./rows/storedJson.ts"
import { putNotice } from "./work/outbox.ts"

/** What each step puts on record. */
export const SettlementStep = Schema.Union([
  Schema.TaggedStruct("decide", { decidedOn: IsoDate.annotateKey({ description: "vedtak om bosettingskommune" }) }),
  Schema.TaggedStruct("inform", {
    informedOn: IsoDate,
    language: Schema.String.check(Schema.isPattern(/^[a-z]{3}$/u)),
    interpreter: Schema.Boolean
  }),
  Schema.TaggedStruct("agree-move", { moveOn: IsoDate.annotateKey({ description: "flyttedato" }) }),
  Schema.TaggedStruct("refuse", {
    refusedOn: IsoDate,
    consequencesExplained: Schema.Literal(true).annotate({
      description: "The household knows that it loses the programme, the benefit and help with settlement"
    })
  }),
  Schema.TaggedStruct("reverse", { reason: Schema.NonEmptyString.check(Schema.isMaxLength(2000)) }),
  Schema.TaggedStruct("lapse", { reason: Schema.NonEmptyString.check(Schema.isMaxLength(2000)) }),
  Schema.TaggedStruct("withdraw", { reason: Schema.NonEmptyString.check(Schema.isMaxLength(2000)) }),
  Schema.TaggedStruct("reopen", { reason: Schema.NonEmptyString.check(Schema.isMaxLength(2000)) })
]).annotate({
  identifier: "SettlementStep",
  description: "vedtak · informert · flyttedato avtalt · takket nei · omgjort · utgått · trukket · tatt opp igjen"
})
export type SettlementStep = typeof SettlementStep.Type

export const SettlementListed = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  household: HouseholdId,
  state: SettlementState,
  version: Schema.Int,
  municipality: Schema.NullOr(MunicipalityCode),
  persons: Schema.Int,
  arrived: Schema.Int.annotate({ description: "Persons registered as settled" }),
  changedAt: Schema.String
}).annotate({ identifier: "SettlementListed" })

export interface Stepped {
  readonly state: SettlementState
  readonly version: number
}

interface Arrived extends Stepped {
  /** The person may give a right to a special grant (S24), and the asker may know. */
  readonly mayGiveGrant: boolean
}

type Failure = CaseNotFound | VersionStale | StepNotPossible | ActRefused | KeyReused | DatabaseFailure

export class SettlementStore extends Context.Service<
  SettlementStore,
  {
    readonly listOfRound: (
      access: Access,
      round: RoundId
    ) => Effect.Effect<ReadonlyArray<typeof SettlementListed.Type>, CaseNotFound | DatabaseFailure>
    readonly step: (
      access: Access,
      id: string,
      version: number,
      step: SettlementStep
    ) => Effect.Effect<Stepped, Failure>
    /** Registers the day one person arrived; with the last of them the household is settled. */
    readonly arrive: (
      access: Access,
      id: string,
      version: number,
      person: PersonId,
      on: IsoDate
    ) => Effect.Effect<Arrived, Failure>
  }
>()("treff/store/SettlementStore") {
  static readonly layer = Layer.effect(
    SettlementStore,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      return SettlementStore.of({
        listOfRound: Effect.fn("SettlementStore.listOfRound")((access, round) =>
          database
            .withRole(access.role, access, (trx) => readOfRound(trx, round))
            .pipe(Effect.flatMap(decodeStored(Schema.Array(SettlementListed), "settlements")))
        ),
        step: Effect.fn("SettlementStore.step")((access, id, version, step) =>
          act(access, (trx) => step_(trx, id, version, step))
        ),
        arrive: Effect.fn("SettlementStore.arrive")((access, id, version, person, on) =>
          database.withRole(access.role, access, (trx) =>
            Effect.gen(function* () {
              const stepped = yield* once(trx, arrive(trx, id, version, person, on))
              // Beside what is kept under the key: nothing about health stays there, and a release may end.
              return { ...stepped, mayGiveGrant: yield* mayGiveGrant(trx, id, person) }
            })
          )
        )
      })
    })
  )
}

/** Steps after which nobody is on the way any more: the request that led here ends with them. */
const endsRequest: ReadonlyArray<StepName> = ["refuse", "reverse", "withdraw"]

/** No vedtak before the municipality has confirmed everything (S5). */
const confirmed = Effect.fnUntraced(function* (trx: Trx, { household_id, round_id }: SettlementSeen) {
  const found = yield* query("find confirmations", () =>
    trx
      .selectFrom("core.confirmation as confirmation")
      .innerJoin("core.request as request", "request.id", "confirmation.request_id")
      .select("request.id")
      .where("request.round_id", "=", round_id)
      .where("request.household_id", "=", household_id)
      .where("request.state", "=", "accepted")
      .executeTakeFirst()
  )
  if (found === undefined)
    return yield* new ActRefused({
      reason: "state",
      advice: "The municipality has not confirmed everything yet: dwelling, school place or treatment. Ask it to."
    })
})

const seenAt = Effect.fnUntraced(function* (trx: Trx, id: string, version: number) {
  const { rows } = yield* query("hold round", () =>
    sql<{ readonly held: boolean }>`select core.hold_round(null, ${id}) as held`.execute(trx)
  )
  if (rows[0]?.held !== true) return yield* new CaseNotFound({ what: "household" })
  const seen = yield* settlementById(trx, id)
  return seen.version === version ? seen : yield* new VersionStale()
})

const step_ = Effect.fnUntraced(function* (trx: Trx, id: string, version: number, step: SettlementStep) {
  const seen = yield* seenAt(trx, id, version)
  const { _tag: name, ...more } = step
  if (name === "decide" && seen.state === "agreed") yield* confirmed(trx, seen)
  const stepped = yield* takeStep(trx, seen, name, { more })
  if (endsRequest.includes(name)) yield* endRequest(trx, seen)
  yield* record({ action: "change", subject: `settlement:${id}`, fields: [name] })
  yield* tell(trx, seen.round_id, `settlement-${stepped.state}`, `settlement:${id}`)
  return { ...stepped }
})

const endRequest = Effect.fnUntraced(function* (trx: Trx, { household_id, round_id }: SettlementSeen) {
  const ended = yield* endAll(trx, household_id, round_id)
  for (const { id, municipality } of ended)
    yield* putNotice(trx, {
      kind: "request-withdrawn",
      municipality: MunicipalityCode.make(municipality),
      reference: id
    })
})

const endAll = (trx: Trx, household_id: string, round_id: string) =>
  query("end request", () =>
    trx
      .updateTable("core.request")
      .set((eb) => ({ state: "withdrawn", version: eb("version", "+", 1), answered_by: null, answered_at: null }))
      .where("round_id", "=", round_id)
      .where("household_id", "=", household_id)
      .where("state", "in", ["open", "accepted"])
      .returning(["id", "municipality"])
      .execute()
  )

const arrive = Effect.fnUntraced(function* (trx: Trx, id: string, version: number, person: string, on: string) {
  const seen = yield* seenAt(trx, id, version)
  if (seen.state !== "move-agreed" || seen.municipality === null)
    return yield* new ActRefused({
      reason: "state",
      advice: "Persons are registered as settled once a move date is agreed."
    })
  const { municipality } = seen
  const added = yield* query("register arrival", () =>
    sql<{ readonly person: string }>`
      insert into core.arrival (round_id, person_id, household_id, municipality, settled_on)
      select ${seen.round_id}, ${person}, ${seen.household_id}, ${municipality}, ${on}
      where core.is_member(${seen.round_id}, ${seen.household_id}, ${person})
      on conflict do nothing returning person_id as person`.execute(trx)
  )
  if (added.rows.length === 0) return yield* new CaseNotFound({ what: "person" })
  const { rows } = yield* query("count arrivals", () =>
    sql<{ readonly all: boolean }>`select core.all_arrived(${id}) as "all"`.execute(trx)
  )
  const all = rows[0]?.all === true
  const stepped = yield* takeStep(trx, seen, all ? "settle" : "agree-move")
  yield* record({ action: "change", subject: `settlement:${id}`, fields: ["settledOn"], count: 1 })
  yield* tell(trx, seen.round_id, all ? "settlement-settled" : "person-settled", `settlement:${id}`)
  return { ...stepped }
})

const mayGiveGrant = Effect.fnUntraced(function* (trx: Trx, id: string, person: string) {
  const { rows } = yield* query("read grant", () =>
    sql<{ readonly may: boolean }>`select core.may_give_grant(${id}, ${person}) as may`.execute(trx)
  )
  const may = rows[0]?.may === true
  if (may) yield* record({ action: "disclose", subject: `settlement:${id}`, fields: ["grant"] })
  return may
})

const readOfRound = Effect.fnUntraced(function* (trx: Trx, round: string) {
  yield* findRound(trx, round)
  const rows = yield* query("list settlements", () =>
    trx
      .selectFrom("core.settlement as settlement")
      .select((eb) => [
        "settlement.id",
        "settlement.household_id as household",
        "settlement.state",
        "settlement.version",
        "settlement.municipality",
        "settlement.persons",
        sql<string>`to_char(settlement.changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("changedAt"),
        eb
          .selectFrom("core.arrival as arrival")
          .select(sql<number>`count(*)::int`.as("n"))
          .whereRef("arrival.round_id", "=", "settlement.round_id")
          .whereRef("arrival.household_id", "=", "settlement.household_id")
          .as("arrived")
      ])
      .where("settlement.round_id", "=", round)
      .orderBy("settlement.household_id")
      .execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["settlements"], count: rows.length })
  return rows
})
