/**
 * Who may use a route, and as whom it then asks the database. A role that is not on the list is refused before anything is
 * looked up; row security decides what those on the list get to see.
 */
import { createMiddleware } from "hono/factory"
import type { Role } from "../casework/Role.ts"
import type { Access, RuntimeRole } from "../store/Access.ts"
import { accessOf } from "../store/Principal.ts"
import type { SessionEnv } from "./identity/session.ts"
import { problem } from "./problem.ts"

export interface PermitEnv {
  readonly Variables: SessionEnv["Variables"] & { readonly access: Access }
}

interface Permit {
  readonly roles: ReadonlyArray<Role>
  readonly purpose?: string
  /** The runtime role, where it is not the one of the organisation. */
  readonly as?: RuntimeRole
}

export const permit = ({ as, purpose = "settlement", roles }: Permit) =>
  createMiddleware<PermitEnv>((c, next) => {
    const principal = c.get("principal")
    if (!principal.roles.some((role) => roles.includes(role)))
      return Promise.resolve(
        problem(c, "forbidden", "Your role does not open this. Ask for another one if you need it.")
      )
    const access = accessOf(principal, { purpose, request: c.get("requestId"), ...(as === undefined ? {} : { as }) })
    c.set("access", access)
    return next()
  })

/** Roles that work on rounds. */
export const officers = ["imdi-officer", "imdi-lead"] as const
/** Roles of a municipality that may look, and those that may answer. */
export const municipality = ["municipality-read", "municipality-write", "municipality-admin"] as const
export const municipalityWriters = ["municipality-write", "municipality-admin"] as const
