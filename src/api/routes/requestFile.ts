/** `/api/v1/requests/{id}/file`: the household's file for the municipality that said yes. It takes a point of its reader. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { disclosed } from "../../casework/disclosure/disclosed.ts"
import { FileDisclosure } from "../../casework/disclosure/FileDisclosure.ts"
import { fileDisclosure } from "../../casework/disclosure/makeFile.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { RequestStore } from "../../store/RequestStore.ts"
import { FileBody } from "../contract/requests.ts"
import { described } from "../describe.ts"
import { readerOf } from "../disclosedTo.ts"
import type { TakePoint } from "../frame/rateLimit.ts"
import { noParameters, refuse, requestPath } from "../parameters.ts"
import { municipality, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"

const encode = Schema.encodeSync(FileDisclosure)

export const requestFileRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>().get(
    "/:id/file",
    described({
      id: "openFile",
      tag: "requests",
      summary: "After a yes: what the municipality needs to receive the household, by role",
      answer: FileBody,
      problems: ["forbidden", "not-found", "database-unavailable"]
    }),
    permit({ roles: municipality }),
    validator("param", requestPath, refuse),
    validator("query", noParameters, refuse),
    (c) =>
      answering(
        runtime,
        c,
        Effect.gen(function* () {
          const access = c.get("access")
          yield* takePoint("file", access.user)
          const { household, needed } = yield* (yield* RequestStore).file(access, c.req.valid("param").id)
          // What is to be confirmed was settled when the request was sent.
          const matching = { questions: [], schoolConfirmed: true, moveBy: today() }
          const made = fileDisclosure(household, today(), matching)
          const file = made === null ? null : encode({ ...made, confirmations: needed })
          const shown = disclosed("file", file as Parameters<typeof disclosed>[1], {
            role: readerOf(access),
            state: "accepted"
          })
          if (shown === null) return yield* new CaseNotFound({ what: "request" })
          return c.json(shown as unknown as typeof FileBody.Type, 200)
        })
      )
  )
