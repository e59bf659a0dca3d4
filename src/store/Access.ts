/**
 * Who asks the database: one runtime role, and the context its policies and the audit log read. Owns the list of runtime
 * roles. Roles, municipality and county come from our own assignment table, never from what a client sent.
 */
import type { Role } from "../casework/Role.ts"
import type { CountyCode, MunicipalityCode } from "../domain/MunicipalityCode.ts"

/**
 * All NOLOGIN, NOSUPERUSER, NOBYPASSRLS; they own nothing. `gate` knows sessions and assignments and nothing of any case;
 * `api_protected` sees strictly confidential households and no others.
 */
export const runtimeRoles = [
  "api_imdi",
  "api_kommune",
  "api_analyst",
  "api_protected",
  "worker",
  "auditor",
  "gate"
] as const
export type RuntimeRole = (typeof runtimeRoles)[number]

/** Becomes app.user, app.roles, app.municipality … for one transaction. */
export interface AccessContext {
  /** Id of the account or program that acts; never empty, for no row is shown to nobody. */
  readonly user: string
  readonly purpose: string
  readonly roles?: ReadonlyArray<Role>
  readonly municipality?: MunicipalityCode
  readonly county?: CountyCode
  /** `imdi`, `municipality:4601` … for the audit log. */
  readonly organisation?: string
  /** Id of the session, which is not its token. */
  readonly session?: string
  /** Id of the HTTP request. */
  readonly request?: string
}

export interface Access extends AccessContext {
  readonly role: RuntimeRole
}
