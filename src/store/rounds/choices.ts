/** An officer's locks, forbids and holds: made and taken back while nobody has been asked about the household. */
import { Effect, Schema } from "effect"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound } from "../cases/failures.ts"
import { changeChoices, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { expectFileVersion, raiseFileVersion } from "../households/version.ts"
import { stillWaiting, subjectOf } from "./acts.ts"

export const ChoiceMade = Schema.Struct({
  kind: Schema.Literals(["lock", "forbid", "hold"]),
  municipality: Schema.optionalKey(MunicipalityCode.annotateKey({ description: "Where; not with hold" })),
  reason: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(2000))
}).annotate({ identifier: "ChoiceMade", description: "An officer's lock, forbid or hold, with its reason" })
export type ChoiceMade = typeof ChoiceMade.Type

export const choose = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  /** Of the file the officer has read. */
  version: number,
  choice: ChoiceMade,
  /** What the officer is shown of it; kept in the round's history. */
  shown: Readonly<Record<string, Schema.Json>> = {}
) {
  yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  yield* expectFileVersion(trx, round, household, version)
  const { kind, reason } = choice
  const municipality = choice.municipality ?? null
  yield* dropChoices(trx, round, household, kind === "forbid" ? { kind, municipality } : { kind: "lock-or-hold" })
  yield* query("choose", () =>
    trx
      .insertInto("core.choice")
      .values({ round_id: round, household_id: household, kind, municipality, reason, position: 0 })
      .execute()
  )
  yield* changeChoices(trx, round)
  yield* record({ action: "change", subject: subjectOf(round, household), fields: [kind] })
  yield* tell(trx, round, `${kind}-made`, household, { municipality, ...shown })
  return yield* raiseFileVersion(trx, round, household)
})

/** A new lock or hold is instead of the other; taken back, each is only itself. */
type Dropped =
  | { readonly kind: "lock" | "hold" | "lock-or-hold" }
  | { readonly kind: "forbid"; readonly municipality: string | null }

export const dropChoices = (trx: Trx, round: string, household: string, dropped: Dropped) =>
  query("drop choices", () => {
    const all = trx.deleteFrom("core.choice").where("round_id", "=", round).where("household_id", "=", household)
    return (
      dropped.kind === "forbid"
        ? all.where("kind", "=", "forbid").where("municipality", "=", dropped.municipality)
        : all.where("kind", "in", dropped.kind === "lock-or-hold" ? ["lock", "hold"] : [dropped.kind])
    ).executeTakeFirst()
  })

export const unchoose = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  version: number,
  { kind, municipality = null }: { kind: ChoiceMade["kind"]; municipality?: string | null }
) {
  yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  yield* expectFileVersion(trx, round, household, version)
  const dropped = yield* dropChoices(trx, round, household, kind === "forbid" ? { kind, municipality } : { kind })
  if (dropped.numDeletedRows === 0n) return yield* new CaseNotFound({ what: "choice" })
  yield* changeChoices(trx, round)
  yield* record({ action: "withdraw", subject: subjectOf(round, household), fields: [kind] })
  yield* tell(trx, round, `${kind}-taken-back`, household)
  return yield* raiseFileVersion(trx, round, household)
})
