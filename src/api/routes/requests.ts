/** `/api/v1/requests`: what a municipality is asked, answers and confirms, and IMDi takes back; questions lie beside it. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { Answer } from "../../casework/answer/Answer.ts"
import { disclosed } from "../../casework/disclosure/disclosed.ts"
import { RequestState } from "../../casework/process/RequestState.ts"
import { RequestStore } from "../../store/RequestStore.ts"
import { ConfirmationsBody, RequestBody, RequestKey, RequestStateBody, RequestsBody } from "../contract/requests.ts"
import { described } from "../describe.ts"
import { readerOf } from "../disclosedTo.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { limitOf, makeCursor, pageOf, pageParameters } from "../frame/pagination.ts"
import { noParameters, refuse, refusedParameter, requestPath, strict } from "../parameters.ts"
import { municipality, municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"

const officer = permit({ roles: officers })
const reader = permit({ roles: municipality })
const writer = permit({ roles: municipalityWriters })
const either = permit({ roles: [...municipality, ...officers] })

const cursor = makeCursor(RequestKey)
const listParameters = strict(
  Schema.Struct({
    ...pageParameters,
    state: Schema.optionalKey(
      Schema.Literals(RequestState.literals).annotate({ description: "Only those in this state" })
    )
  })
)

export const requestRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .get(
      "/",
      described({
        id: "listRequests",
        tag: "requests",
        summary: "The municipality's requests, latest deadline first: states and deadlines, no fact of anybody",
        answer: RequestsBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      reader,
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
            const rows = yield* (yield* RequestStore).list(c.get("access"), {
              state: query.state,
              after: from?.value,
              limit: limit + 1
            })
            return c.json(
              pageOf(c, rows, limit, ({ deadline, id }) => cursor.write({ deadline: Date.parse(deadline), id })),
              200
            )
          })
        )
    )
    .get(
      "/:id",
      described({
        id: "openRequest",
        tag: "requests",
        summary: "One request with what it shows; nothing of the household once it is closed",
        answer: RequestBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      either,
      validator("param", requestPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const found = yield* (yield* RequestStore).open(access, c.req.valid("param").id)
            const shown =
              found.disclosure === null
                ? null
                : disclosed("request", found.disclosure as Parameters<typeof disclosed>[1], {
                    role: readerOf(access),
                    state: found.state
                  })
            c.header("etag", etagOf(found.version))
            // What had to be confirmed is of the household too.
            return c.json({ ...found, disclosure: shown, required: shown === null ? [] : found.required }, 200)
          })
        )
    )
    .post(
      "/:id/answer",
      described({
        id: "answerRequest",
        tag: "requests",
        summary: "Yes with what it confirms, or no with one of five reasons; once",
        answer: RequestStateBody,
        demands: ["body", "version", "idempotency-key"],
        problems: ["forbidden", "not-found", "state", "no-places", "already-placed", "database-unavailable"]
      }),
      writer,
      validator("param", requestPath, refuse),
      jsonBody(Answer, { _tag: "decline", reason: { _tag: "no-places" } }),
      ifMatch,
      idempotent({ required: true }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { id } = c.req.valid("param")
            const answered = yield* (yield* RequestStore).answer(
              c.get("access"),
              id,
              c.get("version"),
              c.req.valid("json"),
              today()
            )
            c.header("etag", etagOf(answered.version))
            return c.json(answered as typeof RequestStateBody.Type, 200)
          })
        )
    )
    .post(
      "/:id/confirmations",
      described({
        id: "confirmRequest",
        tag: "requests",
        summary: "Confirms after the yes what the request could not show; without it there is no vedtak",
        answer: RequestStateBody,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      writer,
      validator("param", requestPath, refuse),
      jsonBody(ConfirmationsBody, {
        confirmations: [{ _tag: "dwelling", rooms: 3, stepFree: false, availableFrom: "2025-01-15" }]
      }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { id } = c.req.valid("param")
            const { confirmations } = c.req.valid("json")
            const requests = yield* RequestStore
            const kept = yield* requests.confirm(c.get("access"), id, c.get("version"), confirmations, today())
            c.header("etag", etagOf(kept.version))
            return c.json(kept as typeof RequestStateBody.Type, 200)
          })
        )
    )
    .post(
      "/:id/withdrawal",
      described({
        id: "withdrawRequest",
        tag: "requests",
        summary: "IMDi takes an open request back",
        answer: RequestStateBody,
        demands: ["version"],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      officer,
      validator("param", requestPath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { id } = c.req.valid("param")
            const taken = yield* (yield* RequestStore).takeBack(c.get("access"), id, c.get("version"))
            c.header("etag", etagOf(taken.version))
            return c.json(taken as typeof RequestStateBody.Type, 200)
          })
        )
    )
