/** Lets a request through only with a session that opens, and puts who it is into the request. Asked anew for each. */
import { Effect, type ManagedRuntime } from "effect"
import { createMiddleware } from "hono/factory"
import type { DatabaseFailure } from "../../store/failures.ts"
import { type OpenSession, type SessionRefused, SessionStore } from "../../store/SessionStore.ts"
import type { RequestEnv } from "../problem.ts"
import { answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"
import { cookiesFor } from "./cookies.ts"
import type { IdentitySettings } from "./IdentitySettings.ts"
import { sessionRefusals } from "./refusals.ts"

/** What a handler behind the session knows of its request. */
export interface SessionEnv {
  readonly Variables: RequestEnv["Variables"] & {
    readonly principal: OpenSession
    /** Who it is by now, for what outlives the request; to ask keeps no session alive. */
    readonly principalNow: Effect.Effect<OpenSession, SessionRefused | DatabaseFailure>
  }
}

export const session = (runtime: ManagedRuntime.ManagedRuntime<SessionStore, never>, settings: IdentitySettings) => {
  const cookies = cookiesFor(settings)
  return createMiddleware<SessionEnv>(async (c, next) => {
    const refused = await answer(
      runtime,
      c,
      SessionStore.use((sessions) => {
        const token = cookies.session.read(c)
        c.set(
          "principalNow",
          Effect.suspend(() => sessions.still(token))
        )
        return sessions.open(token)
      }).pipe(
        Effect.tap((principal) => Effect.sync(() => c.set("principal", principal))),
        Effect.as(undefined),
        Effect.catchTags({ ...sessionRefusals(c), ...unavailable(c) })
      )
    )
    return refused ?? (await next())
  })
}
