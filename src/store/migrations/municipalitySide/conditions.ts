/** Conditions that several tables of the municipality's side are opened under; what only one needs stays with that one. */
import { sql } from "kysely"
import { iAm, myMunicipality } from "../walls.ts"

export const here = sql`municipality = ${myMunicipality}`
export const writes = sql`${here} and (${iAm("municipality-write")} or ${iAm("municipality-admin")})`
/** A household that has become strictly confidential is in nothing that hangs on its requests either. */
export const ofSeen = sql`request_id in (select id from core.request)`
