/** Notices to municipalities, put in by the transaction that causes them. They hold ids and nothing of any case. */
import { Effect } from "effect"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { NoticeKind } from "../../texts/notices.ts"
import type { Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"

export interface NoticeToSend {
  readonly kind: NoticeKind
  readonly municipality: MunicipalityCode
  /** UUID of what it is about; one notice of a kind for each. */
  readonly reference: string
}

/** To be called in the transaction that causes it. Putting it in again changes nothing. */
export const putNotice = (trx: Trx, notice: NoticeToSend): Effect.Effect<void, DatabaseFailure> =>
  Effect.asVoid(
    query("put notice", () =>
      trx
        .insertInto("ops.outbox")
        .values({ ...notice })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    )
  )
