/**
 * A round charged for the places it uses, so that later households find the places they need more. The charge stands in the
 * objective beside the fit: fit and reasons stay as they are, and place-first decides who is placed without looking at it.
 */
import type { Lane } from "../../domain/Household.ts"
import { ineligible } from "../instance/Instance.ts"
import type { LaneProblem } from "../lane.ts"

/** Points that one unit of a dimension is charged, by lane, at [m·D + d]: D dimensions that are limits, the first of a lane's. */
export type LaterPrices = ReadonlyMap<Lane, Float64Array>

/** Whole points that household h pays in place m. */
export const chargeOf = ({ dimensions, instance }: LaneProblem, prices: Float64Array, h: number, m: number): number => {
  const priced = prices.length / instance.locations.length
  let charge = 0
  for (let d = 0; d < priced; d++) charge += prices[m * priced + d]! * instance.demand[h * dimensions.length + d]!
  return Math.round(charge)
}

/** The lane with every pair scored less what it is charged. */
export const charged = (problem: LaneProblem, prices: Float64Array): LaneProblem => {
  const { instance } = problem
  const [M, score] = [instance.locations.length, instance.score.slice()]
  for (let h = 0; h < instance.households.length; h++) {
    for (let m = 0; m < M; m++)
      if (score[h * M + m] !== ineligible) score[h * M + m]! -= chargeOf(problem, prices, h, m)
  }
  return { ...problem, instance: { ...instance, score } }
}
