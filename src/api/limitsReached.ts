/** Whoever reaches a limit leaves one row in the audit log for each window of it, under `limit:read`, `limit:file` and so on. */
import { Effect } from "effect"
import { AuditStore } from "../store/AuditStore.ts"
import type { Limited, TellOfLimit } from "./frame/rateLimit.ts"
import type { ApiRuntime } from "./run.ts"

const actions = { read: "read", write: "change", file: "read", export: "export" } as const satisfies Record<
  Limited,
  string
>

/** Who is refused is refused also where the log cannot be written: nothing is told of anybody. */
export const limitsReached =
  (runtime: ApiRuntime): TellOfLimit =>
  ({ what, who }) =>
    runtime.runPromise(
      AuditStore.use((audit) =>
        audit.deny({ role: "gate", user: who, purpose: "limit" }, { action: actions[what], subject: `limit:${what}` })
      ).pipe(Effect.catchCause((cause) => Effect.logWarning("a limit that was reached was not logged", cause)))
    )
