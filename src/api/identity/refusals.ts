/** Refused sessions and failed logins as problems. */
import { Effect } from "effect"
import type { Context } from "hono"
import type { SessionRefused } from "../../store/SessionStore.ts"
import { problem } from "../problem.ts"
import type { IdentityProviderMissing, IdentityProviderUnavailable, LoginRefused } from "./IdentityProviders.ts"

/** Why a session does not open is told to its holder: a token is 256 random bits, so nobody else asks. */
const sessionProblem = (c: Context, { message, reason }: SessionRefused) => {
  switch (reason) {
    case "closed":
      return problem(c, "closed", message)
    case "no-assignment":
      return problem(c, "no-assignment", message)
    case "no-organisation":
      return problem(c, "organisation-not-chosen", message)
    default:
      return problem(c, "login-required", message)
  }
}

export const sessionRefusals = (c: Context) => ({
  SessionRefused: (error: SessionRefused) => Effect.succeed(sessionProblem(c, error))
})

export const loginRefusals = (c: Context) => ({
  LoginRefused: ({ message }: LoginRefused) => Effect.succeed(problem(c, "login-refused", message))
})

export const providerRefusals = (c: Context) => ({
  IdentityProviderMissing: ({ message }: IdentityProviderMissing) =>
    Effect.succeed(problem(c, "address-unknown", message)),
  IdentityProviderUnavailable: ({ message }: IdentityProviderUnavailable) =>
    Effect.succeed(problem(c, "identity-provider-unavailable", message))
})
