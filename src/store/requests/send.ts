/**
 * Sends requests for what is published: all or none, each with what it may show and a place counted under the
 * municipality's lock. Refuses what is not ready (S1, S21) and what no place is left for (S10).
 */
import { Effect } from "effect"
import { canAsk } from "../../casework/places/freePlaces.ts"
import { blockersOf } from "../../casework/process/RoundState.ts"
import { pendingAmong } from "../../casework/process/SelfSettlement.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { readCounts } from "../CapacityStore.ts"
import { municipalityPlaces } from "../cases/CountedPlaces.ts"
import { type Disclosed, discloseAll, keepComparable } from "../cases/disclose.ts"
import { ActRefused, CaseNotFound, PublicationBlocked } from "../cases/failures.ts"
import { placedBy } from "../cases/plan.ts"
import { seeRound, tell } from "../cases/round.ts"
import { settlementOf, takeStep } from "../cases/settlement.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { putNotice } from "../work/outbox.ts"
import { subjectOf } from "./Request.ts"

export interface Sending {
  readonly households: ReadonlyArray<HouseholdId>
  /** When the answers are due; UTC, ISO 8601. */
  readonly deadline: string
  readonly today: IsoDate
  /** An officer's choice to ask municipalities that have decided no number (S10). */
  readonly undecided: boolean
}

export const send = Effect.fnUntraced(function* (
  trx: Trx,
  id: RoundId,
  { deadline, households, today, undecided }: Sending
) {
  const round = yield* seeRound(trx, id)
  const publication = yield* query("find publication", () =>
    trx.selectFrom("core.publication").select("plan_id").where("round_id", "=", id).executeTakeFirst()
  )
  if (publication === undefined)
    return yield* new ActRefused({
      reason: "not-published",
      advice: "Nothing of the round is published. Publish a plan first."
    })
  yield* expectNonePending(trx, id, households)
  const placed = new Map((yield* placedBy(trx, publication.plan_id)).map((one) => [one.household, one]))
  const places = new Map([...placed].map(([household, { municipality }]) => [household, municipality]))
  const disclosed = yield* discloseAll(trx, id, { id: publication.plan_id, places }, today)
  const blockers = blockersOf(
    households.flatMap((household) => placed.get(household) ?? []),
    disclosed.households,
    places,
    today
  )
  if (blockers.length > 0) return yield* new PublicationBlocked({ blockers })

  const year = Number(round.date.slice(0, 4))
  const sent: Array<{ id: string; household: string }> = []
  // Municipalities in the order of their codes, so that two who send at once lock them in the same order.
  const wanted = yield* Effect.forEach(households, (household) => {
    const found = placed.get(household)
    return found === undefined ? Effect.fail(new CaseNotFound({ what: "household" })) : Effect.succeed(found)
  })
  const inOrder = [...wanted].sort((a, b) => (a.municipality + a.household < b.municipality + b.household ? -1 : 1))
  for (const one of inOrder) {
    const counted = municipalityPlaces(yield* readCounts(trx, one.municipality, year, { locking: true }))
    const room = canAsk(counted, one, { planned: one.settlement === "waiting", officersChoice: undecided })
    if (room._tag !== "room")
      return yield* new ActRefused({
        ...(room._tag === "full"
          ? {
              reason: "no-places",
              advice: `Municipality ${one.municipality} has no place left for household ${one.household}. Take it out, or solve the round again.`
            }
          : {
              reason: "not-decided",
              advice: `Municipality ${one.municipality} has decided no number. Take household ${one.household} out, or choose to ask all the same.`
            })
      })
    const seen = yield* settlementOf(trx, id, one.household)
    yield* takeStep(trx, seen, "request", { municipality: one.municipality })
    const request = yield* insertRequest(
      trx,
      { round: id, year, deadline, plan: publication.plan_id, one },
      disclosed.of(one.household)
    )
    sent.push({ id: request, household: one.household })
  }
  return sent
})

/** Whoever has applied to settle herself is not offered another place meanwhile (S8). */
const expectNonePending = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  households: ReadonlyArray<HouseholdId>
) {
  const applications = yield* query("find pending applications", () =>
    trx
      .selectFrom("core.self_settlement")
      .select("household_id")
      .where("round_id", "=", round)
      .where("state", "=", "pending")
      .execute()
  )
  const pending = pendingAmong(households, new Set(applications.map(({ household_id }) => household_id)))
  if (pending.length > 0)
    return yield* new ActRefused({
      reason: "self-settlement-pending",
      advice: `An application for self-settlement is pending for ${pending.join(", ")}. Decide it first, or take the household out.`
    })
})

interface NewRequest {
  readonly round: string
  readonly year: number
  readonly deadline: string
  readonly plan: string
  readonly one: {
    readonly household: string
    readonly municipality: MunicipalityCode
    readonly persons: number
    readonly minors: boolean
  }
}

const insertRequest = Effect.fnUntraced(function* (
  trx: Trx,
  { deadline, one, plan, round, year }: NewRequest,
  disclosed: Disclosed
) {
  const { disclosure, required } = disclosed
  const { household, minors, municipality, persons } = one
  const { id } = yield* query("insert request", () =>
    trx
      .insertInto("core.request")
      .values({
        round_id: round,
        household_id: household,
        municipality,
        year,
        persons,
        minors,
        plan_id: plan,
        required: JSON.stringify(required),
        needed: JSON.stringify(disclosed.comparable.confirmations),
        deadline
      })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* query("insert disclosure", () =>
    trx
      .insertInto("core.disclosure")
      .values({ request_id: id, municipality, doc: JSON.stringify(disclosure) })
      .execute()
  )
  yield* keepComparable(trx, round, household, disclosed)
  yield* putNotice(trx, { kind: "request-received", municipality, reference: id })
  yield* record({ action: "send", subject: subjectOf(id), fields: Object.keys(disclosure) })
  yield* tell(trx, round, "request-sent", subjectOf(id), { household, municipality })
  return id
})
