/** Who says so, and when: every entry about a person carries it (R01, R02). */
import { Schema } from "effect"
import { IsoDate } from "./IsoDate.ts"

export const PersonSource = Schema.Literals(["verified", "stated", "self-registered", "rrf"]).annotate({
  identifier: "PersonSource",
  description: "verified by document or test · stated in the bosettingssamtale · self-registered · from UNHCR's RRF"
})
export type PersonSource = typeof PersonSource.Type

export const Provenance = Schema.Struct({ source: PersonSource, date: IsoDate }).annotate({ identifier: "Provenance" })
export type Provenance = typeof Provenance.Type
