/**
 * An application registered by an officer, and the municipality's look at the lease. Refused for a household somebody has
 * been asked about: whoever has an offer does not settle herself (S8).
 */
import { Effect, Schema } from "effect"
import { type Application, Lease } from "../../casework/process/SelfSettlement.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { Access } from "../Access.ts"
import { record } from "../audit/trail.ts"
import { ActRefused, CaseNotFound, VersionStale } from "../cases/failures.ts"
import { seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { stillWaiting } from "../rounds/acts.ts"
import { putNotice } from "../work/outbox.ts"
import { type ApplicationNow, subjectOf } from "./SelfSettlement.ts"

const encodeLease = Schema.encodeSync(Lease)

export const apply = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  { appliedOn, municipality, reference }: Application
) {
  yield* seeRound(trx, round)
  yield* stillWaiting(trx, round, household)
  yield* expectNoOther(trx, round, household, municipality)
  const { id } = yield* query("apply", () =>
    trx
      .insertInto("core.self_settlement")
      .values({ round_id: round, household_id: household, municipality, reference, applied_on: appliedOn })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* record({ action: "create", subject: subjectOf(id), fields: ["municipality", "reference", "appliedOn"] })
  yield* putNotice(trx, { kind: "application-received", municipality, reference: id })
  yield* tell(trx, round, "self-settlement-applied", household, { municipality })
  const now: ApplicationNow = { id, state: "pending", version: 1 }
  return { ...now }
})

/** One application at a time, and none beside what the round was told is agreed already. */
const expectNoOther = Effect.fnUntraced(function* (trx: Trx, round: string, household: string, municipality: string) {
  const pending = yield* query("find application", () =>
    trx
      .selectFrom("core.self_settlement")
      .select("id")
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .where("state", "=", "pending")
      .executeTakeFirst()
  )
  if (pending !== undefined)
    return yield* new ActRefused({
      reason: "already-exists",
      advice: "The household has an application that is not decided. Decide it first."
    })
  const { doc } = yield* query("find agreed municipality", () =>
    trx
      .selectFrom("core.household")
      .select("doc")
      .where("round_id", "=", round)
      .where("id", "=", household)
      .executeTakeFirstOrThrow()
  )
  const { fixedMunicipality = municipality } = doc as { readonly fixedMunicipality?: string }
  if (fixedMunicipality !== municipality)
    return yield* new ActRefused({
      reason: "already-exists",
      advice: `The round says that the household settles itself in ${fixedMunicipality}. Register the application there.`
    })
})

/** What the municipality says of the lease; said again while IMDi has not decided, the later one counts. */
export const checkLease = Effect.fnUntraced(function* (
  trx: Trx,
  access: Access,
  id: string,
  version: number,
  lease: Lease
) {
  const application = yield* query("find application", () =>
    trx.selectFrom("core.self_settlement").select(["round_id", "state"]).where("id", "=", id).executeTakeFirst()
  )
  if (application === undefined) return yield* new CaseNotFound({ what: "application" })
  // Telling takes the round's lock, which every act takes before anything else.
  yield* tell(trx, application.round_id, "lease-checked", subjectOf(id), { suitable: lease.suitable })
  if (application.state !== "pending") return yield* decidedAlready()
  const written = yield* query("check lease", () =>
    trx
      .updateTable("core.self_settlement")
      .set((eb) => ({
        lease: JSON.stringify(encodeLease(lease)),
        lease_checked_by: access.user,
        lease_checked_at: eb.fn<string>("now", []),
        version: eb("version", "+", 1)
      }))
      .where("id", "=", id)
      .where("version", "=", version)
      .returning(["id", "state", "version"])
      .executeTakeFirst()
  )
  if (written === undefined) return yield* new VersionStale()
  yield* record({ action: "answer", subject: subjectOf(id), fields: ["lease"] })
  return { ...written }
})

export const decidedAlready = () =>
  new ActRefused({ reason: "state", advice: "The application is decided or taken back. Read it again." })
