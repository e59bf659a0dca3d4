/**
 * Who was refused what: every 403 and 404 of somebody logged in leaves a row in the audit log, with the address asked for;
 * one row, where the database has written its own.
 */
import { Effect } from "effect"
import { createMiddleware } from "hono/factory"
import { AuditStore } from "../store/AuditStore.ts"
import { accessOf } from "../store/Principal.ts"
import type { SessionEnv } from "./identity/session.ts"
import { type ApiRuntime, answer } from "./run.ts"
import { unavailable } from "./unavailable.ts"

const refused = new Set([403, 404])
/** What our own ids look like. Anything else between two slashes may be what somebody typed, and of whomever. */
const ours = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}|[A-Z]{1,2}-\d{1,6})$/u

/** The words of our routes and our own ids; the rest is left out. */
const pathOf = (url: string, words: ReadonlySet<string>): string =>
  new URL(url).pathname
    .split("/")
    .map((part) => (words.has(part) || ours.test(part) ? part : "…"))
    .join("/")

const wordsOf = (paths: ReadonlyArray<string>): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => path.split("/")).filter((word) => !/[:*]/u.test(word)))

/** `pathsOf`: the routes there are, asked when they are. */
export const tracesOfRefusals = (runtime: ApiRuntime, pathsOf: () => ReadonlyArray<string>) => {
  let words: ReadonlySet<string> | undefined
  return createMiddleware<SessionEnv>(async (c, next) => {
    await next()
    if (!refused.has(c.res.status) || c.get("refusalTraced")) return
    words ??= wordsOf(pathsOf())
    const access = accessOf(c.get("principal"), { purpose: "refused", request: c.get("requestId") })
    const entry = { action: "read", subject: `address:${c.req.method} ${pathOf(c.req.url, words)}` } as const
    // Nothing is told before its trace is kept.
    const failed = await answer(
      runtime,
      c,
      AuditStore.use((audit) => audit.deny(access, entry)).pipe(Effect.as(undefined), Effect.catchTags(unavailable(c)))
    )
    if (failed !== undefined) c.res = failed
  })
}
