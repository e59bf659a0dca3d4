/** Rows as they lie in the database, and nothing else: snake_case stays here and in rows/. */
import type { Generated } from "kysely"

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
  /** Everything else of the round but its households. */
  doc: Json
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

export interface Tables {
  "core.municipality_file": MunicipalityFileRow
  "core.municipality": MunicipalityRow
  "core.round": RoundRow
  "core.household": HouseholdRow
  "person.person": PersonRow
  "competence.record": CompetenceRow
  "health.need": HealthNeedRow
  "core.plan": PlanRow
  "core.placement": PlacementRow
  "migrations.kysely_migration": { name: string; timestamp: string }
}
