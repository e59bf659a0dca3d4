/**
 * `/api/v1/protected-queue`: strictly confidential households (code 6 and 7), for the role that works with them and for no
 * other, leads included. Ids until one is opened.
 */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { ProtectedStore } from "../../store/ProtectedStore.ts"
import { casePathFields, HouseholdFile } from "../contract/cases.ts"
import { ProtectedBody, ProtectedKey, ProtectedPlacementsBody } from "../contract/oversight.ts"
import { described } from "../describe.ts"
import { limitOf, makeCursor, pageOf, pageParameters } from "../frame/pagination.ts"
import type { TakePoint } from "../frame/rateLimit.ts"
import { noParameters, refuse, refusedParameter, strict } from "../parameters.ts"
import { type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const protectedOnly = permit({ roles: ["imdi-protected"], as: "api_protected", purpose: "protection" })
const cursor = makeCursor(ProtectedKey)
const listParameters = strict(Schema.Struct(pageParameters))
const path = strict(Schema.Struct({ round: casePathFields.id, household: casePathFields.household }))
const encodeFile = Schema.encodeSync(HouseholdFile)

export const protectedRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>()
    .get(
      "/",
      described({
        id: "listProtected",
        tag: "oversight",
        summary: "Strictly confidential households: ids, and nothing else until one is opened",
        answer: ProtectedBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      protectedOnly,
      validator("query", listParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const query = c.req.valid("query")
            const limit = limitOf(query.limit)
            const from = query.after === undefined ? undefined : cursor.read(query.after)
            if (from?._tag === "None") return refusedParameter(c, "after", "Follow `next` of the page before.")
            const rows = yield* (yield* ProtectedStore).list(c.get("access"), { after: from?.value, limit })
            return c.json(
              pageOf(c, rows, limit, ({ household, round }) => cursor.write({ household, round })),
              200
            )
          })
        )
    )
    .get(
      "/:round/:household",
      described({
        id: "openProtected",
        tag: "oversight",
        summary: "One strictly confidential household's file, without health",
        answer: HouseholdFile,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      protectedOnly,
      validator("param", path, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, round } = c.req.valid("param")
            const access = c.get("access")
            yield* takePoint("file", access.user)
            const file = yield* (yield* ProtectedStore).open(access, round as RoundId, household as HouseholdId)
            return c.json(encodeFile(file), 200)
          })
        )
    )
    .get(
      "/:round/:household/placements",
      described({
        id: "readProtectedPlacements",
        tag: "oversight",
        summary: "What municipalities had been asked and had answered of it before it came into this queue",
        answer: ProtectedPlacementsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      protectedOnly,
      validator("param", path, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, round } = c.req.valid("param")
            const access = c.get("access")
            yield* takePoint("file", access.user)
            const store = yield* ProtectedStore
            return c.json(yield* store.placements(access, round as RoundId, household as HouseholdId), 200)
          })
        )
    )
