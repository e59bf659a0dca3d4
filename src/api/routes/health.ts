/** `/healthz`: the process answers. `/readyz`: it has what it needs to serve. For machines; neither tells anything else. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { Database } from "../../store/Database.ts"
import { exampled } from "../contract/exampled.ts"
import { described } from "../describe.ts"
import type { RequestEnv } from "../problem.ts"
import { type ApiRuntime, answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"

const Alive = exampled(Schema.Struct({ status: Schema.Literal("alive") }).annotate({ identifier: "Alive" }), {
  status: "alive"
})
const Ready = exampled(Schema.Struct({ status: Schema.Literal("ready") }).annotate({ identifier: "Ready" }), {
  status: "ready"
})

export const healthRoutes = (runtime: ApiRuntime) =>
  new Hono<RequestEnv>()
    .get(
      "/healthz",
      described({ id: "isAlive", tag: "operations", summary: "The process answers", answer: Alive }),
      (c) => c.json({ status: "alive" } as const, 200)
    )
    .get(
      "/readyz",
      described({
        id: "isReady",
        tag: "operations",
        summary: "The database answers",
        answer: Ready,
        problems: ["database-unavailable"]
      }),
      (c) =>
        answer(
          runtime,
          c,
          Database.use((database) =>
            database.withRole("gate", { user: "treff", purpose: "operations" }, () => Effect.void)
          ).pipe(
            Effect.map(() => c.json({ status: "ready" } as const, 200)),
            Effect.catchTags(unavailable(c))
          )
        )
    )
