/**
 * Whether a household may wait for a better place (S7): only where the best place a plan leaves for it is below a share of its
 * own best. Owns that comparison and what waiting costs; limits and how often are priority.ts.
 */
import type { HardCriterionId } from "../domain/Criterion.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import { isFull } from "./explain.ts"
import { parameter } from "./parameters.ts"
import { type Answer, priceRow } from "./solved.ts"
import type { Place } from "./World.ts"

export interface HoldTerms {
  /** Its best fit in any municipality it could ever have. */
  readonly best: number
  /** A fit below this is too poor: the share of its best, rounded up. */
  readonly below: number
  /** The best place the plan leaves for it, its own place among them; null when there is none. */
  readonly available: {
    readonly municipality: MunicipalityCode
    readonly fit: number
    /** What waiting gives up: the fit there less what its places cost the rest of the round at the plan's prices. */
    readonly price: number
  } | null
}

/** A lock is an officer's and would end with the hold; room is asked of the plan. */
const passing: ReadonlySet<HardCriterionId> = new Set(["lock", "places", "not-decided"])

/** Null without a plan: what is available is not known then. */
export const holdTerms = ({ household, lane, place: own }: Answer): HoldTerms | null => {
  if (lane.assignment.length === 0) return null
  const { points } = household
  const fitOf = (place: Place): number => points[place.index]!
  const ways = lane.problem.world.places
    .map((place) => ({ place, against: household.eligibility.exclusionsAt(place).map((one) => one.criterion) }))
    .filter(({ against }) => against.every((criterion) => passing.has(criterion)))
    .sort((a, b) => fitOf(b.place) - fitOf(a.place) || a.place.index - b.place.index)
  const best = ways[0] === undefined ? 0 : fitOf(ways[0].place)
  const found = ways.find(
    ({ against, place }) =>
      place === own || (against.every((criterion) => criterion === "lock") && !isFull(lane, household, place))
  )?.place
  const prices = priceRow(lane, household.household)
  return {
    best,
    below: Math.ceil(parameter("holdShare") * best),
    available:
      found === undefined
        ? null
        : {
            municipality: found.code,
            fit: fitOf(found),
            price: Math.round(fitOf(found) - (prices[found.index] ?? 0))
          }
  }
}

export const isWorthWaiting = ({ available, below }: HoldTerms): boolean => available === null || available.fit < below
