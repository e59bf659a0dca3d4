/** How a solve can end, as a value the compiler makes every reader handle. Amounts are integers in the instance's own units. */
import { Data } from "effect"
import type { Assignment } from "../instance/Instance.ts"
import type { Certificate } from "../referee/Certificate.ts"
import type { Row } from "./Row.ts"

/** What was reached and proved on one level of placing first, in units of 1/scale of the level. */
export interface LevelReached {
  readonly name: string
  readonly objective: number
  readonly bound: number
}

/** A plan the referee accepts, and what is known about how good it is. */
export interface Solved {
  readonly plan: Assignment
  /** Value on the score objective, units of 1/instance.scale. */
  readonly objective: number
  /** No plan at these levels of placing is worth more. */
  readonly bound: number
  /** Optimum of the relaxation of the score objective over all pairs; not always whole. */
  readonly lpBound: number
  readonly levels: ReadonlyArray<LevelReached>
  /** Prices that prove `certificate.levels.at(-1).bound`, on their own. */
  readonly certificate: Certificate
  /** The plan is the one the tie-break chooses among all optimal plans, whatever the path to it. */
  readonly canonical: boolean
  readonly nodes: number
}

/** What ended a solve early: the clock, its budget of nodes and moves, or whoever asked for it. */
export type Limit = "time" | "nodes" | "cancelled"

export type Outcome = Data.TaggedEnum<{
  /** Within the gap asked for, on every level. */
  Optimal: Solved
  FeasibleAtLimit: Solved & { readonly limit: Limit }
  NoSolutionAtLimit: { readonly limit: Limit }
  /** The rows cannot all hold. `minimal`: they can as soon as any one of them goes. */
  Infeasible: { readonly conflict: ReadonlyArray<Row>; readonly minimal: boolean }
}>
export const Outcome = Data.taggedEnum<Outcome>()
