/**
 * Agreed self-settlement (S8): applications an officer registers, the lease a municipality looks at, and IMDi's yes or no.
 * A municipality sees its own case number and nothing of anybody.
 */
import { Context, Effect, Layer, Schema } from "effect"
import type { Application, Lease, SelfSettlementDecision } from "../casework/process/SelfSettlement.ts"
import type { StepNotPossible } from "../casework/process/SettlementState.ts"
import type { HouseholdId, RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import type { ActRefused, CaseNotFound, KeyReused, PublicationBlocked, VersionStale } from "./cases/failures.ts"
import { findRound } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { decodeStored } from "./rows/storedJson.ts"
import { apply, checkLease } from "./selfSettlements/apply.ts"
import { decide } from "./selfSettlements/decide.ts"
import { type ApplicationNow, SelfSettlementListed, SelfSettlementOfRound } from "./selfSettlements/SelfSettlement.ts"

type Failure = CaseNotFound | ActRefused | VersionStale | KeyReused | DatabaseFailure

export class SelfSettlementStore extends Context.Service<
  SelfSettlementStore,
  {
    readonly apply: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      application: Application
    ) => Effect.Effect<ApplicationNow, Failure>
    /** By the municipality that was applied to, until IMDi has decided. */
    readonly checkLease: (
      access: Access,
      id: string,
      version: number,
      lease: Lease
    ) => Effect.Effect<ApplicationNow, Failure>
    /** A yes takes places, and fixes the household where it settles itself. */
    readonly decide: (
      access: Access,
      round: RoundId,
      household: HouseholdId,
      version: number,
      decision: SelfSettlementDecision,
      today: IsoDate
    ) => Effect.Effect<ApplicationNow, Failure | StepNotPossible | PublicationBlocked>
    readonly listOfRound: (
      access: Access,
      round: RoundId
    ) => Effect.Effect<ReadonlyArray<SelfSettlementOfRound>, CaseNotFound | DatabaseFailure>
    /** Those of the municipality that asks: what is pending first, then the latest. */
    readonly list: (access: Access) => Effect.Effect<ReadonlyArray<SelfSettlementListed>, DatabaseFailure>
  }
>()("treff/store/SelfSettlementStore") {
  static readonly layer = Layer.effect(
    SelfSettlementStore,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      return SelfSettlementStore.of({
        apply: Effect.fn("SelfSettlementStore.apply")((access, round, household, application) =>
          act(access, (trx) => apply(trx, round, household, application))
        ),
        checkLease: Effect.fn("SelfSettlementStore.checkLease")((access, id, version, lease) =>
          act(access, (trx) => checkLease(trx, access, id, version, lease))
        ),
        decide: Effect.fn("SelfSettlementStore.decide")((access, round, household, version, decision, today) =>
          act(access, (trx) => decide(trx, access, round, household, version, decision, today))
        ),
        listOfRound: Effect.fn("SelfSettlementStore.listOfRound")((access, round) =>
          database.withRole(access.role, access, (trx) => readOfRound(trx, round)).pipe(Effect.flatMap(decodeOfRound))
        ),
        list: Effect.fn("SelfSettlementStore.list")((access) =>
          database.withRole(access.role, access, readList).pipe(Effect.flatMap(decodeList))
        )
      })
    })
  )
}

const decodeOfRound = decodeStored(Schema.Array(SelfSettlementOfRound), "self-settlements of a round")
const decodeList = decodeStored(Schema.Array(SelfSettlementListed), "self-settlements")

const listed = ["id", "municipality", "reference", "applied_on as appliedOn", "state", "version", "lease"] as const

/** More than this a municipality looks up at IMDi. */
const mostListed = 200

const readOfRound = Effect.fnUntraced(function* (trx: Trx, round: string) {
  yield* findRound(trx, round)
  const rows = yield* query("list self-settlements", () =>
    trx
      .selectFrom("core.self_settlement")
      .select(listed)
      .select(["household_id as household", "decision"])
      .where("round_id", "=", round)
      .orderBy("registered_at")
      .orderBy("id")
      .execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["self-settlements"], count: rows.length })
  return rows
})

const readList = Effect.fnUntraced(function* (trx: Trx) {
  const rows = yield* query("list self-settlements", () =>
    trx
      .selectFrom("core.self_settlement")
      .select(listed)
      .orderBy((eb) => eb("state", "=", "pending"), "desc")
      .orderBy("applied_on", "desc")
      .orderBy("id")
      .limit(mostListed)
      .execute()
  )
  yield* record({ action: "list", subject: "self-settlements", count: rows.length })
  return rows
})
