/** Rows of what officers choose before a plan, open, and decide on what it suggests. */
import type { Generated } from "kysely"
import type { Json } from "./Json.ts"

interface ChoiceRow {
  round_id: string
  household_id: string
  kind: "lock" | "forbid" | "hold"
  municipality: string | null
  position: number
  reason: string | null
  chosen_by: Generated<string>
  chosen_at: Generated<string>
}

interface OpenedRow {
  round_id: string
  household_id: string
  user_id: Generated<string>
  plan_id: string | null
  opened_at: Generated<string>
}

interface DecisionRow {
  round_id: string
  household_id: string
  plan_id: string
  kind: "follow" | "override"
  municipality: string
  suggested: string | null
  reason: string | null
  difference: Json | null
  shown: Json
  opened_at: string | null
  decided_at: Generated<string>
  decided_by: Generated<string>
}

export interface DecisionTables {
  "core.choice": ChoiceRow
  "core.opened": OpenedRow
  "core.decision": DecisionRow
}
