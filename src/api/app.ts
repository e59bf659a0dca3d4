/**
 * The HTTP application: pages, API, OpenAPI document and health, over a runtime with the services. Owns the order of the
 * middleware and what happens to a request nobody takes, or that fails in a way nobody foresaw.
 */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { compress } from "hono/compress"
import { HTTPException } from "hono/http-exception"
import { methodNotAllowed } from "hono/method-not-allowed"
import { generateSpecs, openAPIRouteHandler } from "hono-openapi"
import type { Mode } from "../matching/consistency.ts"
import { whereItArose } from "../store/failureLog.ts"
import { loadAssets } from "./assets.ts"
import type { OpenApi } from "./docs/OpenApi.ts"
import { docsRoutes } from "./docs/routes.ts"
import { showError, wantsPage } from "./failurePage.ts"
import { onlyJson } from "./frame/bodyLimit.ts"
import { canonicalIds } from "./frame/canonicalIds.ts"
import { writesFromOurPages } from "./frame/csrf.ts"
import { packedJson } from "./frame/packedJson.ts"
import { type Limits, makeRateLimits } from "./frame/rateLimit.ts"
import { storableParameters } from "./frame/storableParameters.ts"
import { noStore, securityHeaders } from "./headers.ts"
import { identityRoutes } from "./identity/routes.ts"
import { session } from "./identity/session.ts"
import { limitsReached } from "./limitsReached.ts"
import { documentation } from "./openapi.ts"
import { loadEffectVendor } from "./openapiVendor.ts"
import type { PageError } from "./pages/errorPage.ts"
import { pageFor } from "./pages/Page.ts"
import { type ProblemCode, problem, type RequestEnv } from "./problem.ts"
import { requestId } from "./requestId.ts"
import { assetRoutes } from "./routes/assets.ts"
import { capacityRoutes } from "./routes/capacities.ts"
import { caseActRoutes } from "./routes/caseActs.ts"
import { caseRoutes } from "./routes/cases.ts"
import { choiceRoutes } from "./routes/choices.ts"
import { declineRoutes } from "./routes/declines.ts"
import { healthRoutes } from "./routes/health.ts"
import { caseExplanationRoutes, householdRoutes } from "./routes/households.ts"
import { municipalityRoutes } from "./routes/municipalities.ts"
import { municipalityFactRoutes } from "./routes/municipalityFacts.ts"
import { personExportRoutes, workQueueRoutes } from "./routes/oversight.ts"
import { pageRoutes } from "./routes/pages.ts"
import { planRoutes, profileRoutes, roundPlanRoutes } from "./routes/profiles.ts"
import { protectedRoutes } from "./routes/protected.ts"
import { requestFileRoutes } from "./routes/requestFile.ts"
import { requestQuestionRoutes } from "./routes/requestQuestions.ts"
import { requestReceiptRoutes } from "./routes/requestReceipt.ts"
import { requestRoutes } from "./routes/requests.ts"
import { reviewRoutes } from "./routes/review.ts"
import { roundRequestRoutes } from "./routes/roundRequests.ts"
import { roundRunRoutes } from "./routes/roundRuns.ts"
import { roundRoutes } from "./routes/rounds.ts"
import { runRoutes } from "./routes/runs.ts"
import { settlementRoutes } from "./routes/settlements.ts"
import type { ApiRuntime } from "./run.ts"
import { tracesOfRefusals } from "./tracesOfRefusals.ts"

export interface AppSettings {
  readonly mode: Mode
  /** How much one person may ask for. */
  readonly limits?: Limits
  /** Version of the program, told in the OpenAPI document. */
  readonly version: string
  /** Public address, whose pages may write; undefined = that of the host that is asked. */
  readonly url?: string | undefined
}

/** A client that went away gets no answer; nginx's number for it, so that logs read alike. */
const clientGone = 499

export const makeApp = (runtime: ApiRuntime, { limits, mode, url, version }: AppSettings) => {
  loadEffectVendor()
  const assets = loadAssets()
  const app = new Hono<RequestEnv>()
  const fails = (c: Context, error: PageError, code: ProblemCode, advice: string) =>
    wantsPage(c) ? showError(c, pageFor(assets, new URL(c.req.url)), error) : problem(c, code, advice)

  app.use(requestId, noStore, compress(), packedJson, securityHeaders)
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header("allow", methods.join(", "))
        return fails(c, "method", "method-not-allowed", `Use ${methods.join(" or ")}.`)
      }
    })
  )
  app.use(writesFromOurPages(url), onlyJson, storableParameters, canonicalIds)
  app.notFound((c) => fails(c, "notFound", "address-unknown", "The addresses are listed in /openapi.json."))
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return c.body(null, clientGone as 400)
    if (error instanceof HTTPException && error.status < 500) {
      return fails(c, "malformed", "request-malformed", "Check the address, the headers and the body.")
    }
    void runtime.runPromise(Effect.logError(`request ${c.get("requestId")} failed: ${whereItArose(error)}`))
    return fails(c, "internal", "internal-error", "Report it with the number in `instance`.")
  })

  const rates = makeRateLimits(limits, limitsReached(runtime))
  const identity = { mode, url }
  app.use("/auth/*", rates.perMinute)
  app.use(
    "/api/v1/*",
    session(runtime, identity),
    rates.perMinute,
    tracesOfRefusals(runtime, () => app.routes.map(({ path }) => path))
  )

  const routed = app
    .route("/", healthRoutes(runtime))
    .route("/auth", identityRoutes(runtime, identity))
    .route("/api/v1/rounds", roundRoutes(runtime, mode))
    .route("/api/v1/rounds", reviewRoutes(runtime))
    .route("/api/v1/rounds", roundRunRoutes(runtime))
    .route("/api/v1/runs", runRoutes(runtime))
    .route("/api/v1/rounds", caseRoutes(runtime, rates.takePoint))
    .route("/api/v1/rounds", caseActRoutes(runtime))
    .route("/api/v1/rounds", choiceRoutes(runtime))
    .route("/api/v1/rounds", caseExplanationRoutes(runtime, rates.takePoint))
    .route("/api/v1/rounds", roundPlanRoutes(runtime))
    .route("/api/v1/rounds", personExportRoutes(runtime, rates.takePoint))
    .route("/api/v1/rounds", roundRequestRoutes(runtime))
    .route("/api/v1/requests", requestRoutes(runtime))
    .route("/api/v1/requests", requestQuestionRoutes(runtime))
    .route("/api/v1/requests", requestReceiptRoutes(runtime))
    .route("/api/v1/requests", requestFileRoutes(runtime, rates.takePoint))
    .route("/api/v1/settlements", settlementRoutes(runtime))
    .route("/api/v1/capacities", capacityRoutes(runtime))
    .route("/api/v1/municipalities", municipalityRoutes(runtime))
    .route("/api/v1/municipalities", municipalityFactRoutes(runtime))
    .route("/api/v1/declines", declineRoutes(runtime))
    .route("/api/v1/plans", planRoutes(runtime))
    .route("/api/v1/profiles", profileRoutes())
    .route("/api/v1/protected-queue", protectedRoutes(runtime, rates.takePoint))
    .route("/api/v1", workQueueRoutes(runtime))
    .route("/api/v1/households", householdRoutes(runtime, rates.takePoint))
    .route("/", assetRoutes(assets))
    // Nobody logs in to the pages; there is nobody real in the demo.
    .route("/", mode === "demo" ? pageRoutes(runtime, assets) : (new Hono() as ReturnType<typeof pageRoutes>))
  const options = { documentation: documentation(version), defaultValidationErrorResponse: false } as const
  return routed.get("/openapi.json", openAPIRouteHandler(routed, options)).route(
    "/",
    docsRoutes(assets, async () => (await generateSpecs(routed, options)) as unknown as OpenApi)
  )
}

/** For the typed client. @public */
export type AppType = ReturnType<typeof makeApp>
