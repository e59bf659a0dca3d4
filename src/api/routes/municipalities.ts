/** `/api/v1/municipalities/{code}`: what a municipality decides and is told of its own places, and where its notices go. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { disclosed } from "../../casework/disclosure/disclosed.ts"
import { Forecast } from "../../casework/forecast/Forecast.ts"
import { reconcile } from "../../casework/places/reconcile.ts"
import { CapacityDecided, CapacityStore } from "../../store/CapacityStore.ts"
import { municipalityPlaces } from "../../store/cases/CountedPlaces.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { ForecastStore } from "../../store/ForecastStore.ts"
import { ForecastBody, ReconciliationBody } from "../contract/municipalities.ts"
import { VersionBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { readerOf } from "../disclosedTo.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { municipalityPath, municipalityYearPath } from "../municipalityPath.ts"
import { noParameters, refuse } from "../parameters.ts"
import { municipality, municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const encodeForecast = Schema.encodeSync(Forecast)

export const municipalityRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .put(
      "/:code/capacity/:year",
      described({
        id: "decideCapacity",
        tag: "municipalities",
        summary: "The municipality's own vedtak, tolerance and pace",
        answer: VersionBody,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "conflict", "database-unavailable"]
      }),
      permit({ roles: municipalityWriters }),
      validator("param", municipalityYearPath, refuse),
      jsonBody(CapacityDecided, { decided: 280, minorsDecided: 10, tolerance: 2, months: [] }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code, year } = c.req.valid("param")
            const capacities = yield* CapacityStore
            const decided = c.req.valid("json")
            const done = yield* capacities.decide(c.get("access"), code, Number(year), c.get("version"), decided)
            c.header("etag", etagOf(done.version))
            return c.json(done, 200)
          })
        )
    )
    .get(
      "/:code/reconciliation/:year",
      described({
        id: "reconcilePlaces",
        tag: "municipalities",
        summary: "anmodning, vedtak, forespurt, avtalt and bosatt beside each other, and where they part",
        answer: ReconciliationBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: [...officers, ...municipality] }),
      validator("param", municipalityYearPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code, year } = c.req.valid("param")
            const counted = yield* (yield* CapacityStore).counts(c.get("access"), code, Number(year))
            c.header("etag", etagOf(counted.version))
            return c.json({ ...reconcile(municipalityPlaces(counted)) }, 200)
          })
        )
    )
    .get(
      "/:code/forecast",
      described({
        id: "readForecast",
        tag: "municipalities",
        summary: "Whom the municipality may expect, from simulated households alone",
        answer: ForecastBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: [...officers, ...municipality, "county-write"] }),
      validator("param", municipalityPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const forecast = yield* (yield* ForecastStore).get(access, c.req.valid("param").code)
            const shown = disclosed("forecast", encodeForecast(forecast) as Parameters<typeof disclosed>[1], {
              role: readerOf(access),
              state: "forecast"
            })
            if (shown === null) return yield* new CaseNotFound({ what: "forecast" })
            return c.json(shown as unknown as typeof ForecastBody.Type, 200)
          })
        )
    )
