/** Rows as they lie in the database, and nothing else: snake_case stays here and in rows/. */
import type { Generated } from "kysely"
import type { RequestState } from "../casework/process/RequestState.ts"
import type { SelfSettlementState } from "../casework/process/SelfSettlement.ts"
import type { SettlementState } from "../casework/process/SettlementState.ts"
import type { JobTables } from "./work/jobTables.ts"

/** jsonb goes in as text and comes out parsed. */
export type Json = unknown

interface MunicipalityFileRow {
  version: string
  sequence: Generated<string>
  sources: Json
  counties: Json
  regions: Json
}

interface MunicipalityRow {
  version: string
  code: string
  position: number
  name: string
  doc: Json
}

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

export interface HouseholdRow {
  round_id: string
  id: string
  position: number
  route: string
  strictly_confidential: boolean
  /** Everything else of the household but its persons. */
  doc: Json
  /** For a strictly confidential household: what the round said of it elsewhere. */
  mentions: Json | null
}

export interface PersonRow {
  round_id: string
  id: string
  household_id: string
  strictly_confidential: boolean
  position: number
  duf_kind: string
  duf_number: string
  /** Random key of the person, the same in every round; given by a trigger. */
  subject: Generated<string>
  birth_date: string
  /** Everything else of the person but competence and health needs. */
  doc: Json
}

export interface CompetenceRow {
  round_id: string
  person_id: string
  strictly_confidential: boolean
  doc: Json
}

export interface HealthNeedRow {
  round_id: string
  person_id: string
  seq: number
  strictly_confidential: boolean
  service: string
  doc: Json
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

interface RoundOfficerRow {
  user_id: string
  round_id: string
  given_by: Generated<string>
  given_at: Generated<string>
}

interface BreakGlassRow {
  id: Generated<string>
  user_id: Generated<string>
  round_id: string
  household_id: string
  reason: string
  opened_at: Generated<string>
  until: Generated<string>
  reviewed_by: Generated<string | null>
  reviewed_at: Generated<string | null>
}

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

interface OpenedRow {
  round_id: string
  household_id: string
  user_id: Generated<string>
  plan_id: string | null
  opened_at: Generated<string>
}

interface CorrectionRow {
  id: Generated<string>
  round_id: string
  household_id: string
  person_id: string | null
  field: string
  before: Json | null
  now: Json | null
  source: string
  said_on: string
  corrected_by: Generated<string>
  corrected_at: Generated<string>
}

interface PublicationRow {
  round_id: string
  plan_id: string
  submitted_by: string
  published_by: Generated<string>
  published_at: Generated<string>
}

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

interface CapacityRow {
  municipality: string
  year: number
  version: Generated<number>
  requested: Generated<number>
  minors_requested: Generated<number>
  decided: number | null
  minors_decided: number | null
  tolerance: Generated<number>
  settled_before: Generated<number>
  agreed_before: Generated<number>
  self_settlement: Generated<number>
  minors_before: Generated<number>
  months: Generated<Json>
  source: string
  changed_by: Generated<string>
  changed_at: Generated<string>
}

interface DeclarationRow {
  id: Generated<string>
  sequence: Generated<string>
  municipality: string
  declared_on: string
  doc: Json
  declared_by: Generated<string>
  declared_at: Generated<string>
}

interface SchoolOfferRow {
  id: Generated<string>
  sequence: Generated<string>
  county: string
  municipality: string
  doc: Json
  confirmed_by: Generated<string>
  confirmed_at: Generated<string>
}

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

interface ConfirmationRow {
  request_id: string
  municipality: string
  doc: Json
  confirmed_by: Generated<string>
  confirmed_at: Generated<string>
}

interface ForecastRow {
  municipality: string
  made_at: Generated<string>
  doc: Json
}

interface ForecastToldRow {
  municipality: string
  month: string
  low: number
  high: number
  told_at: Generated<string>
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

interface IdempotencyRow {
  user_id: Generated<string>
  key: string
  request_hash: string
  answer: Json | null
  at: Generated<string>
}

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

export interface Tables extends JobTables {
  "core.round_officer": RoundOfficerRow
  "core.break_glass": BreakGlassRow
  "core.choice": ChoiceRow
  "core.decision": DecisionRow
  "core.opened": OpenedRow
  "core.correction": CorrectionRow
  "core.publication": PublicationRow
  "core.settlement": SettlementRow
  "core.self_settlement": SelfSettlementRow
  "core.arrival": ArrivalRow
  "core.event": EventRow
  "core.capacity": CapacityRow
  "core.declaration": DeclarationRow
  "core.school_offer": SchoolOfferRow
  "core.request": RequestRow
  "core.disclosure": DisclosureRow
  "core.comparable": ComparableRow
  "core.question": QuestionRow
  "core.confirmation": ConfirmationRow
  "core.forecast": ForecastRow
  "core.forecast_told": ForecastToldRow
  "ops.idempotency": IdempotencyRow
  "core.municipality_file": MunicipalityFileRow
  "core.municipality": MunicipalityRow
  "core.round": RoundRow
  /** `version`: of the file, for compare-and-set. */
  "core.household": HouseholdRow & { version: Generated<number> }
  "person.person": PersonRow
  "competence.record": CompetenceRow
  "health.need": HealthNeedRow
  "core.plan": PlanRow
  "core.placement": PlacementRow
  "ops.account": AccountRow
  "ops.assignment": AssignmentRow
  "ops.session": SessionRow
  "ops.login": LoginRow
  "ops.closed": ClosedRow
  "migrations.kysely_migration": { name: string; timestamp: string }
}
