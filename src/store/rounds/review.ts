/** From a solved plan to publication by a second person, and back. What is missing is told household by household. */
import { Effect } from "effect"
import { blockersOf } from "../../casework/process/RoundState.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Access } from "../Access.ts"
import { record } from "../audit/trail.ts"
import { ActRefused, CaseNotFound, PublicationBlocked } from "../cases/failures.ts"
import { freshPlan, placedBy } from "../cases/plan.ts"
import { expectVersion, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeRound, readRound } from "../RoundStore.ts"
import { versionNow } from "./acts.ts"

export const submit = Effect.fnUntraced(function* (trx: Trx, access: Access, id: RoundId, version: number) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  yield* freshPlan(trx, round)
  if (round.state !== "solved")
    return yield* new ActRefused({
      reason: "state",
      advice: `A round is submitted when it is solved; this one is ${round.state}.`
    })
  yield* moveRound(trx, id, "under-review", access.user)
  yield* record({ action: "send", subject: `round:${id}` })
  yield* tell(trx, id, "round-submitted", `round:${id}`)
  return yield* versionNow(trx, id)
})

const moveRound = (trx: Trx, id: RoundId, state: "solved" | "under-review" | "published", submittedBy: string | null) =>
  query("move round", () =>
    trx
      .updateTable("core.round")
      .set((eb) => ({ state, submitted_by: submittedBy, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .execute()
  )

export const findBlockers = Effect.fnUntraced(function* (trx: Trx, round: RoundId, plan: string, today: IsoDate) {
  const placed = (yield* placedBy(trx, plan)).filter((one) => one.settlement === "waiting")
  const { households } = yield* readRound(trx, round).pipe(
    Effect.catchTag("NotFound", () => Effect.fail(new CaseNotFound({ what: "round" }))),
    Effect.flatMap(decodeRound)
  )
  const decided = yield* query("read decided", () =>
    trx.selectFrom("core.decision").select(["household_id", "municipality"]).where("round_id", "=", round).execute()
  )
  return blockersOf(
    placed,
    new Map(households.map((household) => [household.id, household])),
    new Map(decided.map((one) => [one.household_id as HouseholdId, one.municipality as MunicipalityCode])),
    today
  )
})

export const publish = Effect.fnUntraced(function* (
  trx: Trx,
  access: Access,
  id: RoundId,
  version: number,
  today: IsoDate
) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  if (round.state !== "under-review" || round.submitted_by === null)
    return yield* new ActRefused({
      reason: "state",
      advice: `A round is published when it is under review; this one is ${round.state}.`
    })
  if (round.submitted_by === access.user)
    return yield* new ActRefused({
      reason: "second-person",
      advice: "Whoever submitted a round does not publish it. Ask somebody else to look at it."
    })
  const plan = yield* freshPlan(trx, round)
  const blockers = yield* findBlockers(trx, id, plan.id, today)
  if (blockers.length > 0) return yield* new PublicationBlocked({ blockers })
  const { submitted_by } = round
  yield* query("withdraw earlier publication", () =>
    trx.deleteFrom("core.publication").where("round_id", "=", id).execute()
  )
  yield* query("publish", () =>
    trx.insertInto("core.publication").values({ round_id: id, plan_id: plan.id, submitted_by }).execute()
  )
  yield* moveRound(trx, id, "published", submitted_by)
  yield* record({ action: "publish", subject: `round:${id}` })
  yield* tell(trx, id, "round-published", `round:${id}`, { plan: plan.id })
  return yield* versionNow(trx, id)
})

export const withdraw = Effect.fnUntraced(function* (trx: Trx, id: RoundId, version: number) {
  const round = yield* seeRound(trx, id)
  yield* expectVersion(version, round.version)
  const withdrawn = yield* query("withdraw publication", () =>
    trx.deleteFrom("core.publication").where("round_id", "=", id).returning("plan_id").executeTakeFirst()
  )
  if (withdrawn === undefined && round.state !== "under-review")
    return yield* new ActRefused({
      reason: "not-published",
      advice: "Nothing of the round is published or under review."
    })
  if (round.state !== "draft") yield* moveRound(trx, id, "solved", null)
  yield* record({ action: "withdraw", subject: `round:${id}` })
  yield* tell(trx, id, "round-withdrawn", `round:${id}`)
  return yield* versionNow(trx, id)
})
