/** The façade of the ring: solve a round, ask «why not», price the rules, check a profile. Everything else is pure. */
import { Effect } from "effect"
import type { Purpose, SoftCriterionId } from "../domain/Criterion.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Profile } from "../domain/Profile.ts"
import { comparePlans, type PlanDifference } from "./compare.ts"
import type { WhyNot } from "./explanation.ts"
import { isHard } from "./instance/Instance.ts"
import type { RuleId } from "./lane.ts"
import { prepareRound, type RoundInput, withChoices } from "./prepare.ts"
import {
  type Ablation,
  competenceCriteria,
  correlationsOf,
  movedShare,
  type ProfileCheck,
  verifiedAdultsMoved,
  weightedIds,
  weightedPurposes,
  withoutCriteria,
  withoutPurpose
} from "./profileCheck.ts"
import type { RuleReport } from "./report.ts"
import { type Answer, answersOf, objectiveOf, type SolvedRound, statusOf } from "./solved.ts"
import { solveRound } from "./solveRound.ts"
import { canAsk, whyNotOf } from "./whyNot.ts"

export const solveInput = (input: RoundInput, without: ReadonlySet<RuleId> = new Set()) =>
  solveRound(prepareRound(input, without))

/** The whole round solved again with the household locked there: the same run as `treff match --lock H=M`. */
const lockedThere = (input: RoundInput, household: HouseholdId, municipality: MunicipalityCode) =>
  solveInput({ ...input, round: withChoices(input.round, [{ household, municipality }]) })

/** What locking the household there would change, or null when no plan allows it. */
export const changeBy = Effect.fn("changeBy")(function* (
  input: RoundInput,
  solved: SolvedRound,
  household: HouseholdId,
  municipality: MunicipalityCode
) {
  const after = yield* lockedThere(input, household, municipality)
  const change: PlanDifference | null = statusOf(after) === "infeasible" ? null : comparePlans(solved, after)
  return change
})

/** «Why not Y?» for one household, with the re-solve that prices it. */
export const whyNot = Effect.fn("whyNot")(function* (
  input: RoundInput,
  solved: SolvedRound,
  answer: Answer,
  municipality: MunicipalityCode
) {
  const place = solved.world.byCode.get(municipality)
  if (place === undefined) return null
  const chosen = answer.place?.index === place.index
  const change =
    chosen || !canAsk(answer, place)
      ? null
      : yield* changeBy(input, solved, answer.household.household.id, municipality)
  const value: WhyNot = whyNotOf(solved, answer, place, change)
  return value
})

/** The rules that bind in this round. A rule nobody is under has no price and is not listed. */
const rulesInUse = (solved: SolvedRound): ReadonlyArray<RuleId> => {
  const instances = solved.lanes.map((lane) => lane.problem.instance)
  const inUse: Record<RuleId, boolean> = {
    C3: instances.some((instance) => instance.minimum.some((minimum) => minimum > 0)),
    C4: instances.some((instance) => instance.linked.length > 0),
    C5: instances.some((instance) => instance.separate.length > 0),
    C6: instances.some((instance) => instance.groups.length > 0),
    C8: instances.some((instance) => !instance.surcharge.every(isHard)),
    C9: solved.lanes.some(({ problem }) => problem.profile.floors?.household !== undefined),
    C9b: solved.lanes.some(({ problem }) => problem.profile.floors?.adult !== undefined),
    hold: answersOf(solved).some((answer) => answer.household.holdBelow > 0)
  }
  return (["C3", "C4", "C5", "C6", "C8", "C9", "C9b", "hold"] as const).filter((rule) => inUse[rule])
}

/** Price of each rule: points the plan would gain without it, and households that would move. */
export const priceRules = Effect.fn("priceRules")(function* (input: RoundInput, solved: SolvedRound) {
  return yield* Effect.forEach(rulesInUse(solved), (id) =>
    Effect.map(solveInput(input, new Set([id])), (after): RuleReport => {
      const { moves, objective, placed } = comparePlans(solved, after)
      // Without a price the plan at hand is best without the rule too: whoever would move moves between equals.
      const share = objective / Math.max(1, Math.abs(objectiveOf(solved)))
      return { id, price: objective, share, placed, moved: objective === 0 && placed === 0 ? 0 : moves.length }
    })
  )
})

/** A profile in which leaving out competence moves fewer than this share of verified adults is not approved (S12). */
const leastMoved = 0.1
/** Correlations worth reading. */
const leastCorrelation = 0.3

export const checkProfile = Effect.fn("checkProfile")(function* (input: RoundInput, profile: Profile) {
  const base = yield* solveInput({ ...input, profile })
  const solveWith = (other: Profile) => solveInput({ ...input, profile: other })
  const ablate = <Id extends SoftCriterionId | Purpose>(id: Id, weight: number, other: Profile) =>
    Effect.map(
      solveWith(other),
      (after): Ablation<Id> => ({ id, weight, moved: movedShare(base, after, profile.lane) })
    )
  const criteria = yield* Effect.forEach(weightedIds(profile), (id) =>
    ablate(id, profile.criteria[id], withoutCriteria(profile, [id]))
  )
  const purposes = yield* Effect.forEach(weightedPurposes(profile), (id) =>
    ablate(id, profile.purposes[id], withoutPurpose(profile, id))
  )
  const withoutCompetence = yield* solveWith(withoutCriteria(profile, competenceCriteria))
  const competence = verifiedAdultsMoved(base, withoutCompetence)
  const tooFew = profile.lane === "ordinary" && competence.moved < leastMoved
  const check: ProfileCheck = {
    profile: profile.id,
    criteria,
    purposes,
    correlations: correlationsOf(base, profile.lane, leastCorrelation),
    competence,
    approved: !tooFew,
    reasons: tooFew
      ? [
          `Leaving out competence moves ${Math.round(100 * competence.moved)} % of adults with verified competence; at least 10 % is required.`
        ]
      : []
  }
  return check
})
