/** Rows of a household's way to settlement: settlements, agreed self-settlement, arrivals. */
import type { Generated } from "kysely"
import type { SelfSettlementState } from "../../casework/process/SelfSettlement.ts"
import type { SettlementState } from "../../casework/process/SettlementState.ts"
import type { Json } from "./Json.ts"

interface SettlementRow {
  round_id: string
  household_id: string
  id: Generated<string>
  persons: number
  minors: boolean
  state: Generated<SettlementState>
  version: Generated<number>
  municipality: Generated<string | null>
  changed_at: Generated<string>
  doc: Generated<Json>
}

interface SelfSettlementRow {
  id: Generated<string>
  round_id: string
  household_id: string
  municipality: string
  /** The municipality's own case number. */
  reference: string
  applied_on: string
  state: Generated<SelfSettlementState>
  version: Generated<number>
  registered_by: Generated<string>
  registered_at: Generated<string>
  lease: Generated<Json | null>
  lease_checked_by: Generated<string | null>
  lease_checked_at: Generated<string | null>
  decision: Generated<Json | null>
  decided_by: Generated<string | null>
  decided_at: Generated<string | null>
}

interface ArrivalRow {
  round_id: string
  person_id: string
  household_id: string
  municipality: string
  settled_on: string
  registered_by: Generated<string>
  registered_at: Generated<string>
}

export interface SettlementTables {
  "core.settlement": SettlementRow
  "core.self_settlement": SelfSettlementRow
  "core.arrival": ArrivalRow
}
