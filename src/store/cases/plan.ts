/** The plan a round stands on: the latest, whether it still fits what it was made from, and where it places whom. */
import { Effect } from "effect"
import type { HouseholdId } from "../../domain/Ids.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { ActRefused } from "./failures.ts"

export const latestPlan = Effect.fnUntraced(function* (trx: Trx, round: string) {
  const plan = yield* query("find plan", () =>
    trx
      .selectFrom("core.plan")
      .select(["id", "input_version"])
      .where("round_id", "=", round)
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst()
  )
  return plan ?? (yield* new ActRefused({ reason: "no-plan", advice: "The round has no plan yet. Solve it first." }))
})

/** The latest plan, when nothing it was made from has changed since. */
export const freshPlan = Effect.fnUntraced(function* (trx: Trx, round: { id: string; input_version: number }) {
  const plan = yield* latestPlan(trx, round.id)
  if (plan.input_version === round.input_version) return plan
  return yield* new ActRefused({
    reason: "plan-outdated",
    advice: "Facts, choices or places have changed since the plan was made. Solve the round again."
  })
})

/** Households the plan places somewhere, in its order, with where their settlement stands. */
export const placedBy = (trx: Trx, plan: string) =>
  query("read placements", () =>
    trx
      .selectFrom("core.placement as placement")
      .innerJoin("core.settlement as settlement", (join) =>
        join
          .onRef("settlement.round_id", "=", "placement.round_id")
          .onRef("settlement.household_id", "=", "placement.household_id")
      )
      .select([
        "placement.household_id",
        "placement.municipality",
        "placement.state",
        "settlement.state as settlement",
        "settlement.version",
        "settlement.persons",
        "settlement.minors"
      ])
      .where("placement.plan_id", "=", plan)
      .where("placement.municipality", "is not", null)
      .orderBy("placement.position")
      .execute()
  ).pipe(
    Effect.map((rows) =>
      rows.map(({ household_id, municipality, ...rest }) => ({
        ...rest,
        household: household_id as HouseholdId,
        municipality: municipality as MunicipalityCode
      }))
    )
  )
