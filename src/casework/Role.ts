/**
 * What a person may be in Treff. A role is given to an account for one organisation in our own assignment table; it never
 * comes from a client or from the identity provider.
 */
import { Schema } from "effect"
import { CountyCode, MunicipalityCode } from "../domain/MunicipalityCode.ts"

export const Role = Schema.Literals([
  "imdi-officer",
  "imdi-lead",
  "imdi-protected",
  "imdi-analyst",
  "municipality-read",
  "municipality-write",
  "municipality-admin",
  "county-write",
  "auditor"
]).annotate({
  identifier: "Role",
  description:
    "imdi-protected works with the queue of strictly confidential addresses; a municipality's and a county's role hold for that one only"
})
export type Role = typeof Role.Type
export const roles: ReadonlyArray<Role> = Role.literals

/** For whom somebody acts. One session acts for one organisation. */
export const Organisation = Schema.Union([
  Schema.TaggedStruct("imdi", {}),
  Schema.TaggedStruct("municipality", { code: MunicipalityCode }),
  Schema.TaggedStruct("county", { code: CountyCode }),
  Schema.TaggedStruct("oversight", {})
]).annotate({ identifier: "Organisation" })
export type Organisation = typeof Organisation.Type

type Kind = Organisation["_tag"]
const kindOf: Readonly<Record<Role, Kind>> = {
  "imdi-officer": "imdi",
  "imdi-lead": "imdi",
  "imdi-protected": "imdi",
  "imdi-analyst": "imdi",
  "municipality-read": "municipality",
  "municipality-write": "municipality",
  "municipality-admin": "municipality",
  "county-write": "county",
  auditor: "oversight"
}

/** Whether a role can be held for an organisation of this kind at all. */
export const belongsTo = (role: Role, organisation: Organisation): boolean => kindOf[role] === organisation._tag

/** One word for logs and audit: `imdi`, `municipality:4601`, `county:46`, `oversight`. */
export const organisationText = (organisation: Organisation): string =>
  "code" in organisation ? `${organisation._tag}:${organisation.code}` : organisation._tag
