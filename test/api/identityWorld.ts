/** An application with login and one protected address, over a database; and a browser for it. */
import { Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import { Hono } from "hono"
import { onlyJson } from "../../src/api/frame/bodyLimit.ts"
import { writesFromOurPages } from "../../src/api/frame/csrf.ts"
import { noStore, securityHeaders } from "../../src/api/headers.ts"
import { IdentityProviders } from "../../src/api/identity/IdentityProviders.ts"
import type { OidcSettings } from "../../src/api/identity/OidcSettings.ts"
import { identityRoutes } from "../../src/api/identity/routes.ts"
import { type SessionEnv, session } from "../../src/api/identity/session.ts"
import { loadEffectVendor } from "../../src/api/openapiVendor.ts"
import { requestId } from "../../src/api/requestId.ts"
import type { Organisation, Role } from "../../src/casework/Role.ts"
import type { Mode } from "../../src/matching/consistency.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { LoginStore } from "../../src/store/LoginStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"
import { makeCookieJar } from "../support/cookieJar.ts"
import type { TestDatabase } from "../support/databases.ts"

export const home = "http://treff.test"

interface WorldOptions {
  readonly mode?: Mode
  readonly url?: string
  readonly oidc?: OidcSettings
}

export const issuerSettings = (
  issuer: string,
  clientId = "treff",
  clientSecret = "a secret of the test, long enough"
) => ({
  issuer,
  clientId,
  clientSecret: Redacted.make(clientSecret)
})

export const openIdentity = (database: TestDatabase, { mode = "demo", oidc, url = home }: WorldOptions = {}) => {
  /** Everything that was logged. */
  const logged: Array<string> = []
  const logger = Logger.make(({ cause, message }) => void logged.push(`${String(message)} ${String(cause)}`))
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(SessionStore.layer(mode), AccountStore.layer, LoginStore.layer, IdentityProviders.layer(oidc)).pipe(
      Layer.provideMerge(Layer.merge(database.layer, Logger.layer([logger])))
    )
  )
  const settings = { mode, url }
  loadEffectVendor()
  const app = new Hono<SessionEnv>()
    .use(requestId, noStore, securityHeaders, writesFromOurPages(url), onlyJson)
    .use("/api/v1/*", session(runtime, settings))
    .get("/api/v1/me", (c) => c.json(c.get("principal"), 200))
    .route("/auth", identityRoutes(runtime, settings))
  const failures: Array<string> = []
  app.onError((error, c) => {
    failures.push(String(error.stack))
    return c.text("failed", 500)
  })

  /** Somebody's browser, with cookies of its own. */
  const openBrowser = () => {
    const jar = makeCookieJar()
    const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const response = await app.request(new URL(path, url).href, {
        ...init,
        headers: { cookie: jar.header(), ...init.headers }
      })
      jar.take(response)
      return response
    }
    return {
      jar,
      get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
      post: (path: string, body?: unknown, headers: Record<string, string> = {}) =>
        send(path, {
          method: "POST",
          headers: {
            origin: url,
            "treff-request": "1",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...headers
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) })
        })
    }
  }

  return {
    app,
    runtime,
    logged,
    failures,
    openBrowser,
    /** Gives an issuer's subject a role; answers the account. */
    assign: (issuer: string, subject: string, ...given: ReadonlyArray<readonly [Role, Organisation]>) =>
      runtime.runPromise(
        Effect.gen(function* () {
          const accounts = yield* AccountStore
          const account = yield* accounts.arrive(issuer, subject)
          for (const [role, organisation] of given) yield* accounts.give("test", account, { role, organisation })
          return account
        })
      ),
    close: () => runtime.dispose()
  }
}

export type IdentityWorld = ReturnType<typeof openIdentity>
export type Browser = ReturnType<IdentityWorld["openBrowser"]>

/** The stable kind of a problem. */
export const kindOf = async (response: Response): Promise<string> => {
  const body = (await response.json()) as { readonly type: string }
  return body.type.replace("urn:treff:problem:", "")
}
