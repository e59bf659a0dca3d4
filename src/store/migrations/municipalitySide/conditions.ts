/** Conditions that several tables of the municipality's side are opened under; what only one needs stays with that one. */
import { type RawBuilder, sql } from "kysely"
import { iAm, myMunicipality } from "../walls.ts"

export const here = sql`municipality = ${myMunicipality}`
export const writes = sql`${here} and (${iAm("municipality-write")} or ${iAm("municipality-admin")})`

/** Rows that hang on a request which may be seen, `r`: a household that has become strictly confidential is in none of them. */
export const ofRequest = (table: string, also: RawBuilder<unknown> = sql`true`) =>
  sql`exists (select from core.request r where r.id = ${sql.ref(`${table}.request_id`)} and ${also})`
export const isAccepted = sql`r.state = 'accepted'`
