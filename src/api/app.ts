/**
 * The HTTP application: pages, API, OpenAPI document and health, over a runtime with the services. Owns the order of the
 * middleware and what happens to a request nobody takes, or that fails in a way nobody foresaw.
 */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { compress } from "hono/compress"
import { HTTPException } from "hono/http-exception"
import { methodNotAllowed } from "hono/method-not-allowed"
import { openAPIRouteHandler } from "hono-openapi"
import { loadAssets } from "./assets.ts"
import { whereItArose } from "./failureLog.ts"
import { showError, wantsPage } from "./failurePage.ts"
import { noStore, securityHeaders } from "./headers.ts"
import { documentation } from "./openapi.ts"
import { loadEffectVendor } from "./openapiVendor.ts"
import type { PageError } from "./pages/errorPage.ts"
import { pageFor } from "./pages/Page.ts"
import { type ProblemCode, problem, type RequestEnv } from "./problem.ts"
import { requestId } from "./requestId.ts"
import { assetRoutes } from "./routes/assets.ts"
import { healthRoutes } from "./routes/health.ts"
import { householdRoutes } from "./routes/households.ts"
import { pageRoutes } from "./routes/pages.ts"
import { roundRoutes } from "./routes/rounds.ts"
import type { ApiRuntime } from "./run.ts"

export interface AppSettings {
  /** Version of the program, told in the OpenAPI document. */
  readonly version: string
}

/** A client that went away gets no answer; nginx's number for it, so that logs read alike. */
const clientGone = 499

export const makeApp = (runtime: ApiRuntime, { version }: AppSettings) => {
  loadEffectVendor()
  const assets = loadAssets()
  const app = new Hono<RequestEnv>()
  const fails = (c: Context, error: PageError, code: ProblemCode, advice: string) =>
    wantsPage(c) ? showError(c, pageFor(assets, new URL(c.req.url)), error) : problem(c, code, advice)

  app.use(requestId, noStore, compress(), securityHeaders)
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header("allow", methods.join(", "))
        return fails(c, "method", "method-not-allowed", `Use ${methods.join(" or ")}.`)
      }
    })
  )
  app.notFound((c) => fails(c, "notFound", "address-unknown", "The addresses are listed in /openapi.json."))
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return c.body(null, clientGone as 400)
    if (error instanceof HTTPException && error.status < 500) {
      return fails(c, "malformed", "request-malformed", "Check the address, the headers and the body.")
    }
    void runtime.runPromise(Effect.logError(`request ${c.get("requestId")} failed: ${whereItArose(error)}`))
    return fails(c, "internal", "internal-error", "Report it with the number in `instance`.")
  })

  const routed = app
    .route("/", healthRoutes(runtime))
    .route("/api/v1/rounds", roundRoutes(runtime))
    .route("/api/v1/households", householdRoutes(runtime))
    .route("/", assetRoutes(assets))
    .route("/", pageRoutes(runtime, assets))
  return routed.get(
    "/openapi.json",
    openAPIRouteHandler(routed, { documentation: documentation(version), defaultValidationErrorResponse: false })
  )
}

/** For the typed client. @public */
export type AppType = ReturnType<typeof makeApp>
