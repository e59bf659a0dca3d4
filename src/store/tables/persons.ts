/** Rows of households and persons, how they were corrected, and who opened them in an emergency. */
import type { Generated } from "kysely"
import type { Json } from "./Json.ts"

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

export interface PersonTables {
  /** `version`: of the file, for compare-and-set. */
  "core.household": HouseholdRow & { version: Generated<number> }
  "person.person": PersonRow
  "competence.record": CompetenceRow
  "health.need": HealthNeedRow
  "core.correction": CorrectionRow
  "core.break_glass": BreakGlassRow
}
