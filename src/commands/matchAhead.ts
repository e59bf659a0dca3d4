/** `treff match --pool`: a round that keeps places for households still to come, what that charges, and whom it moves. */
import { Effect } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Round } from "../domain/Round.ts"
import { type LoadedRound, loadRound } from "../intake/loadRound.ts"
import { comparePlans } from "../matching/compare.ts"
import type { Mode } from "../matching/consistency.ts"
import { laterPrices, roundFutures } from "../matching/lookahead/keptForLater.ts"
import { chargeOf, type LaterPrices } from "../matching/lookahead/laterCharges.ts"
import { solveInput } from "../matching/Matching.ts"
import type { MatchReport } from "../matching/report.ts"
import type { SolvedRound } from "../matching/solved.ts"
import { keptForLaterSentence, tooFewPlacesSentence } from "../texts/keptForLater.ts"
import { formatsOf, type Language } from "../texts/language.ts"
import { print, progress } from "./output.ts"
import type { RoundOptions } from "./roundOptions.ts"
import { showMatch } from "./show.ts"

/** What keeping places for those to come did to a round. Points are those of the fit. */
export interface LaterReport {
  readonly futures: number
  readonly poolHouseholds: number
  /** Persons of the ordinary lane, in the round and expected later, and the places they share. */
  readonly shared: { readonly persons: number; readonly places: number }
  /** Points charged for the places used: no part of any fit, nor of `objective` and `bound`. */
  readonly chargedPoints: number
  /** Households that would be elsewhere if nothing were kept, and the points of fit the round gives up for it. */
  readonly moved: number
  readonly fitGivenUp: number
  /** Points each placed household is charged, where any. */
  readonly charges: ReadonlyArray<{ readonly household: HouseholdId; readonly points: number }>
}

interface Kept {
  readonly loaded: LoadedRound
  readonly shared: LaterReport["shared"]
  readonly prices: LaterPrices
  readonly poolHouseholds: number
}

const sharedPlaces = (own: Round, pool: Round): LaterReport["shared"] => ({
  persons: [...own.ordinary, ...pool.ordinary].reduce(
    (sum, one) => sum + (one.lane === "ordinary" ? one.persons : 0),
    0
  ),
  places: own.capacities.reduce((sum, one) => sum + one.places, 0)
})

/** The round, charged at what its places are worth to the pool's households. */
export const keepForLater = Effect.fn("keepForLater")(function* (
  own: LoadedRound,
  pool: string,
  { municipalities }: RoundOptions,
  mode: Mode
) {
  const coming = yield* loadRound({ round: pool, municipalities }, mode)
  progress("sampling those still to come")
  const { households, prices } = laterPrices(own.input, coming.input.round)
  const loaded: LoadedRound = { ...own, input: { ...own.input, later: prices } }
  const shared = sharedPlaces(own.input.round, coming.input.round)
  const kept: Kept = { loaded, shared, prices, poolHouseholds: households }
  return kept
})

const chargesOf = (solved: SolvedRound, prices: LaterPrices): LaterReport["charges"] =>
  solved.lanes.flatMap(({ assignment, problem }) => {
    const lanePrices = prices.get(problem.lane)
    if (lanePrices === undefined) return []
    return problem.households.flatMap(({ household }, h) => {
      const points = (assignment[h] ?? -1) < 0 ? 0 : chargeOf(problem, lanePrices, h, assignment[h]!)
      return points === 0 ? [] : [{ household: household.id, points }]
    })
  })

/** The report without the charges: as far from its bound as before, in the points people read. */
const uncharged = (report: MatchReport, charged: number): MatchReport => {
  const [objective, bound] = [report.objective + charged, report.bound + charged]
  const gap = (bound - objective) / Math.max(1, Math.abs(bound))
  return { ...report, objective, bound, gap, run: { ...report.run, objective, bound, gap } }
}

export interface MatchReportAhead extends MatchReport {
  readonly lookahead?: LaterReport
}

/** The report with what was kept; for that the round is solved once more as if nobody were to come. */
export const reportAhead = Effect.fn("reportAhead")(function* (
  report: MatchReport,
  own: LoadedRound,
  solved: SolvedRound,
  kept: Kept
) {
  progress("solving as if nobody were to come")
  const { moves } = comparePlans(yield* solveInput(own.input), solved)
  const charges = chargesOf(solved, kept.prices)
  const chargedPoints = charges.reduce((sum, one) => sum + one.points, 0)
  const lookahead: LaterReport = {
    futures: roundFutures,
    poolHouseholds: kept.poolHouseholds,
    shared: kept.shared,
    chargedPoints,
    moved: moves.length,
    fitGivenUp: moves.reduce((sum, move) => sum - move.points, 0),
    charges
  }
  const found: MatchReportAhead = { ...uncharged(report, chargedPoints), lookahead }
  return found
})

interface Showing {
  readonly json: boolean
  readonly lang: Language
}

/** As any solved round, with a line about what was kept. */
export const showMatchAhead = (
  report: MatchReport & { readonly lookahead?: LaterReport },
  showing: Showing
): number => {
  const code = showMatch(report, showing)
  if (!showing.json && report.lookahead !== undefined) {
    const { chargedPoints, fitGivenUp, moved, poolHouseholds, shared } = report.lookahead
    const { points } = formatsOf(showing.lang)
    print(keptForLaterSentence[showing.lang](poolHouseholds, points(chargedPoints), moved, points(fitGivenUp)))
    if (shared.persons > shared.places) print(tooFewPlacesSentence[showing.lang](shared.persons, shared.places))
  }
  return code
}
