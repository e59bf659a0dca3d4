/** Every request gets an id of ours, told in the answer; one a client sends is not taken over, for it would reach the log. */
import { randomUUID } from "node:crypto"
import { createMiddleware } from "hono/factory"
import type { RequestEnv } from "./problem.ts"

export const requestId = createMiddleware<RequestEnv>(async (c, next) => {
  const id = randomUUID()
  c.set("requestId", id)
  await next()
  c.res.headers.set("x-request-id", id)
})
