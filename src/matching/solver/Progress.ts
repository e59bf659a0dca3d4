/** What a long solve tells while it runs: phase, best plan so far, bound. Amounts are in the units of the instance's numbers. */
import { gapOf } from "../referee/SolveResult.ts"

/** reading: pairs · prices: the relaxation · plan: search for a plan · patterns: bound and plan by municipality · proof: branch and bound · ties */
export type Phase = "reading" | "prices" | "plan" | "patterns" | "proof" | "ties"

/** What a stage knows at some moment, in whole units of its objective; what it does not say stays as it was. */
export interface StageProgress {
  readonly phase: Phase
  readonly value?: number
  readonly bound?: number
}

export interface Progress {
  readonly phase: Phase
  /** Name of the objective being solved. */
  readonly objective: string
  readonly incumbent: number | null
  readonly bound: number | null
  readonly gap: number | null
}

/** Turns what stages say into progress: keeps the best plan and the best bound of an objective. */
export class ProgressReport {
  readonly #tell: (progress: Progress) => void
  readonly #objective: string
  readonly #scale: number
  #incumbent: number | null = null
  #bound: number | null = null

  constructor(objective: { readonly name: string; readonly scale: number }, tell: (progress: Progress) => void) {
    this.#objective = objective.name
    this.#scale = objective.scale
    this.#tell = tell
  }

  readonly report = ({ bound, phase, value }: StageProgress): void => {
    if (value !== undefined) this.#incumbent = Math.max(this.#incumbent ?? value, value)
    if (bound !== undefined) this.#bound = Math.min(this.#bound ?? bound, bound)
    const incumbent = this.#incumbent === null ? null : this.#incumbent / this.#scale
    const most = this.#bound === null ? null : this.#bound / this.#scale
    const gap = incumbent === null || most === null ? null : gapOf(most, incumbent)
    this.#tell({ phase, objective: this.#objective, incumbent, bound: most, gap })
  }
}
