/** Reads the audit log as it was hashed, page by page and as the auditor. Changes nothing. */
import { Effect } from "effect"
import { sql } from "kysely"
import type { Database } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"
import { type Anchors, type ChainRow, emptyHead, type Fault, type Head, verifyEnd, verifyPage } from "./chain.ts"

const keeper = { user: "audit-keeper", purpose: "audit" }
const pageSize = 2_000

/** Where the log ends now. */
export const readHead = (database: Database["Service"]): Effect.Effect<Head, DatabaseFailure> =>
  database.withRole("auditor", keeper, (trx) =>
    Effect.map(
      query("read audit head", () =>
        sql<{ seq: string; hash: string }>`
          select seq, encode(hash, 'hex') as hash from audit.entry order by seq desc limit 1`.execute(trx)
      ),
      ({ rows: [row] }) => (row === undefined ? emptyHead : { seq: Number(row.seq), hash: row.hash })
    )
  )

const readPage = (database: Database["Service"], from: number) =>
  database.withRole("auditor", keeper, (trx) =>
    Effect.map(
      query("read audit log", () =>
        sql<Omit<ChainRow, "seq"> & { seq: string }>`
          select e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.organisation, e.roles,
            e.session, e.request, e.purpose, e.basis, e.action, array_to_json(e.fields)::text as fields, e.outcome,
            e.count::text as count, encode(e.content, 'hex') as content, encode(e.prev, 'hex') as prev,
            encode(e.hash, 'hex') as hash, encode(c.salt, 'hex') as salt, c.user_id, c.subject
          from audit.entry e left join audit.content c on c.seq = e.seq
          where e.seq > ${from} order by e.seq limit ${pageSize}`.execute(trx)
      ),
      ({ rows }) => rows.map((row): ChainRow => ({ ...row, seq: Number(row.seq) }))
    )
  )

export interface ChainReport {
  readonly rows: number
  readonly head: Head
  /** Rows whose actor and subject were erased. */
  readonly erased: number
  readonly fault: Fault | null
}

/** Reads on until the first fault. */
export const verifyLog = Effect.fn("verifyLog")(function* (
  database: Database["Service"],
  anchors: Anchors
): Effect.fn.Return<ChainReport, DatabaseFailure> {
  let head = emptyHead
  let rows = 0
  let erased = 0
  for (;;) {
    const page = yield* readPage(database, rows === 0 ? -1 : head.seq)
    if (page.length === 0) break
    const found = verifyPage(head, page, anchors)
    if ("kind" in found) return { rows: found.seq - 1, head, erased, fault: found }
    head = found
    rows += page.length
    erased += page.filter(({ salt }) => salt === null).length
  }
  return { rows, head, erased, fault: verifyEnd(head, anchors) ?? null }
})
