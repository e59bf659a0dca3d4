/** Where a municipality gets its notices. Its administrator keeps the addresses; nobody else sees them. */
import { Context, Effect, Layer, type Schema } from "effect"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import type { KeyReused } from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"

export class NoticeAddressStore extends Context.Service<
  NoticeAddressStore,
  {
    readonly list: (
      access: Access,
      municipality: MunicipalityCode
    ) => Effect.Effect<ReadonlyArray<string>, DatabaseFailure>
    /** These and no others. */
    readonly replace: (
      access: Access,
      municipality: MunicipalityCode,
      addresses: ReadonlyArray<string>
    ) => Effect.Effect<null, KeyReused | DatabaseFailure>
  }
>()("treff/store/NoticeAddressStore") {
  static readonly layer = Layer.effect(
    NoticeAddressStore,
    Effect.map(Database, (database) =>
      NoticeAddressStore.of({
        list: Effect.fn("NoticeAddressStore.list")((access, municipality) =>
          database.withRole(access.role, access, (trx) => readAddresses(trx, municipality))
        ),
        replace: Effect.fn("NoticeAddressStore.replace")((access, municipality, addresses) =>
          database.withRole(access.role, access, (trx) =>
            once(trx, replace(trx, municipality, addresses) satisfies Effect.Effect<Schema.Json, DatabaseFailure>)
          )
        )
      })
    )
  )
}

const readAddresses = Effect.fnUntraced(function* (trx: Trx, municipality: string) {
  const rows = yield* query("read notice addresses", () =>
    trx
      .selectFrom("ops.notice_address")
      .select("address")
      .where("municipality", "=", municipality)
      .orderBy("address")
      .execute()
  )
  yield* record({ action: "list", subject: `notice-addresses:${municipality}`, count: rows.length })
  return rows.map(({ address }) => address)
})

const replace = Effect.fnUntraced(function* (trx: Trx, municipality: string, addresses: ReadonlyArray<string>) {
  yield* query("drop notice addresses", () =>
    trx.deleteFrom("ops.notice_address").where("municipality", "=", municipality).execute()
  )
  if (addresses.length > 0)
    yield* query("keep notice addresses", () =>
      trx
        .insertInto("ops.notice_address")
        .values(addresses.map((address) => ({ municipality, address })))
        .execute()
    )
  yield* record({ action: "change", subject: `notice-addresses:${municipality}`, count: addresses.length })
  return null
})
