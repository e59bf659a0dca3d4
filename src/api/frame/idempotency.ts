/**
 * A request that may come twice does its work once: the client names it with a UUID, and here it is told apart from any
 * other request with a digest over method, path and body. Keeping both with the answer is the store's.
 */
import { createHash } from "node:crypto"
import { createMiddleware } from "hono/factory"
import { problem, type RequestEnv } from "../problem.ts"

export interface IdempotentRequest {
  /** In small letters, so that the same UUID is the same key. */
  readonly key: string
  /** SHA-256 in hex. */
  readonly hash: string
}

interface IdempotencyEnv {
  readonly Variables: RequestEnv["Variables"] & {
    readonly sent?: unknown
    readonly idempotency: IdempotentRequest | undefined
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u

/** The same value gives the same text, in whatever order its keys came. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? ""
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`
}

/**
 * After `jsonBody`, which leaves what was sent. Required where something leaves the house or is decided; elsewhere a
 * client may do without. A handler gets it with `c.get("idempotency")`.
 */
export const idempotent = ({ required }: { readonly required: boolean }) =>
  createMiddleware<IdempotencyEnv>((c, next) => {
    const key = c.req.header("idempotency-key")?.trim().toLowerCase()
    const isMissing = key === undefined && required
    if (isMissing || (key !== undefined && !uuid.test(key))) {
      return Promise.resolve(problem(c, "request-malformed", "Send Idempotency-Key with a new UUID for each request."))
    }
    const { search } = new URL(c.req.url)
    const parts = [c.req.method, c.req.path, search, canonical(c.get("sent"))]
    const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex")
    c.set("idempotency", key === undefined ? undefined : { key, hash })
    return next()
  })
