/** Whoever has a place is claimed: by one yes, whatever round it came in (R3). */
import { Effect } from "effect"
import { sql } from "kysely"
import { ActRefused, CaseNotFound } from "../cases/failures.ts"
import type { Trx } from "../Database.ts"
import { type DatabaseFailure, query } from "../failures.ts"

/** A person who has a place elsewhere stops the yes, in whatever round it was (R3). */
export const claimPersons = Effect.fnUntraced(function* (trx: Trx, request: string) {
  const claimed = yield* query("claim persons", () =>
    sql<{ readonly claimed: boolean }>`select core.claim_persons(${request}) as claimed`.execute(trx)
  ).pipe(
    Effect.mapError((failure): ActRefused | DatabaseFailure =>
      failure._tag === "DatabaseRefused" && failure.constraint === "claim_pkey"
        ? new ActRefused({
            reason: "already-placed",
            advice: "A member of the household has a place already. Ask IMDi."
          })
        : failure
    )
  )
  if (claimed.rows[0]?.claimed !== true) return yield* new CaseNotFound({ what: "request" })
})
