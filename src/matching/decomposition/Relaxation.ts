/** What solving the linear relaxation of one objective leaves behind: its prices, its bound, and how it placed each household. */
import type { Prices } from "../referee/bound.ts"

export interface Relaxation {
  /** No plan is worth more, in units of the objective; not always whole. */
  readonly bound: number
  readonly prices: Prices
  /** Best net value of each household under the prices. */
  readonly best: Float64Array
  /** Share of each household placed by a choice, for the choices that have one. */
  readonly share: ReadonlyMap<number, number>
  /** No pair improves it: the bound is the optimum of the relaxation. */
  readonly complete: boolean
}
