/**
 * Reading the audit log: by auditors, who leave a row of their own, and for a data subject, who learns of no employee.
 * Owns also the trace of what was refused. Everything else is written by the transaction it tells of (audit/trail.ts).
 */
import { Context, Effect, Layer } from "effect"
import { sql } from "kysely"
import type { Access } from "./Access.ts"
import type { Head } from "./audit/chain.ts"
import { readHead } from "./audit/readChain.ts"
import { type AuditEntry, record } from "./audit/trail.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"

export interface AuditRow {
  readonly seq: number
  /** UTC, ISO 8601. */
  readonly at: string
  /** Id of the account or program; null once erased, like the subject. */
  readonly actor: string | null
  readonly subject: string | null
  readonly organisation: string | null
  readonly roles: ReadonlyArray<string>
  readonly session: string | null
  readonly request: string | null
  readonly purpose: string | null
  readonly basis: string | null
  readonly action: string
  readonly fields: ReadonlyArray<string>
  readonly outcome: "done" | "denied"
  readonly count: number | null
}

export interface AuditSearch {
  readonly subject?: string
  readonly actor?: string
  /** First moment, inclusive; ISO 8601 with offset. */
  readonly from?: string
  /** Last moment, exclusive. */
  readonly to?: string
  /** Rows that follow this one. */
  readonly after?: number
  readonly limit: number
}

/** What a data subject learns of one access. */
export interface SubjectAccess {
  readonly at: string
  readonly action: string
  readonly purpose: string | null
  readonly organisation: string | null
}

export class AuditStore extends Context.Service<
  AuditStore,
  {
    /** In order of the log. The search itself is a row of it, seen by the next one. */
    readonly search: (access: Access, wanted: AuditSearch) => Effect.Effect<ReadonlyArray<AuditRow>, DatabaseFailure>
    /** As the auditor, whoever asks: the caller knows that the subject, or somebody for it, may be told. */
    readonly ofSubject: (
      access: Access,
      subject: string
    ) => Effect.Effect<ReadonlyArray<SubjectAccess>, DatabaseFailure>
    /** Before something is told from memory, for which no transaction asks the database. */
    readonly tell: (access: Access, entry: AuditEntry) => Effect.Effect<void, DatabaseFailure>
    /** In a transaction of its own, for the refused one left nothing. */
    readonly deny: (access: Access, entry: Omit<AuditEntry, "outcome">) => Effect.Effect<void, DatabaseFailure>
    readonly head: Effect.Effect<Head, DatabaseFailure>
  }
>()("treff/store/AuditStore") {
  static readonly layer = Layer.effect(
    AuditStore,
    Effect.map(Database, (database) =>
      AuditStore.of({
        search: Effect.fn("AuditStore.search")((access: Access, wanted: AuditSearch) =>
          database.withRole(access.role, access, (trx) => search(trx, wanted))
        ),
        ofSubject: Effect.fn("AuditStore.ofSubject")((access: Access, subject: string) =>
          database.withRole("auditor", access, (trx) => ofSubject(trx, subject))
        ),
        tell: Effect.fn("AuditStore.tell")((access: Access, entry: AuditEntry) =>
          database.withRole(access.role, access, () => record(entry))
        ),
        deny: Effect.fn("AuditStore.deny")((access: Access, entry: Omit<AuditEntry, "outcome">) =>
          database.withRole(access.role, access, () => record({ ...entry, outcome: "denied" }))
        ),
        head: readHead(database)
      })
    )
  )
}

const utc = sql<string>`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

type Stored = Omit<AuditRow, "seq" | "count" | "roles"> & {
  readonly seq: string
  readonly count: string | null
  readonly roles: string | null
}

const toRow = (row: Stored): AuditRow => ({
  ...row,
  seq: Number(row.seq),
  count: row.count === null ? null : Number(row.count),
  roles: row.roles === null ? [] : row.roles.split(",")
})

const search = Effect.fnUntraced(function* (trx: Trx, wanted: AuditSearch) {
  const { actor = null, from = null, subject = null, to = null } = wanted
  const { rows } = yield* query("search audit log", () =>
    sql<Stored>`
      select e.seq, ${utc} as at, c.user_id as actor, c.subject, e.organisation, e.roles, e.session, e.request, e.purpose,
        e.basis, e.action, e.fields, e.outcome, e.count
      from audit.entry e left join audit.content c on c.seq = e.seq
      where e.seq > ${wanted.after ?? 0}
        and (${subject}::text is null or c.subject = ${subject}) and (${actor}::text is null or c.user_id = ${actor})
        and (${from}::timestamptz is null or e.at >= ${from}) and (${to}::timestamptz is null or e.at < ${to})
      order by e.seq limit ${wanted.limit}`.execute(trx)
  )
  // What was searched for in vain is anybody's text, and stays out.
  yield* record({
    action: "search",
    subject: rows.length > 0 && subject !== null ? subject : "audit",
    count: rows.length
  })
  return rows.map(toRow)
})

const ofSubject = Effect.fnUntraced(function* (trx: Trx, subject: string) {
  const { rows } = yield* query("read access log", () =>
    sql<SubjectAccess>`
      select ${utc} as at, e.action, e.purpose, e.organisation
      from audit.content c join audit.entry e on e.seq = c.seq
      where c.subject = ${subject} and e.outcome = 'done' order by e.seq`.execute(trx)
  )
  yield* record({ action: "export", subject, fields: ["access-log"], count: rows.length })
  return rows
})
