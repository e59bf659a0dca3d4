/** `/api/v1/declines`: how often requests are declined by class of need, for the lead (S6). */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { declineRates } from "../../casework/answer/declineRates.ts"
import { RequestStore } from "../../store/RequestStore.ts"
import { DeclinesBody } from "../contract/municipalities.ts"
import { described } from "../describe.ts"
import { noParameters, refuse } from "../parameters.ts"
import { type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

export const declineRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().get(
    "/",
    described({
      id: "listDeclines",
      tag: "requests",
      summary: "How often requests are declined, by class of need; small numbers are not told",
      answer: DeclinesBody,
      problems: ["forbidden", "database-unavailable"]
    }),
    permit({ roles: ["imdi-lead"] }),
    validator("query", noParameters, refuse),
    (c) =>
      answering(
        runtime,
        c,
        RequestStore.use((requests) => requests.answered(c.get("access"))).pipe(
          Effect.map((answered) => c.json({ rates: declineRates(answered).map((rate) => ({ ...rate })) }, 200))
        )
      )
  )
