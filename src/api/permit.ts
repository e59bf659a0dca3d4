/**
 * Who may use a route, and as whom it then asks the database. A role that is not on the list is refused before anything is
 * looked up; row security decides what those on the list get to see.
 */
import { Effect } from "effect"
import { createMiddleware } from "hono/factory"
import type { Role } from "../casework/Role.ts"
import type { Access, RuntimeRole } from "../store/Access.ts"
import { AccessRefused } from "../store/cases/failures.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { accessOf, type Principal } from "../store/Principal.ts"
import type { SessionRefused } from "../store/SessionStore.ts"
import type { SessionEnv } from "./identity/session.ts"
import { problem } from "./problem.ts"

export interface PermitEnv {
  readonly Variables: SessionEnv["Variables"] & {
    readonly access: Access
    /** The same by now, for what outlives the request; refused once the session or the role is gone. */
    readonly accessNow: Effect.Effect<Access, SessionRefused | AccessRefused | DatabaseFailure>
  }
}

interface Permit {
  readonly roles: ReadonlyArray<Role>
  readonly purpose?: string
  /** The runtime role, where it is not the one of the organisation. */
  readonly as?: RuntimeRole
}

export const permit = ({ as, purpose = "settlement", roles }: Permit) =>
  createMiddleware<PermitEnv>((c, next) => {
    const accessFor = (principal: Principal): Access | undefined =>
      principal.roles.some((role) => roles.includes(role))
        ? accessOf(principal, { purpose, request: c.get("requestId"), ...(as === undefined ? {} : { as }) })
        : undefined
    const access = accessFor(c.get("principal"))
    if (access === undefined)
      return Promise.resolve(
        problem(c, "forbidden", "Your role does not open this. Ask for another one if you need it.")
      )
    c.set("access", access)
    c.set(
      "accessNow",
      Effect.flatMap(c.get("principalNow"), (principal) => {
        const now = accessFor(principal)
        return now === undefined ? Effect.fail(new AccessRefused()) : Effect.succeed(now)
      })
    )
    return next()
  })

/** Roles that work on rounds. */
export const officers = ["imdi-officer", "imdi-lead"] as const
/** Roles of a municipality that may look, and those that may answer. */
export const municipality = ["municipality-read", "municipality-write", "municipality-admin"] as const
export const municipalityWriters = ["municipality-write", "municipality-admin"] as const
