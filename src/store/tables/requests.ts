/** Rows of what municipalities are asked, are shown, ask back and confirm. */
import type { Generated } from "kysely"
import type { RequestState } from "../../casework/process/RequestState.ts"
import type { Json } from "./Json.ts"

interface RequestRow {
  id: Generated<string>
  round_id: string
  household_id: string
  municipality: string
  year: number
  persons: number
  minors: boolean
  /** Null for an agreed self-settlement, which no plan has suggested. */
  plan_id: string | null
  self_settlement: Generated<string | null>
  state: Generated<RequestState>
  version: Generated<number>
  required: Json
  sent_at: Generated<string>
  sent_by: Generated<string>
  deadline: string
  answered_at: string | null
  answered_by: string | null
  answer: Generated<Json | null>
  /** Everything a yes leads to being confirmed, also what the request could not show. */
  needed: Generated<Json>
}

interface DisclosureRow {
  request_id: string
  municipality: string
  doc: Json
}

interface ComparableRow {
  household: string
  made_at: Generated<string>
  doc: Json
}

interface QuestionRow {
  id: Generated<string>
  request_id: string
  municipality: string
  question: string
  asked_by: Generated<string>
  asked_at: Generated<string>
  answer: string | null
  answered_by: string | null
  answered_at: string | null
}

interface ConfirmationRow {
  request_id: string
  municipality: string
  doc: Json
  confirmed_by: Generated<string>
  confirmed_at: Generated<string>
}

interface ReceiptRow {
  request_id: string
  municipality: string
  received_by: Generated<string>
  received_at: Generated<string>
}

export interface RequestTables {
  "core.request": RequestRow
  "core.disclosure": DisclosureRow
  "core.comparable": ComparableRow
  "core.question": QuestionRow
  "core.confirmation": ConfirmationRow
  "core.receipt": ReceiptRow
}
