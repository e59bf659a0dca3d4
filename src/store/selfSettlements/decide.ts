/**
 * IMDi's decision on an application. A yes takes places under the municipality's lock, claims the persons, and becomes a
 * request that is answered: from there on the household goes the way of everybody who has a yes, and stays where it is.
 */
import { Effect, Schema } from "effect"
import { Confirmation } from "../../casework/answer/Confirmation.ts"
import { canAccept } from "../../casework/places/freePlaces.ts"
import { confirmedByLease, decidedState, Lease, SelfSettlementDecision } from "../../casework/process/SelfSettlement.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { Access } from "../Access.ts"
import { record } from "../audit/trail.ts"
import { readCounts } from "../CapacityStore.ts"
import { municipalityPlaces } from "../cases/CountedPlaces.ts"
import { ActRefused, CaseNotFound, VersionStale } from "../cases/failures.ts"
import { changeChoices, seeRound, tell } from "../cases/round.ts"
import { settlementOf, takeStep } from "../cases/settlement.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { claimPersons } from "../requests/claim.ts"
import { stillWaiting } from "../rounds/acts.ts"
import { dropChoices } from "../rounds/choices.ts"
import { decodeStored } from "../rows/storedJson.ts"
import { decidedAlready } from "./apply.ts"
import { type ApplicationNow, subjectOf } from "./SelfSettlement.ts"

const decodeLease = decodeStored(Schema.NullOr(Lease), "lease")
const encodeConfirmations = Schema.encodeSync(Schema.Array(Confirmation))
const encodeDecision = Schema.encodeSync(SelfSettlementDecision)

const columns = ["id", "municipality", "state", "version", "lease", "lease_checked_by"] as const

type Seen = Effect.Success<ReturnType<typeof latest>>

/** The latest of the household. */
const latest = Effect.fnUntraced(function* (trx: Trx, round: string, household: string) {
  const found = yield* query("find application", () =>
    trx
      .selectFrom("core.self_settlement")
      .select(columns)
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .orderBy("registered_at", "desc")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst()
  )
  return found ?? (yield* new CaseNotFound({ what: "application" }))
})

export const decide = Effect.fnUntraced(function* (
  trx: Trx,
  access: Access,
  round: RoundId,
  household: HouseholdId,
  version: number,
  decision: SelfSettlementDecision
) {
  const { date } = yield* seeRound(trx, round)
  const application = yield* latest(trx, round, household)
  if (application.version !== version) return yield* new VersionStale()
  if (application.state !== "pending") return yield* decidedAlready()
  const { id, municipality } = application
  const state = decidedState[decision._tag]
  if (state === "agreed") yield* expectAgreeable(trx, round, household, application, date)
  const written = yield* query("decide application", () =>
    trx
      .updateTable("core.self_settlement")
      .set((eb) => ({
        state,
        decision: JSON.stringify(encodeDecision(decision)),
        decided_by: access.user,
        decided_at: eb.fn<string>("now", []),
        version: eb("version", "+", 1)
      }))
      .where("id", "=", id)
      .where("version", "=", version)
      .returning("version")
      .executeTakeFirst()
  )
  if (written === undefined) return yield* new VersionStale()
  if (state === "agreed") yield* becomeRequest(trx, round, household, application, date)
  yield* record({ action: "decide", subject: subjectOf(id), fields: [state] })
  yield* tell(trx, round, `self-settlement-${state}`, household, { municipality })
  const now: ApplicationNow = { id, state, version: written.version }
  return { ...now }
})

const yearOf = (date: string) => Number(date.slice(0, 4))

/** Nobody has been asked meanwhile, the municipality has found the lease good, and it has a place for everybody. */
const expectAgreeable = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  { lease, municipality }: Seen,
  date: string
) {
  yield* stillWaiting(trx, round, household)
  if (confirmedByLease(yield* decodeLease(lease)) === undefined)
    return yield* new ActRefused({
      reason: "lease-unchecked",
      advice: `Municipality ${municipality} has not confirmed that the lease holds and the dwelling fits. Wait for it, or refuse the application.`
    })
  const party = yield* partyOf(trx, round, household)
  const room = canAccept(
    municipalityPlaces(yield* readCounts(trx, municipality, yearOf(date), { locking: true })),
    party
  )
  if (room._tag !== "room")
    return yield* new ActRefused(
      room._tag === "full"
        ? {
            reason: "no-places",
            advice: `Municipality ${municipality} has decided fewer places than that. Ask it to raise the number, or refuse the application.`
          }
        : {
            reason: "not-decided",
            advice: `Municipality ${municipality} has decided no number. Ask it to, or refuse the application.`
          }
    )
})

const partyOf = (trx: Trx, round: string, household: string) =>
  query("count party", () =>
    trx
      .selectFrom("core.settlement")
      .select(["persons", "minors"])
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .executeTakeFirstOrThrow()
  )

/** As if the municipality had been asked and had said yes; nobody's choice or earlier plan stands against it. */
const becomeRequest = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  { id: application, lease, lease_checked_by, municipality }: Seen,
  date: string
) {
  const confirmed = confirmedByLease(yield* decodeLease(lease)) ?? []
  const party = yield* partyOf(trx, round, household)
  const { id } = yield* query("become request", () =>
    trx
      .insertInto("core.request")
      .values((eb) => ({
        round_id: round,
        household_id: household,
        municipality,
        year: yearOf(date),
        ...party,
        plan_id: null,
        self_settlement: application,
        state: "accepted",
        required: "[]",
        deadline: eb.fn<string>("now", []),
        answered_at: eb.fn<string>("now", []),
        answered_by: lease_checked_by
      }))
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* query("keep confirmations", () =>
    trx
      .insertInto("core.confirmation")
      .values({ request_id: id, municipality, doc: JSON.stringify(encodeConfirmations(confirmed)) })
      .execute()
  )
  yield* claimPersons(trx, id)
  yield* takeStep(trx, yield* settlementOf(trx, round, household), "self-settle", { municipality })
  yield* dropChoices(trx, round, household, { kind: "lock-or-hold" })
  yield* changeChoices(trx, round)
})
