/** Rows of rounds, their officers, plans and publication, and what happened in them; of households only places. */
import type { Generated } from "kysely"
import type { Json } from "./Json.ts"

interface RoundRow {
  id: string
  sequence: Generated<string>
  name: string
  date: string
  next_round: string
  synthetic: boolean
  /** Everything else of the round but its households and choices. */
  doc: Json
  state: Generated<"draft" | "solved" | "under-review" | "published">
  /** Of the round itself, for compare-and-set. */
  version: Generated<number>
  /** Of what a plan is made from: facts, choices, places. */
  input_version: Generated<number>
  /** Of facts about households alone. */
  facts_version: Generated<number>
  event_seq: Generated<string>
  created_by: Generated<string>
  submitted_by: Generated<string | null>
}

interface RoundOfficerRow {
  user_id: string
  round_id: string
  given_by: Generated<string>
  given_at: Generated<string>
}

interface PlanRow {
  id: Generated<string>
  sequence: Generated<string>
  round_id: string
  created_at: Generated<string>
  run: Json
  analysis: Json
  run_id: Generated<string | null>
  input_version: Generated<number>
  /** What the solver proved: shadow prices and levels, for explaining without solving again. */
  proof: Generated<Json | null>
}

interface PlacementRow {
  plan_id: string
  round_id: string
  household_id: string
  position: number
  state: string
  municipality: string | null
  /** bigint: node-postgres hands it over as text. */
  points: string
}

interface PublicationRow {
  round_id: string
  plan_id: string
  submitted_by: string
  published_by: Generated<string>
  published_at: Generated<string>
}

interface EventRow {
  round_id: string
  /** bigint: node-postgres hands it over as text. */
  seq: string
  at: Generated<string>
  kind: string
  subject: string
  by_user: string
  organisation: string
  doc: Json
}

export interface RoundTables {
  "core.round": RoundRow
  "core.round_officer": RoundOfficerRow
  "core.plan": PlanRow
  "core.placement": PlacementRow
  "core.publication": PublicationRow
  "core.event": EventRow
}
