/**
 * A round's way to publication: draft → solved → under review → published, by two persons. Any change of facts, choices or
 * places makes it a draft again; what was published stays in force until something else is published or it is withdrawn.
 */
import { Schema } from "effect"
import type { Household } from "../../domain/Household.ts"
import { HouseholdId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { isFixed } from "../../domain/Route.ts"
import { missingElements } from "../../matching/readiness.ts"

export const RoundState = Schema.Literals(["draft", "solved", "under-review", "published"]).annotate({
  identifier: "RoundState"
})
export type RoundState = typeof RoundState.Type

/** Why a plan cannot be published. Each names its household; the elements of S1 and S21 keep their names. */
export const Blocker = Schema.Struct({
  household: HouseholdId,
  element: Schema.Literals([
    "interview",
    "adults-heard",
    "comment-deadline",
    "adverse-information",
    "best-interests",
    "undecided"
  ])
}).annotate({ identifier: "Blocker", description: "What is missing before the household may be published (S1, S21)" })
export type Blocker = typeof Blocker.Type

export interface Suggested {
  readonly household: HouseholdId
  readonly municipality: MunicipalityCode
}

/** What still stands between these placements and publication, household by household, in the order of the plan. */
export const blockersOf = (
  suggested: ReadonlyArray<Suggested>,
  households: ReadonlyMap<HouseholdId, Household>,
  decided: ReadonlyMap<HouseholdId, MunicipalityCode>,
  today: IsoDate
): ReadonlyArray<Blocker> =>
  suggested.flatMap(({ household: id, municipality }) => {
    const household = households.get(id)
    if (household === undefined) return []
    const missing: ReadonlyArray<Blocker["element"]> = missingElements(household, today)
    const undecided = !isFixed(household.route) && decided.get(id) !== municipality
    return [...missing, ...(undecided ? (["undecided"] as const) : [])].map((element) => ({ household: id, element }))
  })
