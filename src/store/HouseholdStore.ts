/**
 * A household's file, opened by somebody who may: every look and every change leaves a row in the audit log. Health comes
 * through its own door with a purpose; what is strictly confidential is not here (ProtectedStore.ts).
 */
import { Context, Effect, Layer, Schema } from "effect"
import type { Correction, CorrectionImpossible } from "../casework/process/correction.ts"
import { Household } from "../domain/Household.ts"
import type { HouseholdId, PersonId, RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Access } from "./Access.ts"
import { AccessRefused, type CaseNotFound, type KeyReused, type VersionStale } from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
import type { DatabaseFailure } from "./failures.ts"
import { CorrectionKept, correct, readCorrections } from "./households/correct.ts"
import { openFile, readHealth } from "./households/file.ts"
import { HouseholdListed, type HouseholdPage, listHouseholds } from "./households/list.ts"
import { breakGlass, markStrictlyConfidential, withdrawRelease } from "./households/protect.ts"
import { once } from "./once.ts"
import { decodeStored } from "./rows/storedJson.ts"

/** Health needs of one person; of what is not released it is told only that it is held. */
export const HealthOfPerson = Schema.Struct({
  person: Schema.String,
  needs: Schema.Array(Schema.Json)
}).annotate({ identifier: "HealthOfPerson" })
export type HealthOfPerson = typeof HealthOfPerson.Type

type Failure = CaseNotFound | DatabaseFailure
type ActFailure = Failure | KeyReused

export interface ReleaseToWithdraw {
  readonly person: PersonId
  /** Its number among the person's needs. */
  readonly need: number
  readonly on: IsoDate
}

export class HouseholdStore extends Context.Service<
  HouseholdStore,
  {
    /** By id; one more than asked for when there is one. */
    readonly list: (
      access: Access,
      round: RoundId,
      page: HouseholdPage
    ) => Effect.Effect<ReadonlyArray<HouseholdListed>, Failure>
    /** The whole file but health. Remembers when it was opened, for the decision that follows (D15). */
    readonly open: (access: Access, round: RoundId, id: HouseholdId) => Effect.Effect<FileOpened, Failure>
    readonly health: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      purpose: string
    ) => Effect.Effect<ReadonlyArray<HealthOfPerson>, AccessRefused | DatabaseFailure>
    readonly correct: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      /** Of the file the officer has read. */
      version: number,
      correction: Correction
    ) => Effect.Effect<{ readonly version: number }, ActFailure | VersionStale | CorrectionImpossible>
    /** In the order they were made. */
    readonly corrections: (
      access: Access,
      round: RoundId,
      id: HouseholdId
    ) => Effect.Effect<ReadonlyArray<CorrectionKept>, Failure>
    /** Withdrawal of a release from taushetsplikt: out of every view at once, and the round is a draft again (S22). */
    readonly withdrawRelease: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      release: ReleaseToWithdraw
    ) => Effect.Effect<null, ActFailure>
    /** Opens one household outside one's own rounds for three hours. The reason is kept and the lead is told. */
    readonly breakGlass: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      reason: string
    ) => Effect.Effect<{ readonly until: string }, ActFailure>
    /** Code 6 or 7: out of this and every other round, into its own queue. */
    readonly markStrictlyConfidential: (
      access: Access,
      round: RoundId,
      id: HouseholdId
    ) => Effect.Effect<null, ActFailure>
  }
>()("treff/store/HouseholdStore") {
  static readonly layer = Layer.effect(
    HouseholdStore,
    Effect.map(Database, (database) => {
      const look = <A, E, R>(access: Access, use: (trx: Trx) => Effect.Effect<A, E, R>) =>
        database.withRole(access.role, access, use)
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      return HouseholdStore.of({
        list: Effect.fn("HouseholdStore.list")((access, round, page) =>
          look(access, (trx) => listHouseholds(trx, round, page)).pipe(Effect.flatMap(decodeList))
        ),
        open: Effect.fn("HouseholdStore.open")((access, round, id) =>
          look(access, (trx) => openFile(trx, round, id)).pipe(Effect.flatMap(decodeOpened))
        ),
        health: Effect.fn("HouseholdStore.health")((access, round, id, purpose) =>
          look(access, (trx) => readHealth(trx, round, id, purpose)).pipe(
            Effect.flatMap((found) => (found === null ? Effect.fail(new AccessRefused()) : decodeHealth(found)))
          )
        ),
        correct: Effect.fn("HouseholdStore.correct")((access, round, id, version, correction) =>
          act(access, (trx) => correct(trx, round, id, version, correction))
        ),
        corrections: Effect.fn("HouseholdStore.corrections")((access, round, id) =>
          look(access, (trx) => readCorrections(trx, round, id)).pipe(Effect.flatMap(decodeCorrections))
        ),
        withdrawRelease: Effect.fn("HouseholdStore.withdrawRelease")((access, round, id, release) =>
          act(access, (trx) => withdrawRelease(trx, round, id, release))
        ),
        breakGlass: Effect.fn("HouseholdStore.breakGlass")((access, round, id, reason) =>
          act(access, (trx) => breakGlass(trx, round, id, reason))
        ),
        markStrictlyConfidential: Effect.fn("HouseholdStore.markStrictlyConfidential")((access, round, id) =>
          act(access, (trx) => markStrictlyConfidential(trx, round, id))
        )
      })
    })
  )
}

const FileOpened = Schema.Struct({ version: Schema.Int, household: Household })
export type FileOpened = typeof FileOpened.Type
const decodeOpened = decodeStored(FileOpened, "household")
const decodeHealth = decodeStored(Schema.Array(HealthOfPerson), "health")
const decodeCorrections = decodeStored(Schema.Array(CorrectionKept), "corrections")
const decodeList = decodeStored(Schema.Array(HouseholdListed), "households")
