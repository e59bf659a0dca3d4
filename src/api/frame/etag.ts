/**
 * Versions over HTTP: what is read tells its version as a strong ETag, and what is changed must tell which version it
 * changes (If-Match). A wildcard is refused, for it would overwrite what nobody has read.
 */
import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import { problem, type RequestEnv } from "../problem.ts"

/** An answer that was packed on its way carries W/ before its ETag; the version is the same. */
const versionTag = /^(?:W\/)?"v(0|[1-9]\d{0,14})"$/u

export const etagOf = (version: number): string => `"v${version}"`

interface VersionEnv {
  readonly Variables: RequestEnv["Variables"] & { readonly version: number }
}

/** A handler gets the number with `c.get("version")`; that it is still the current one is for the store to find out. */
export const ifMatch = createMiddleware<VersionEnv>((c, next) => {
  const header = c.req.header("if-match")
  if (header === undefined) {
    return Promise.resolve(problem(c, "precondition-required", "Send If-Match with the ETag of what you have read."))
  }
  const found = versionTag.exec(header.trim())?.[1]
  if (found === undefined) {
    return Promise.resolve(problem(c, "request-malformed", 'Send If-Match with one ETag as it was given, like "v17".'))
  }
  c.set("version", Number(found))
  return next()
})

const weakless = (tag: string): string => tag.trim().replace(/^W\//u, "")

/** Tells the ETag; the answer is 304 when the client has this version already, and otherwise what `body` makes. */
export const unlessKnown = <A extends Response>(c: Context, etag: string, body: () => A): A | Response => {
  c.header("etag", etag)
  const known = c.req.header("if-none-match")?.split(",").map(weakless) ?? []
  return known.includes(etag) || known.includes("*") ? c.body(null, 304) : body()
}
