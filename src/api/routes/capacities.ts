/** `/api/v1/capacities/{year}`: how many persons municipalities take in a year, and how far that is used. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { freeOf } from "../../casework/places/freePlaces.ts"
import { reconcile } from "../../casework/places/reconcile.ts"
import { CapacityStore } from "../../store/CapacityStore.ts"
import { type CountedPlaces, municipalityPlaces } from "../../store/cases/CountedPlaces.ts"
import { CapacitiesBody, CapacitiesLoaded, CapacitiesToLoad } from "../contract/municipalities.ts"
import { described } from "../describe.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { yearPath } from "../municipalityPath.ts"
import { noParameters, refuse } from "../parameters.ts"
import { municipality, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const bodyOf = (counted: CountedPlaces) => {
  const places = municipalityPlaces(counted)
  const [total, minors] = [freeOf(places.total), freeOf(places.minors)]
  return {
    ...counted,
    free: total._tag === "decided" ? total.free : null,
    minorsFree: minors._tag === "decided" ? minors.free : null,
    findings: reconcile(places).findings
  }
}

export const capacityRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .get(
      "/:year",
      described({
        id: "listCapacities",
        tag: "municipalities",
        summary: "Places of the year with what is used of them: all for IMDi, its own for a municipality",
        answer: CapacitiesBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: [...officers, ...municipality] }),
      validator("param", yearPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          CapacityStore.use((capacities) =>
            capacities.allCounts(c.get("access"), Number(c.req.valid("param").year))
          ).pipe(Effect.map((counted) => c.json({ capacities: counted.map(bodyOf) }, 200)))
        )
    )
    .put(
      "/:year",
      described({
        id: "loadCapacities",
        tag: "municipalities",
        summary: "Loads the year's numbers; what a municipality has decided itself since stays",
        answer: CapacitiesLoaded,
        demands: ["body"],
        problems: ["forbidden", "not-found", "conflict", "database-unavailable"]
      }),
      permit({ roles: ["imdi-lead"] }),
      validator("param", yearPath, refuse),
      jsonBody(CapacitiesToLoad, [
        {
          municipality: "4601",
          requested: 300,
          minorsRequested: 10,
          decided: 280,
          minorsDecided: 10,
          settledBefore: 120,
          agreedBefore: 20,
          selfSettlementBefore: 4,
          minorsBefore: 3,
          source: "imdi-2024"
        }
      ]),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const numbers = c.req.valid("json")
            const store = yield* CapacityStore
            const loaded = yield* store.load(c.get("access"), Number(c.req.valid("param").year), numbers)
            return c.json(loaded, 200)
          })
        )
    )
