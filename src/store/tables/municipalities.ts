/** Rows of municipalities: the files about them, their places, declarations, school offers and forecasts. No person. */
import type { Generated } from "kysely"
import type { Json } from "./Json.ts"

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

export interface MunicipalityTables {
  "core.municipality_file": MunicipalityFileRow
  "core.municipality": MunicipalityRow
  "core.capacity": CapacityRow
  "core.declaration": DeclarationRow
  "core.school_offer": SchoolOfferRow
  "core.forecast": ForecastRow
  "core.forecast_told": ForecastToldRow
}
