/** One objective at a time: what a layer's exact method is asked, and what it answers. Amounts are whole units of the objective. */
import type { Choices } from "../instance/choices.ts"
import type { Assignment } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import type { Prices } from "../referee/bound.ts"
import type { Limit } from "./Outcome.ts"
import type { StageProgress } from "./Progress.ts"

export interface StageRequest {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  /** A plan that keeps every hard row and every target. */
  readonly start: Assignment
  /** Accepted (bound − value) / max(1, |bound|). */
  readonly gap: number
  readonly seed: number
  /** 0 when time is up, or when whoever asked has enough. */
  readonly timeLeftMs: () => number
  readonly nodesLeft: number
  readonly report: (progress: StageProgress) => void
}

export interface StageAnswer {
  readonly plan: Assignment
  readonly value: number
  /** No plan that keeps the targets is worth more. */
  readonly bound: number
  /** Bound of the relaxation, not always whole. */
  readonly lpBound: number
  readonly prices: Prices
  /** Multipliers of the households, where they prove more than the prices alone. */
  readonly households?: Float64Array
  /** Choices that can be in a plan as good as this one; undefined where that was never asked. */
  readonly candidates: Uint8Array | undefined
  readonly nodes: number
  readonly stopped: Limit | undefined
}

/** The tie-break as a stage: the same problem with the score fixed too, over the candidates only. */
export interface TieBreakRequest extends Omit<StageRequest, "gap" | "report"> {
  readonly candidates: Uint8Array
}

/** What a solver layer brings along; everything else is shared. */
export interface StageSolver {
  readonly solve: (request: StageRequest) => StageAnswer
  /** The plan of the tie-break, or undefined when it was not found within its budget. */
  readonly breakTies: (request: TieBreakRequest) => Assignment | undefined
}
