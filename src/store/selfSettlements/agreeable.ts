/**
 * Whether IMDi may say yes to an application: nobody has been asked meanwhile, the municipality has found the lease good,
 * everything is heard (S1, S21), protection does not stand against the region (S3), and there is a place for everybody.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { canSelfSettle, type Party } from "../../casework/places/freePlaces.ts"
import { awayFrom, besidesLease, confirmedByLease, Lease } from "../../casework/process/SelfSettlement.ts"
import { stateAfter } from "../../casework/process/SettlementState.ts"
import type { Household } from "../../domain/Household.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Round } from "../../domain/Round.ts"
import { missingElements } from "../../matching/readiness.ts"
import { readCounts } from "../CapacityStore.ts"
import { municipalityPlaces } from "../cases/CountedPlaces.ts"
import { ActRefused, CaseNotFound, PublicationBlocked } from "../cases/failures.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeRound, readRound } from "../RoundStore.ts"
import { stillWaiting } from "../rounds/acts.ts"
import { decodeStored } from "../rows/storedJson.ts"

const decodeLease = decodeStored(Schema.NullOr(Lease), "lease")

export interface Agreeable {
  readonly party: Party
  readonly confirmed: NonNullable<ReturnType<typeof confirmedByLease>>
  /** What the lease says nothing about and vedtak waits for (S5). */
  readonly needed: ReadonlyArray<RequiredConfirmation>
}

interface Applied {
  readonly lease: unknown
  readonly municipality: string
}

export const yearOf = (date: string) => Number(date.slice(0, 4))

export const expectAgreeable = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  id: HouseholdId,
  { lease: kept, municipality }: Applied,
  today: IsoDate
) {
  yield* stillWaiting(trx, round, id)
  const lease = yield* decodeLease(kept)
  const confirmed = confirmedByLease(lease)
  if (lease === null || confirmed === undefined)
    return yield* new ActRefused({
      reason: "lease-unchecked",
      advice: `Municipality ${municipality} has not confirmed that the lease holds and the dwelling fits. Wait for it, or refuse the application.`
    })
  const now = yield* readRound(trx, round).pipe(
    Effect.catchTag("NotFound", () => Effect.fail(new CaseNotFound({ what: "round" }))),
    Effect.flatMap(decodeRound)
  )
  const household = now.ordinary.find((one) => one.id === id)
  if (household === undefined) return yield* new CaseNotFound({ what: "household" })
  const missing = missingElements(household, today)
  if (missing.length > 0)
    return yield* new PublicationBlocked({ blockers: missing.map((element) => ({ household: id, element })) })
  yield* expectUnshielded(trx, now, household, municipality)
  const party: Party = { persons: household.persons, minors: household.minor !== undefined }
  yield* expectRoom(trx, municipality, yearOf(now.date), party)
  const agreeable: Agreeable = { party, confirmed, needed: besidesLease(household, lease, today) }
  return agreeable
})

/** The advice names nobody and nothing: who reads it need not know why (S3). */
const expectUnshielded = Effect.fnUntraced(function* (
  trx: Trx,
  round: Round,
  household: Household,
  municipality: string
) {
  const away = awayFrom(round, household, yield* placesOfOthers(trx, round.id))
  if (away.length === 0) return
  const { rows } = yield* query("compare regions", () =>
    sql<{ readonly near: boolean }>`
      select exists (select from core.municipality one join core.municipality other on other.version = one.version
        where one.version = (select f.version from core.municipality_file f order by f.sequence desc limit 1)
          and one.code = ${municipality} and other.code = any(${[...away]})
          and one.doc -> 'region' = other.doc -> 'region') as near`.execute(trx)
  )
  if (rows[0]?.near !== false)
    return yield* new ActRefused({
      reason: "shielded",
      advice: `The household may not be settled in or near municipality ${municipality}, for a shielded reason. Refuse the application.`
    })
})

/** Where households of the round have been asked about, have a yes, or are published to be. */
const placesOfOthers = Effect.fnUntraced(function* (trx: Trx, round: string) {
  const settled = yield* query("find places", () =>
    trx
      .selectFrom("core.settlement as settlement")
      .leftJoin("core.publication as publication", "publication.round_id", "settlement.round_id")
      .leftJoin("core.placement as placement", (join) =>
        join
          .onRef("placement.plan_id", "=", "publication.plan_id")
          .onRef("placement.round_id", "=", "settlement.round_id")
          .onRef("placement.household_id", "=", "settlement.household_id")
          // Whoever is fixed is where the round says now, which may be nowhere any more.
          .on("placement.state", "=", "placed")
      )
      .select([
        "settlement.household_id as household",
        "settlement.state",
        "settlement.municipality",
        "placement.municipality as published"
      ])
      .where("settlement.round_id", "=", round)
      .execute()
  )
  return new Map(
    settled.flatMap(({ household, municipality, published, state }) => {
      const hasLeft = stateAfter("reopen", state) !== undefined
      const at = state === "waiting" ? published : hasLeft ? null : municipality
      return at === null ? [] : [[household as HouseholdId, at as MunicipalityCode] as const]
    })
  )
})

const expectRoom = Effect.fnUntraced(function* (trx: Trx, municipality: string, year: number, party: Party) {
  const room = canSelfSettle(municipalityPlaces(yield* readCounts(trx, municipality, year, { locking: true })), party)
  if (room._tag === "room") return
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
