/**
 * What a transaction says of itself to the audit log. Entries are gathered while it runs and written as its last statement,
 * so that the log's lock is held for the shortest time; a transaction whose entries cannot be written is rolled back.
 */
import { Context, Effect } from "effect"
import { StoreDefect } from "../failures.ts"

/** Never values of persons: subjects are our own ids, fields are names of fields. */
export interface AuditEntry {
  readonly action:
    | "read"
    | "list"
    | "search"
    | "export"
    | "disclose"
    | "create"
    | "change"
    | "decide"
    | "publish"
    | "send"
    | "answer"
    | "withdraw"
    | "break-glass"
    | "login"
    | "logout"
    | "operate"
  /** `household:ROUND/H-0001`, `request:UUID`, `round:ID`, `person:ROUND/P-0001` … */
  readonly subject: string
  /** Names of the fields shown or changed. */
  readonly fields?: ReadonlyArray<string>
  readonly outcome?: "done" | "denied"
  /** Rows of a list, export or bulk act. */
  readonly count?: number
  /** Paragraph the act stands on, where it has one of its own. */
  readonly basis?: string
}

/** The entries of the transaction under way; null outside one. Set by Database.ts. */
export const Trail = Context.Reference<Array<AuditEntry> | null>("treff/store/audit/Trail", {
  defaultValue: () => null
})

/** Adds an entry to the transaction under way. */
export const record = Effect.fnUntraced(function* (entry: AuditEntry) {
  const trail = yield* Trail
  if (trail === null) return yield* Effect.die(new StoreDefect("an audit entry outside a transaction"))
  trail.push(entry)
})
