/**
 * `/api/v1/rounds/{id}/households`: the households of a round, listed without facts and opened one by one. A file that is
 * opened takes a point of its reader; health is another address, with its purpose.
 */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { HouseholdStore } from "../../store/HouseholdStore.ts"
import { CorrectionsBody, HealthBody, HouseholdFile, HouseholdKey, HouseholdsBody } from "../contract/cases.ts"
import { described } from "../describe.ts"
import { etagOf } from "../frame/etag.ts"
import { limitOf, makeCursor, pageOf, pageParameters } from "../frame/pagination.ts"
import type { TakePoint } from "../frame/rateLimit.ts"
import { casePath, noParameters, refuse, refusedParameter, roundPath, strict } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"

const officer = permit({ roles: officers })
const cursor = makeCursor(HouseholdKey)
const listParameters = strict(Schema.Struct(pageParameters))
/** Which purposes open health is the database's to say; a missing one is refused like a wrong one. */
const healthParameters = strict(
  Schema.Struct({
    purpose: Schema.optionalKey(
      Schema.String.annotate({
        description: "settlement or complaint; another one is refused",
        examples: ["settlement"]
      })
    )
  })
)
const encodeFile = Schema.encodeSync(HouseholdFile)

export const caseRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>()
    .get(
      "/:id/households",
      described({
        id: "listHouseholds",
        tag: "households",
        summary: "The households of a round: where each stands and what it lacks, no fact of anybody",
        answer: HouseholdsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
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
            const rows = yield* (yield* HouseholdStore).list(c.get("access"), c.req.valid("param").id as RoundId, {
              after: from?.value.household,
              limit,
              today: today()
            })
            return c.json(
              pageOf(c, rows, limit, ({ household }) => cursor.write({ household })),
              200
            )
          })
        )
    )
    .get(
      "/:id/households/:household",
      described({
        id: "openHousehold",
        tag: "households",
        summary: "The whole file but health; that it was opened is remembered for the decision",
        answer: HouseholdFile,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const access = c.get("access")
            yield* takePoint("file", access.user)
            const opened = yield* (yield* HouseholdStore).open(access, id as RoundId, household as HouseholdId)
            c.header("etag", etagOf(opened.version))
            return c.json(encodeFile(opened.household), 200)
          })
        )
    )
    .get(
      "/:id/households/:household/health",
      described({
        id: "readHealth",
        tag: "households",
        summary: "Released health needs, for a purpose they are held for; every look and every refusal is logged",
        answer: HealthBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      validator("query", healthParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const { purpose = "" } = c.req.valid("query")
            const access = { ...c.get("access"), purpose: purpose === "" ? "none given" : purpose.slice(0, 40) }
            yield* takePoint("file", access.user)
            const store = yield* HouseholdStore
            const persons = yield* store.health(access, id as RoundId, household as HouseholdId, purpose)
            return c.json({ persons }, 200)
          })
        )
    )
    .get(
      "/:id/households/:household/corrections",
      described({
        id: "listCorrections",
        tag: "households",
        summary: "What has been corrected, in order: what it said before, who says otherwise, and when",
        answer: CorrectionsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const access = c.get("access")
            yield* takePoint("file", access.user)
            const store = yield* HouseholdStore
            const corrections = yield* store.corrections(access, id as RoundId, household as HouseholdId)
            return c.json({ corrections }, 200)
          })
        )
    )
