/**
 * IMDi's decision on an application. A yes takes places under the municipality's lock, claims the persons, and becomes a
 * request that is answered: from there on the household goes the way of everybody who has a yes, and stays where it is.
 */
import { Effect, Schema } from "effect"
import { Confirmation, RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { decidedState, SelfSettlementDecision, unfixed } from "../../casework/process/SelfSettlement.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Route } from "../../domain/Route.ts"
import type { Access } from "../Access.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound, VersionStale } from "../cases/failures.ts"
import { changeChoices, changeInput, seeRound, tell } from "../cases/round.ts"
import { settlementOf, takeStep } from "../cases/settlement.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { claimPersons } from "../requests/claim.ts"
import { subjectOf as householdOf } from "../rounds/acts.ts"
import { dropChoices } from "../rounds/choices.ts"
import { putNotice } from "../work/outbox.ts"
import { type Agreeable, expectAgreeable, yearOf } from "./agreeable.ts"
import { decidedAlready } from "./apply.ts"
import { type ApplicationNow, subjectOf } from "./SelfSettlement.ts"

const encodeConfirmations = Schema.encodeSync(Schema.Array(Confirmation))
const encodeNeeded = Schema.encodeSync(Schema.Array(RequiredConfirmation))
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
  decision: SelfSettlementDecision,
  today: IsoDate
) {
  const { date } = yield* seeRound(trx, round)
  const application = yield* latest(trx, round, household)
  if (application.version !== version) return yield* new VersionStale()
  if (application.state !== "pending") return yield* decidedAlready()
  const { id, municipality } = application
  const state = decidedState[decision._tag]
  const agreeable =
    decision._tag === "agree" ? yield* expectAgreeable(trx, round, household, application, today) : undefined
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
  if (agreeable !== undefined) yield* becomeRequest(trx, round, household, application, date, agreeable)
  if (decision._tag !== "agree") yield* unfix(trx, round, household, decision)
  yield* record({ action: "decide", subject: subjectOf(id), fields: [state] })
  yield* putNotice(trx, {
    kind: "application-decided",
    municipality: MunicipalityCode.make(municipality),
    reference: id
  })
  yield* tell(trx, round, `self-settlement-${state}`, household, { municipality })
  const now: ApplicationNow = { id, state, version: written.version }
  return { ...now }
})

/** Whoever the round said settles itself does not, and is placed like everybody else from now on. */
const unfix = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  decision: Exclude<SelfSettlementDecision, { readonly _tag: "agree" }>
) {
  const before = yield* query("find agreed municipality", () =>
    trx
      .selectFrom("core.household")
      .select(["route", "doc"])
      .where("round_id", "=", round)
      .where("id", "=", household)
      .executeTakeFirstOrThrow()
  )
  const now = unfixed({ ...(before.doc as object), route: before.route as Route }, decision.route)
  if (now === undefined) return
  const { route, ...doc } = now
  yield* query("give an ordinary route", () =>
    trx
      .updateTable("core.household")
      .set((eb) => ({ route, doc: JSON.stringify(doc), version: eb("version", "+", 1) }))
      .where("round_id", "=", round)
      .where("id", "=", household)
      .execute()
  )
  yield* changeInput(trx, round)
  yield* record({ action: "change", subject: householdOf(round, household), fields: ["route", "fixedMunicipality"] })
})

/** As if the municipality had been asked and had said yes; nobody's choice or earlier plan stands against it. */
const becomeRequest = Effect.fnUntraced(function* (
  trx: Trx,
  round: RoundId,
  household: HouseholdId,
  { id: application, lease_checked_by, municipality }: Seen,
  date: string,
  { confirmed, needed, party }: Agreeable
) {
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
        needed: JSON.stringify(encodeNeeded(needed)),
        deadline: eb.fn<string>("now", []),
        answered_at: eb.fn<string>("now", []),
        answered_by: lease_checked_by
      }))
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  // What the lease leaves open the municipality confirms itself, and vedtak waits for it.
  if (needed.length === 0)
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
