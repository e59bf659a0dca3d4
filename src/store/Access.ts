/**
 * Who asks the database: one runtime role, and the context its policies read. Owns the list of runtime roles.
 * The municipality comes from our own assignment table, never from what a client sent.
 */
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"

/** All NOLOGIN, NOSUPERUSER, NOBYPASSRLS; they own nothing. */
export const runtimeRoles = ["api_imdi", "api_kommune", "api_analyst", "worker", "auditor"] as const
export type RuntimeRole = (typeof runtimeRoles)[number]

/** Becomes app.user, app.municipality and app.purpose for one transaction. */
export interface AccessContext {
  /** Id of the person or program that acts; never empty, for no row is shown to nobody. */
  readonly user: string
  readonly purpose: string
  readonly municipality?: MunicipalityCode
}

export interface Access extends AccessContext {
  readonly role: RuntimeRole
}
