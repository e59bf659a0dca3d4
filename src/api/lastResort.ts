/** The answer to what never became a request of the application, or broke it in a way the application could not answer. */
import { randomUUID } from "node:crypto"
import { RequestError } from "@hono/node-server"
import { type ProblemCode, problemBody, problemHeaders, statusOf } from "./problem.ts"

const advice = "Check the address and the headers."

const headersOf = (code: ProblemCode, id: string): Record<string, string> => ({
  ...problemHeaders(code),
  "x-request-id": id,
  "x-content-type-options": "nosniff",
  "cache-control": "no-store"
})

export const lastResort = (error: unknown): Response => {
  const code = error instanceof RequestError ? "request-malformed" : "internal-error"
  const id = randomUUID()
  return new Response(JSON.stringify(problemBody(code, advice, id)), {
    status: statusOf(code),
    headers: headersOf(code, id)
  })
}

/** The same as bytes, for a connection that never carried a request; it ends there. */
export const unreadable = (code: "request-malformed" | "request-timeout"): string => {
  const id = randomUUID()
  const body = JSON.stringify(problemBody(code, advice, id))
  const headers = { ...headersOf(code, id), connection: "close", "content-length": Buffer.byteLength(body) }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${statusOf(code)} ${code}\r\n${head.join("")}\r\n${body}`
}
