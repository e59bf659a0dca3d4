/** Who is logged in, for whom and as what; and how that person asks the database. Refuses to know names. */
import { type Organisation, organisationText, type Role } from "../casework/Role.ts"
import type { Access, RuntimeRole } from "./Access.ts"

export interface Principal {
  /** Id of the account, a UUID of ours. */
  readonly account: string
  /** Id of the session, which is not its token. */
  readonly session: string
  readonly organisation: Organisation
  /** Never empty. */
  readonly roles: ReadonlyArray<Role>
}

/** The runtime role an organisation's people ask as. An analyst who also has a case role must log in for one of them. */
const runtimeRoleOf = ({ organisation, roles }: Principal): RuntimeRole => {
  if (organisation._tag === "oversight") return "auditor"
  if (organisation._tag !== "imdi") return "api_kommune"
  return roles.some((role) => role === "imdi-officer" || role === "imdi-lead") ? "api_imdi" : "api_analyst"
}

export const accessOf = (
  principal: Principal,
  { as = runtimeRoleOf(principal), purpose, request }: { as?: RuntimeRole; purpose: string; request: string }
): Access => {
  const { organisation } = principal
  return {
    role: as,
    user: principal.account,
    roles: principal.roles,
    organisation: organisationText(organisation),
    session: principal.session,
    request,
    purpose,
    ...(organisation._tag === "municipality" ? { municipality: organisation.code } : {}),
    ...(organisation._tag === "county" ? { county: organisation.code } : {})
  }
}
