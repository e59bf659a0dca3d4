/** What a placement rests on, for one audience, with «why not» on request: in a named round, or in the latest. */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { validator } from "hono-openapi"
import { ExplanationBody } from "../contract/explanation.ts"
import { described } from "../describe.ts"
import { explained } from "../explained.ts"
import type { TakePoint } from "../frame/rateLimit.ts"
import {
  caseExplanationParameters,
  casePath,
  explanationParameters,
  householdPath,
  refuse,
  refusedParameter
} from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const officer = permit({ roles: officers })
const problems = [
  "forbidden",
  "round-unknown",
  "recommendations-missing",
  "household-unknown",
  "municipality-unknown",
  "database-unavailable",
  "solver-unavailable",
  "busy"
] as const

type Wanted = Parameters<typeof explained>[1]

const answerExplained = (runtime: ApiRuntime, takePoint: TakePoint, c: Context<PermitEnv>, wanted: Wanted) =>
  answering(
    runtime,
    c,
    Effect.gen(function* () {
      if (wanted.audience === "municipality" && wanted.whyNot !== undefined)
        return refusedParameter(c, "why-not", "Not with audience=municipality: it says something of other households.")
      return c.json(yield* explained(c.get("access"), wanted, takePoint), 200)
    }).pipe(
      Effect.catchTag("MunicipalityUnknown", ({ message }) => Effect.succeed(refusedParameter(c, "why-not", message)))
    )
  )

/** `/api/v1/households`. */
export const householdRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>().get(
    "/:id/explanation",
    described({
      id: "explainHousehold",
      tag: "households",
      summary: "What a placement rests on, what was missing and what the alternatives are, masked for an audience",
      answer: ExplanationBody,
      problems
    }),
    officer,
    validator("param", householdPath, refuse),
    validator("query", explanationParameters, refuse),
    (c) => {
      const { audience = "officer", lang: language = "nb", round, "why-not": whyNot } = c.req.valid("query")
      const { id: household } = c.req.valid("param")
      return answerExplained(runtime, takePoint, c, { household, round, audience, whyNot, language })
    }
  )

/** `/api/v1/rounds`. */
export const caseExplanationRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>().get(
    "/:id/households/:household/explanation",
    described({
      id: "explainCase",
      tag: "households",
      summary: "The same of a household in a named round",
      answer: ExplanationBody,
      problems
    }),
    officer,
    validator("param", casePath, refuse),
    validator("query", caseExplanationParameters, refuse),
    (c) => {
      const { audience = "officer", lang: language = "nb", "why-not": whyNot } = c.req.valid("query")
      const { household, id: round } = c.req.valid("param")
      return answerExplained(runtime, takePoint, c, { household, round, audience, whyNot, language })
    }
  )
