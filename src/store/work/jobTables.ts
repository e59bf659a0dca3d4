/** Rows of runs and notices as they lie in the database. */
import type { Generated } from "kysely"

interface RunRow {
  id: Generated<string>
  round_id: string
  kind: Generated<"solve">
  state: Generated<"queued" | "running" | "done" | "failed" | "cancelled">
  input_version: number
  requested_by: Generated<string>
  requested_at: Generated<string>
  started_at: string | null
  ended_at: string | null
  attempt: Generated<number>
  worker: string | null
  progress: unknown
  plan_id: string | null
  failure: string | null
  event_seq: Generated<string>
}

interface NoticeAddressRow {
  municipality: string
  address: string
}

interface OutboxRow {
  id: Generated<string>
  kind: string
  municipality: string
  reference: string
  created_at: Generated<string>
  state: Generated<"waiting" | "sent" | "no-address" | "given-up">
  attempts: Generated<number>
  next_at: Generated<string>
  lease_until: string | null
  fence: Generated<number>
  sent_at: string | null
}

export interface JobTables {
  "ops.run": RunRow
  "ops.notice_address": NoticeAddressRow
  "ops.outbox": OutboxRow
}
