/** The answer to what never became a request of the application, or broke it in a way the application could not answer. */
import { randomUUID } from "node:crypto"
import { RequestError } from "@hono/node-server"
import { problemBody, problemHeaders, statusOf } from "./problem.ts"

export const lastResort = (error: unknown): Response => {
  const code = error instanceof RequestError ? "request-malformed" : "internal-error"
  const id = randomUUID()
  return new Response(JSON.stringify(problemBody(code, "Check the address and the headers.", id)), {
    status: statusOf(code),
    headers: {
      ...problemHeaders(code),
      "x-request-id": id,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store"
    }
  })
}
