/** Rows of ops: accounts, sessions and logins, answered keys, closing. Runs and notices are in work/jobTables.ts. */
import type { Generated } from "kysely"
import type { Json } from "./Json.ts"

interface AccountRow {
  id: Generated<string>
  issuer: string
  subject: string
  created_at: Generated<string>
  disabled_at: string | null
}

interface AssignmentRow {
  id: Generated<string>
  account: string
  role: string
  organisation_kind: string
  organisation_code: string | null
  given_by: Generated<string>
  given_at: Generated<string>
  ended_at: string | null
}

interface SessionRow {
  id: Generated<string>
  token_hash: Uint8Array
  account: string
  /** Null until one is chosen. */
  organisation_kind: string | null
  organisation_code: string | null
  created_at: Generated<string>
  seen_at: Generated<string>
  expires_at: string
  ended_at: string | null
}

interface LoginRow {
  state_hash: Uint8Array
  issuer_key: "imdi" | "municipality"
  nonce: string
  code_verifier: string
  return_path: string
  expires_at: string
}

interface ClosedRow {
  one: Generated<boolean>
  since: Generated<string>
  by_user: Generated<string>
}

interface IdempotencyRow {
  user_id: Generated<string>
  key: string
  request_hash: string
  answer: Json | null
  at: Generated<string>
}

export interface OperationTables {
  "ops.account": AccountRow
  "ops.assignment": AssignmentRow
  "ops.session": SessionRow
  "ops.login": LoginRow
  "ops.closed": ClosedRow
  "ops.idempotency": IdempotencyRow
}
