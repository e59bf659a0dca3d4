/** `/api/v1/households/{id}/explanation`: what a placement rests on, for one audience, with «why not» on request. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { explanationDocument } from "../../texts/sentences.ts"
import { ExplanationBody } from "../contract/explanation.ts"
import { described } from "../describe.ts"
import { Explanations } from "../Explanations.ts"
import { explanationParameters, householdPath, refuse, refusedParameter } from "../parameters.ts"
import { problem, type RequestEnv } from "../problem.ts"
import { type ApiRuntime, answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"

export const householdRoutes = (runtime: ApiRuntime) =>
  new Hono<RequestEnv>().get(
    "/:id/explanation",
    described({
      id: "explainHousehold",
      tag: "households",
      summary: "What a placement rests on, what was missing and what the alternatives are, masked for an audience",
      answer: ExplanationBody,
      problems: [
        "round-unknown",
        "recommendations-missing",
        "household-unknown",
        "database-unavailable",
        "solver-unavailable",
        "busy"
      ]
    }),
    validator("param", householdPath, refuse),
    validator("query", explanationParameters, refuse),
    (c) => {
      const { audience = "officer", lang: language = "nb", round, "why-not": whyNot } = c.req.valid("query")
      return answer(
        runtime,
        c,
        Effect.gen(function* () {
          if (audience === "municipality" && whyNot !== undefined) {
            return refusedParameter(
              c,
              "why-not",
              "Not with audience=municipality: it says something of other households."
            )
          }
          const explanations = yield* Explanations
          const found = yield* explanations.explain({ household: c.req.valid("param").id, round, audience, whyNot })
          const { explanation, names, plan } = found
          const text = explanationDocument(explanation, { audience, language, names, synthetic: found.round.synthetic })
          const body: typeof ExplanationBody.Type = {
            round: found.round.id,
            plan,
            audience,
            language,
            ...explanation,
            text
          }
          return c.json(body, 200)
        }).pipe(
          Effect.catchTags({
            ...unavailable(c),
            RoundUnknown: (error) => Effect.succeed(problem(c, "round-unknown", error.message)),
            RecommendationsMissing: (error) => Effect.succeed(problem(c, "recommendations-missing", error.message)),
            HouseholdUnknown: (error) => Effect.succeed(problem(c, "household-unknown", error.message)),
            MunicipalityUnknown: (error) => Effect.succeed(refusedParameter(c, "why-not", error.message)),
            SolverUnavailable: (error) => Effect.succeed(problem(c, "solver-unavailable", error.message)),
            TooManySolves: (error) => Effect.succeed(problem(c, "busy", error.message))
          })
        )
      )
    }
  )
