/**
 * The worker's side of notices: each is taken by one worker at a time. A lease that runs out gives it to another, and what
 * the first then says of it is refused.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import type { NoticeKind } from "../../texts/notices.ts"
import { Database, type Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"
import { asWorker } from "./asWorker.ts"

export interface TakenNotice {
  /** UUID, the same at every try. */
  readonly id: string
  readonly kind: NoticeKind
  readonly municipality: string
  readonly addresses: ReadonlyArray<string>
  readonly writtenLanguage: string | null
  readonly fence: number
}

/** The lease ran out and another worker has the notice. */
export class NoticeLost extends Schema.TaggedError<NoticeLost>()("NoticeLost", { notice: Schema.String }) {
  override get message() {
    return `The notice ${this.notice} is held by another worker. Nothing was written; leave it to that one.`
  }
}

type Held = Pick<TakenNotice, "id" | "fence">
type Outcome = Effect.Effect<void, NoticeLost | DatabaseFailure>

export class OutboxStore extends Context.Service<
  OutboxStore,
  {
    /** The notice that has waited longest, for so long; null when none is due. */
    readonly take: (leaseSeconds: number) => Effect.Effect<TakenNotice | null, DatabaseFailure>
    readonly sent: (held: Held) => Outcome
    /** Nobody of the municipality gets mail: it stays in the web. */
    readonly unaddressed: (held: Held) => Outcome
    /** Tried again later, twice as late each time; after the last try it is given up. */
    readonly failed: (held: Held, retry: { readonly seconds: number; readonly tries: number }) => Outcome
  }
>()("treff/store/OutboxStore") {
  static readonly layer = Layer.effect(
    OutboxStore,
    Effect.map(Database, (database) => {
      return OutboxStore.of({
        take: Effect.fn("OutboxStore.take")((leaseSeconds: number) =>
          asWorker(database, (trx) => take(trx, leaseSeconds))
        ),
        sent: Effect.fn("OutboxStore.sent")((held: Held) =>
          asWorker(database, (trx) => settle(trx, held, sql`state = 'sent', sent_at = clock_timestamp()`))
        ),
        unaddressed: Effect.fn("OutboxStore.unaddressed")((held: Held) =>
          asWorker(database, (trx) => settle(trx, held, sql`state = 'no-address'`))
        ),
        failed: Effect.fn("OutboxStore.failed")(
          (held: Held, { seconds, tries }: { readonly seconds: number; readonly tries: number }) =>
            asWorker(database, (trx) =>
              settle(
                trx,
                held,
                sql`state = case when attempts >= ${tries}::int then 'given-up' else 'waiting' end,
                  next_at = clock_timestamp() + least(${seconds}::float8 * 2 ^ (attempts - 1), 3600) * interval '1 second'`
              )
            )
        )
      })
    })
  )
}

const settle = Effect.fnUntraced(function* (
  trx: Trx,
  { id, fence }: Held,
  change: ReturnType<typeof sql>
): Effect.fn.Return<void, NoticeLost | DatabaseFailure> {
  const { rows } = yield* query("settle notice", () =>
    sql`update ops.outbox set lease_until = null, ${change}
      where id = ${id} and fence = ${fence} and state = 'waiting' returning id`.execute(trx)
  )
  if (rows.length === 0) return yield* new NoticeLost({ notice: id })
})

const take = Effect.fnUntraced(function* (
  trx: Trx,
  leaseSeconds: number
): Effect.fn.Return<TakenNotice | null, DatabaseFailure> {
  const { rows } = yield* query("take notice", () =>
    sql<Omit<TakenNotice, "addresses" | "writtenLanguage">>`
      update ops.outbox set fence = fence + 1, attempts = attempts + 1,
        lease_until = clock_timestamp() + ${leaseSeconds}::float8 * interval '1 second'
      where id = (
        select id from ops.outbox
        where state = 'waiting' and next_at <= clock_timestamp()
          and (lease_until is null or lease_until < clock_timestamp())
        order by next_at, id limit 1 for update skip locked)
      returning id, kind, municipality, fence`.execute(trx)
  )
  const [taken] = rows
  if (taken === undefined) return null
  const found = yield* query("find addresses", () =>
    trx
      .selectFrom("ops.notice_address")
      .select("address")
      .where("municipality", "=", taken.municipality)
      .orderBy("address")
      .execute()
  )
  const [municipality] = yield* query("find written language", () =>
    trx
      .selectFrom("core.municipality as m")
      .innerJoin("core.municipality_file as f", "f.version", "m.version")
      .select(sql<string | null>`m.doc ->> 'writtenLanguage'`.as("writtenLanguage"))
      .where("m.code", "=", taken.municipality)
      .orderBy("f.sequence", "desc")
      .limit(1)
      .execute()
  )
  const addresses = found.map(({ address }) => address)
  return { ...taken, addresses, writtenLanguage: municipality?.writtenLanguage ?? null }
})
