/** What acts on a round share: names for the audit log, the version afterwards, and that nobody has been asked yet. */
import { Effect, type Schema } from "effect"
import { ActRefused, CaseNotFound } from "../cases/failures.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"

export interface Versioned {
  readonly version: number
}

export const subjectOf = (round: string, household: string) => `household:${round}/${household}`

/** The round's version after what was done. */
export const versionNow = (trx: Trx, round: string) =>
  query("read version", () =>
    trx.selectFrom("core.round").select("version").where("id", "=", round).executeTakeFirstOrThrow()
  ).pipe(Effect.map(({ version }): Versioned & Schema.Json => ({ version })))

/** A household nobody has been asked about yet. */
export const stillWaiting = Effect.fnUntraced(function* (trx: Trx, round: string, household: string) {
  const found = yield* query("see settlement", () =>
    trx
      .selectFrom("core.settlement")
      .select("state")
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .executeTakeFirst()
  )
  if (found === undefined) return yield* new CaseNotFound({ what: "household" })
  if (found.state !== "waiting")
    return yield* new ActRefused({
      reason: "sent",
      advice: "A request has been sent for the household, or it has left the round. Take the request back first."
    })
})
