/**
 * The queue of strictly confidential households (code 6 and 7, S3), asked as a runtime role that sees these and no others.
 * The list holds ids and nothing else; each file that is opened leaves a row in the audit log. No health leaves here.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { Household } from "../domain/Household.ts"
import { HouseholdId, PersonId, RoundId } from "../domain/Ids.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import type { CaseNotFound } from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { findHousehold, subjectOf } from "./households/file.ts"
import { ProtectedPlacements, readPlacements } from "./protectedPlacements.ts"
import { decodeStored } from "./rows/storedJson.ts"

export const ProtectedHousehold = Schema.Struct({
  round: RoundId,
  household: HouseholdId,
  persons: Schema.Array(PersonId)
}).annotate({ identifier: "ProtectedHousehold", description: "Ids only, until it is opened" })
export type ProtectedHousehold = typeof ProtectedHousehold.Type

export interface ProtectedPage {
  readonly after?: { readonly round: string; readonly household: string } | undefined
  readonly limit: number
}

export class ProtectedStore extends Context.Service<
  ProtectedStore,
  {
    /** By round and household; one more than asked for when there is one. `access` asks as `api_protected`. */
    readonly list: (
      access: Access,
      page: ProtectedPage
    ) => Effect.Effect<ReadonlyArray<ProtectedHousehold>, DatabaseFailure>
    readonly open: (
      access: Access,
      round: RoundId,
      id: HouseholdId
    ) => Effect.Effect<Household, CaseNotFound | DatabaseFailure>
    /** What had been asked and answered of it before it came here. */
    readonly placements: (
      access: Access,
      round: RoundId,
      id: HouseholdId
    ) => Effect.Effect<ProtectedPlacements, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/ProtectedStore") {
  static readonly layer = Layer.effect(
    ProtectedStore,
    Effect.map(Database, (database) =>
      ProtectedStore.of({
        list: Effect.fn("ProtectedStore.list")((access, page) =>
          database
            .withRole(access.role, access, (trx) => list(trx, page))
            .pipe(Effect.flatMap(decodeStored(Schema.Array(ProtectedHousehold), "protected queue")))
        ),
        open: Effect.fn("ProtectedStore.open")((access, round, id) =>
          database
            .withRole(access.role, access, (trx) => open(trx, round, id))
            .pipe(Effect.flatMap(decodeStored(Household, "household")))
        ),
        placements: Effect.fn("ProtectedStore.placements")((access, round, id) =>
          database
            .withRole(access.role, access, (trx) => readPlacements(trx, round, id))
            .pipe(Effect.flatMap(decodeStored(ProtectedPlacements, "protected placements")))
        )
      })
    )
  )
}

const list = Effect.fnUntraced(function* (trx: Trx, { after: cursor, limit }: ProtectedPage) {
  const { rows } = yield* query("list protected households", () =>
    sql<{ readonly round: string; readonly household: string; readonly persons: unknown }>`
      select household.round_id as round, household.id as household, (
        select jsonb_agg(person.id order by person.position) from person.person
        where person.round_id = household.round_id and person.household_id = household.id) as persons
      from core.household
      where (household.round_id, household.id) > (${cursor?.round ?? ""}, ${cursor?.household ?? ""})
      order by household.round_id, household.id limit ${limit + 1}`.execute(trx)
  )
  yield* record({ action: "list", subject: "protected-queue", count: rows.length })
  return rows
})

const open = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  const household = yield* findHousehold(trx, round, id)
  yield* record({ action: "read", subject: subjectOf(round, id), fields: Object.keys(household) })
  return household
})
