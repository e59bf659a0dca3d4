/** A small application with the whole frame around one route that is read and one that is written, and what it takes. */
import { Schema } from "effect"
import { Hono } from "hono"
import { described } from "../../../src/api/describe.ts"
import { onlyJson } from "../../../src/api/frame/bodyLimit.ts"
import { writesFromOurPages } from "../../../src/api/frame/csrf.ts"
import { jsonBody } from "../../../src/api/frame/jsonBody.ts"
import { loadEffectVendor } from "../../../src/api/openapiVendor.ts"
import { problem, type RequestEnv } from "../../../src/api/problem.ts"
import { requestId } from "../../../src/api/requestId.ts"

export const ours = "https://treff.example"

/** Signs of a write from a page of ours. */
export const signed = {
  origin: ours,
  "sec-fetch-site": "same-origin",
  "treff-request": "1",
  "content-type": "application/json"
}

export const Answer = Schema.Struct({
  places: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 50 })),
  kind: Schema.Literals(["yes", "no"]),
  reasons: Schema.optionalKey(Schema.Array(Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^S\d+$/u)) }))),
  byTown: Schema.optionalKey(Schema.Record(Schema.String, Schema.Int))
}).annotate({ identifier: "Answer" })

export const good = { places: 4, kind: "yes" } as const

/** `effects` counts what got through. */
export const writesApp = (publicAddress: string | null = ours) => {
  loadEffectVendor()
  const effects = { count: 0, failures: 0 }
  const app = new Hono<RequestEnv>()
  app.onError((_, c) => {
    // A client that went away is no failure: app.ts knows it by this signal.
    if (!c.req.raw.signal.aborted) effects.failures++
    return problem(c, "internal-error", "Planted.")
  })
  app.use(requestId, writesFromOurPages(publicAddress ?? undefined), onlyJson)
  app.get("/things", (c) => c.json({}))
  app.on(
    ["POST", "PUT", "PATCH", "DELETE"],
    "/things",
    described({
      id: "write",
      tag: "rounds",
      summary: "Write",
      answer: Answer,
      demands: ["body", "version", "idempotency-key"]
    }),
    jsonBody(Answer, good),
    (c) => {
      effects.count++
      return c.json(c.req.valid("json"))
    }
  )
  return { app, effects }
}
