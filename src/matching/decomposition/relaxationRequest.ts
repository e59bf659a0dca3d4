/** What the exact relaxation is asked, and how large the pieces are in which it works. */
import type { Choices } from "../instance/choices.ts"
import type { Assignment } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { mustPlace } from "../referee/bound.ts"
import { couplingRows } from "./couplingRows.ts"
import type { Coupled } from "./nearChoices.ts"

export interface RelaxationRequest {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  /** A plan that keeps every row, if one is known. */
  readonly start?: Assignment
  readonly timeLeftMs: () => number
  /** Told of every better bound, in units of the objective. */
  readonly onBound?: (bound: number) => void
}

/** How much enters the master at once. Sizes change how long it takes, never what is found; tests use tiny ones. */
export interface Sizes {
  /** Up to this many choices, all enter the master at once and no prices are looked for. */
  readonly wholeMaster: number
  /** Choices this near their household's best enter at first, and with one that improves the master; parts of the spread. */
  readonly near: number
  readonly entering: number
  /** Half the width of the first boxes, as a part of the spread. */
  readonly reach: number
  /** Rounds after which a known plan makes boxes needless. */
  readonly boxedRounds: number
}

/** Measured on instances of 700 to 20 000 households. */
export const usualSizes: Sizes = { wholeMaster: 2500, near: 0.008, entering: 0.025, reach: 0.015, boxedRounds: 40 }

/** The problem of a request with its coupling rows. */
export function coupledOf({ choices, objective, targets }: RelaxationRequest): Coupled {
  const rows = couplingRows(choices, objective, targets)
  return { choices, objective, targets, must: mustPlace(choices, targets), rows }
}
