/**
 * An act with an idempotency key is done once: key, request and answer are kept in the act's own transaction. The same key
 * with the same request gets the same answer, whatever has happened since; two at the same moment wait for each other.
 */
import { Context, Effect, type Schema } from "effect"
import type { Access } from "./Access.ts"
import { KeyReused } from "./cases/failures.ts"
import { Database, type Trx } from "./Database.ts"
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
    const earlier = yield* readAnswer(trx, wanted)
    return earlier === undefined ? yield* new KeyReused() : (earlier.answer as A)
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

/** Of the one who asks; a key that was used for another request is refused. */
const readAnswer = Effect.fnUntraced(function* (trx: Trx, { hash, key }: IdempotencyKey) {
  const earlier = yield* query("read idempotency key", () =>
    trx.selectFrom("ops.idempotency").select(["request_hash", "answer"]).where("key", "=", key).executeTakeFirst()
  )
  return earlier === undefined || earlier.request_hash === hash ? earlier : yield* new KeyReused()
})

/**
 * For an act that decides something before its transaction begins: what was answered to the key is answered again before
 * anything is looked at. A refusal looks once more, for it may come of what the same request has done in the meantime.
 * `act` ends in `once`, and answers with what that keeps.
 */
export const unlessAnswered = Effect.fnUntraced(function* <A, E, R>(
  access: Access,
  act: Effect.Effect<A, E, R>
): Effect.fn.Return<A, E | KeyReused | DatabaseFailure, R | Database> {
  const wanted = yield* RequestKey
  if (wanted === null) return yield* act
  const database = yield* Database
  const look = database.withRole(access.role, access, (trx) => readAnswer(trx, wanted))
  const before = yield* look
  if (before !== undefined) return before.answer as A
  return yield* Effect.catch(act, (refused) =>
    Effect.flatMap(look, (since) => (since === undefined ? Effect.fail(refused) : Effect.succeed(since.answer as A)))
  )
})
