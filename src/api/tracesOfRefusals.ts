/** Who was refused what: every 403 and 404 of somebody logged in leaves a row in the audit log, with the address asked for. */

import { Effect } from "effect"
import { createMiddleware } from "hono/factory"
import { AuditStore } from "../store/AuditStore.ts"
import { accessOf } from "../store/Principal.ts"
import type { SessionEnv } from "./identity/session.ts"
import { type ApiRuntime, answer } from "./run.ts"
import { unavailable } from "./unavailable.ts"

const refused = new Set([403, 404])
/** Longest address that is kept; ours are shorter. */
const longest = 200
/** Of a person, typed where it does not belong; the last part of a UUID follows a hyphen. */
const numbers = /(?<![\w-])\d{6,}(?![\w-])/gu
/** As it was sent, with its percent signs, since what they stand for may be no text a database takes; without numbers. */
const pathOf = (url: string): string => new URL(url).pathname.replace(numbers, "…").slice(0, longest)

export const tracesOfRefusals = (runtime: ApiRuntime) =>
  createMiddleware<SessionEnv>(async (c, next) => {
    await next()
    if (!refused.has(c.res.status)) return
    const access = accessOf(c.get("principal"), { purpose: "refused", request: c.get("requestId") })
    const entry = { action: "read", subject: `address:${c.req.method} ${pathOf(c.req.url)}` } as const
    // Nothing is told before its trace is kept.
    const failed = await answer(
      runtime,
      c,
      AuditStore.use((audit) => audit.deny(access, entry)).pipe(Effect.as(undefined), Effect.catchTags(unavailable(c)))
    )
    if (failed !== undefined) c.res = failed
  })
