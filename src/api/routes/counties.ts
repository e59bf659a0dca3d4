/** `/api/v1/counties/{county}`: what a county needs to know to decide on school places (S16), in counts. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { CapacityStore } from "../../store/CapacityStore.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { UpperSecondaryBody } from "../contract/municipalities.ts"
import { described } from "../describe.ts"
import { countyYearPath } from "../municipalityPath.ts"
import { noParameters, refuse } from "../parameters.ts"
import { type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

export const countyRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().get(
    "/counties/:county/upper-secondary/:year",
    described({
      id: "countUpperSecondary",
      tag: "municipalities",
      summary:
        "How many who turn 16, 17 or 18 the county's municipalities are asked for, have agreed on and have received",
      answer: UpperSecondaryBody,
      problems: ["forbidden", "not-found", "database-unavailable"]
    }),
    permit({ roles: ["county-write"] }),
    validator("param", countyYearPath, refuse),
    validator("query", noParameters, refuse),
    (c) =>
      answering(
        runtime,
        c,
        Effect.gen(function* () {
          const { county, year } = c.req.valid("param")
          const access = c.get("access")
          if (access.county !== county) return yield* new CaseNotFound({ what: "capacity" })
          const shown = yield* (yield* CapacityStore).upperSecondary(access, Number(year))
          return c.json(shown, 200)
        })
      )
  )
