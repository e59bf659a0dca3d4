/** The pages for people: `/` the round, `/husstander/{id}` one household. Lenient with parameters, where the API is strict. */
import { Effect, Schema } from "effect"
import { type Context, Hono } from "hono"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { demoAccess } from "../access.ts"
import type { Assets } from "../assets.ts"
import { type ExplanationRequest, Explanations } from "../Explanations.ts"
import { showError } from "../failurePage.ts"
import { householdPage } from "../pages/householdPage.ts"
import { type Page, pageFor } from "../pages/Page.ts"
import { noRoundsPage, roundPage } from "../pages/roundPage.ts"
import type { WhyNotAsked } from "../pages/whyNotSection.ts"
import type { RequestEnv } from "../problem.ts"
import { Rounds } from "../Rounds.ts"
import { type ApiRuntime, answer } from "../run.ts"

const isMunicipalityCode = Schema.is(MunicipalityCode)

const roundProgram = (c: Context, page: Page) =>
  Effect.gen(function* () {
    const rounds = yield* Rounds
    const all = yield* rounds.list(demoAccess)
    if (all.length === 0) return c.html(noRoundsPage(page))
    const round = yield* rounds.getOrLatest(demoAccess, c.req.query("round"))
    const report = yield* rounds.getRecommendations(demoAccess, round).pipe(
      Effect.map((found) => found.report),
      Effect.catchTag("RecommendationsMissing", () => Effect.succeed(null))
    )
    return c.html(roundPage(page, { round, rounds: all, report }))
  }).pipe(
    Effect.catchTags({
      RoundUnknown: () => Effect.succeed(showError(c, page, "notFound")),
      DatabaseUnavailable: () => Effect.succeed(showError(c, page, "unavailable")),
      DatabaseRefused: (error) => Effect.die(error)
    })
  )

/** A question that cannot be answered leaves the rest of the page as it is. */
const explained = Effect.fnUntraced(function* (request: ExplanationRequest) {
  const explanations = yield* Explanations
  const without = (failure: WhyNotAsked["failure"]) =>
    explanations
      .explain(demoAccess, { ...request, whyNot: undefined })
      .pipe(Effect.map((found) => ({ ...found, asked: { code: request.whyNot ?? null, failure } })))
  const { whyNot } = request
  if (whyNot === undefined) return yield* without(null)
  if (!isMunicipalityCode(whyNot)) return yield* without("unknown")
  return yield* explanations.explain(demoAccess, request).pipe(
    Effect.map((found) => ({ ...found, asked: { code: whyNot, failure: null } satisfies WhyNotAsked })),
    Effect.catchTags({
      MunicipalityUnknown: () => without("unknown"),
      SolverUnavailable: () => without("unavailable"),
      TooManySolves: () => without("unavailable")
    })
  )
})

const householdProgram = (c: Context, page: Page, household: string) =>
  explained({
    household,
    audience: "officer",
    round: c.req.query("round"),
    whyNot: c.req.query("why-not")
  }).pipe(
    Effect.map((view) => c.html(householdPage(page, view), view.asked.failure === "unavailable" ? 503 : 200)),
    Effect.catchTags({
      RoundUnknown: () => Effect.succeed(showError(c, page, "notFound")),
      RecommendationsMissing: () => Effect.succeed(showError(c, page, "notFound")),
      HouseholdUnknown: () => Effect.succeed(showError(c, page, "notFound")),
      MunicipalityUnknown: () => Effect.succeed(showError(c, page, "notFound")),
      SolverUnavailable: () => Effect.succeed(showError(c, page, "unavailable")),
      TooManySolves: () => Effect.succeed(showError(c, page, "unavailable")),
      DatabaseUnavailable: () => Effect.succeed(showError(c, page, "unavailable")),
      DatabaseRefused: (error) => Effect.die(error)
    })
  )

export const pageRoutes = (runtime: ApiRuntime, assets: Assets) =>
  new Hono<RequestEnv>()
    .get("/", (c) => answer(runtime, c, roundProgram(c, pageFor(assets, new URL(c.req.url)))))
    .get("/husstander/:id", (c) =>
      answer(runtime, c, householdProgram(c, pageFor(assets, new URL(c.req.url)), c.req.param("id")))
    )
