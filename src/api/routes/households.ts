/** `/api/v1/households/{id}/explanation`: what a placement rests on, for one audience, with «why not» on request. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { explanationDocument } from "../../texts/sentences.ts"
import { ExplanationBody } from "../contract/explanation.ts"
import { described } from "../describe.ts"
import { Explanations } from "../Explanations.ts"
import { explanationParameters, householdPath, refuse, refusedParameter } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

export const householdRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().get(
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
    permit({ roles: officers }),
    validator("param", householdPath, refuse),
    validator("query", explanationParameters, refuse),
    (c) => {
      const { audience = "officer", lang: language = "nb", round, "why-not": whyNot } = c.req.valid("query")
      return answering(
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
          const found = yield* explanations.explain(c.get("access"), {
            household: c.req.valid("param").id,
            round,
            audience,
            whyNot
          })
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
        })
      )
    }
  )
