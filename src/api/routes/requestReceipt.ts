/** `/api/v1/requests/{id}/receipt`: the municipality says that it has the household's file (R27). */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { RequestStore } from "../../store/RequestStore.ts"
import { ReceiptBody } from "../contract/receipts.ts"
import { described } from "../describe.ts"
import { idempotent } from "../frame/idempotency.ts"
import { refuse, requestPath } from "../parameters.ts"
import { municipalityWriters, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

export const requestReceiptRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>().post(
    "/:id/receipt",
    described({
      id: "receiveFile",
      tag: "requests",
      summary: "The municipality has the household's file; said once, told again when it was",
      answer: ReceiptBody,
      demands: [],
      problems: ["forbidden", "not-found", "state", "database-unavailable"]
    }),
    permit({ roles: municipalityWriters }),
    validator("param", requestPath, refuse),
    idempotent({ required: false }),
    (c) =>
      answering(
        runtime,
        c,
        RequestStore.use((requests) => requests.receive(c.get("access"), c.req.valid("param").id)).pipe(
          Effect.map((received) => c.json(received, 200))
        )
      )
  )
