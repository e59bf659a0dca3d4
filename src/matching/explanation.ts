/**
 * Explanation as a value (model.md §5): what a placement rests on, what was missing, what the alternatives are. Texts are
 * made from it elsewhere; who may see which part is decided in audience.ts.
 */
import type { HardCriterionId, SoftCriterionId } from "../domain/Criterion.ts"
import type { Lane } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { ServiceClass } from "../domain/Need.ts"
import type { CriterionFit } from "./fit.ts"
import type { PriorityLevel } from "./priority.ts"
import type { ReadinessElement } from "./readiness.ts"
import type { Robustness } from "./robustness.ts"
import type { RowKind } from "./rows.ts"
import type { PlacementState } from "./solved.ts"
import type { Evidence } from "./World.ts"

export interface CriterionDifference {
  readonly criterion: SoftCriterionId
  readonly points: number
}

/** Another municipality for the same household, ranked by its own fit. */
export interface Alternative {
  readonly municipality: MunicipalityCode
  readonly name: string
  /** 1 = the household's best fit among eligible municipalities. */
  readonly rank: number
  readonly points: number
  readonly low: number
  readonly high: number
  /** Hard criteria the municipality must still confirm. */
  readonly questions: ReadonlyArray<string>
  /** Points against the suggested municipality: this one minus that one, exact per criterion. */
  readonly difference: { readonly total: number; readonly criteria: ReadonlyArray<CriterionDifference> }
  /** Price of the household's demand there: what one such place is worth to the rest of the round. */
  readonly price: number
  readonly full: boolean
  /** The suggested municipality itself. */
  readonly chosen: boolean
}

export interface ExcludedMunicipalities {
  readonly criterion: HardCriterionId
  readonly municipalities: ReadonlyArray<MunicipalityCode>
  readonly evidence: ReadonlyArray<Evidence>
}

/** Something unknown: about a person or about the municipality. */
export interface MissingFact {
  readonly about: "person" | "municipality"
  readonly fact: string
  readonly criterion: SoftCriterionId
}

/** «Barnets beste» (S21). */
export interface BestInterests {
  readonly children: number
  /** Points of the criteria that concern the children, there and at the best place for the children. */
  readonly points: number
  readonly possible: number
  readonly bestForChildren: {
    readonly municipality: MunicipalityCode
    readonly name: string
    readonly difference: number
  } | null
  readonly views: ReadonlyArray<
    | { readonly heard: true; readonly on: string; readonly how: string; readonly view: string | null }
    | { readonly heard: false; readonly reason: string | null }
  >
  readonly assessment: string | null
}

/** Adults apart from the household's mean (S20). */
export interface Members {
  readonly mean: number
  readonly lowestAdult: number | null
  readonly children: number | null
}

export interface Move {
  readonly household: HouseholdId
  readonly from: MunicipalityCode | null
  readonly to: MunicipalityCode | null
  readonly points: number
}

export interface WhyNot {
  readonly municipality: MunicipalityCode
  readonly name: string
  readonly answer: "chosen" | "hard-criterion" | "lower-fit" | "capacity" | "lock" | "not-placed-there"
  readonly excluded: ReadonlyArray<{ readonly criterion: HardCriterionId; readonly evidence: ReadonlyArray<Evidence> }>
  /** The fit there, taken apart; sums exactly to its points. */
  readonly points: number
  readonly criteria: ReadonlyArray<CriterionFit>
  readonly fitDifference: number
  readonly byCriterion: ReadonlyArray<CriterionDifference>
  /** Households that hold the places there, in order of id. */
  readonly holders: ReadonlyArray<HouseholdId>
  /** Objective of the whole round with the household locked there, minus the plan's; null when it cannot be. */
  readonly difference: number | null
  /** Persons placed in the whole round with the lock, minus the plan's. */
  readonly placedDifference: number
  /** Every household that ends elsewhere than in the plan, the asked one among them. */
  readonly moved: number
  readonly moves: ReadonlyArray<Move>
}

export type PlacementReason =
  | { readonly code: "best-for-the-round" }
  | { readonly code: "own-best" }
  | { readonly code: "locked" }
  | { readonly code: "agreed-self-settlement" }
  | { readonly code: "held-for-better"; readonly below: number; readonly best: number }
  | { readonly code: "no-eligible-municipality" }
  | { readonly code: "no-place-left" }
  | { readonly code: "no-plan" }

export interface Warning {
  readonly code: "not-ready" | "thin-profile" | "health-not-clarified" | "turns-18" | "protected"
  readonly elements: ReadonlyArray<ReadinessElement>
}

export interface Explanation {
  readonly household: HouseholdId
  readonly lane: Lane
  readonly persons: number
  readonly level: PriorityLevel
  readonly state: PlacementState
  readonly reason: PlacementReason
  readonly municipality: MunicipalityCode | null
  readonly name: string | null
  /** Points of the placement; 0 when not placed. Always Σ criteria. */
  readonly total: number
  readonly possible: number
  readonly low: number
  readonly high: number
  readonly members: Members
  readonly criteria: ReadonlyArray<CriterionFit>
  readonly facts: ReadonlyArray<Evidence>
  readonly missing: ReadonlyArray<MissingFact>
  /** Services the household has released to the municipality as well; others it must not be told of (S22). */
  readonly shareableServices: ReadonlyArray<ServiceClass>
  /** What the municipality must confirm before vedtak (S5). */
  readonly questions: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<Warning>
  readonly rankOfPlaced: number | null
  readonly eligible: number
  /** The k best other municipalities. */
  readonly alternatives: ReadonlyArray<Alternative>
  /** The k best municipalities, the suggested one among them where it ranks so high. */
  readonly top: ReadonlyArray<Alternative>
  readonly excluded: ReadonlyArray<ExcludedMunicipalities>
  /** Shadow price of the household's demand where it is placed, points. */
  readonly price: number
  readonly robustness: Robustness | null
  /** Points by the kind of fact behind them. */
  readonly byKind: Readonly<Record<RowKind, number>>
  readonly childrensBest: BestInterests | null
  readonly whyNot: WhyNot | null
}
