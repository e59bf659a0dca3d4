/**
 * An act with an idempotency key is done once: key, request and answer are kept in the act's own transaction. The same key
 * with the same request gets the same answer; two at the same moment wait for each other.
 */
import { Context, Effect, type Schema } from "effect"
import { KeyReused } from "./cases/failures.ts"
import type { Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"

export interface IdempotencyKey {
  /** UUID, made by the client. */
  readonly key: string
  /** Digest of method, address and body. */
  readonly hash: string
}

/** Set by the edge for one request. */
export const RequestKey = Context.Reference<IdempotencyKey | null>("treff/store/RequestKey", {
  defaultValue: () => null
})

/** `act` must answer with what JSON can hold. */
export const once = Effect.fnUntraced(function* <A extends Schema.Json, E, R>(
  trx: Trx,
  act: Effect.Effect<A, E, R>
): Effect.fn.Return<A, E | KeyReused | DatabaseFailure, R> {
  const wanted = yield* RequestKey
  if (wanted === null) return yield* act
  const { hash, key } = wanted
  const taken = yield* query("take idempotency key", () =>
    trx
      .insertInto("ops.idempotency")
      .values({ key, request_hash: hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .execute()
  )
  if (taken.length === 0) {
    const earlier = yield* query("read idempotency key", () =>
      trx.selectFrom("ops.idempotency").select(["request_hash", "answer"]).where("key", "=", key).executeTakeFirst()
    )
    if (earlier === undefined || earlier.request_hash !== hash) return yield* new KeyReused()
    return earlier.answer as A
  }
  const answer = yield* act
  yield* query("keep answer", () =>
    trx
      .updateTable("ops.idempotency")
      .set({ answer: JSON.stringify(answer) })
      .where("key", "=", key)
      .execute()
  )
  return answer
})
