/** The result of matching a round as one document: what `treff match --json` prints and the store keeps with a plan. */
import type { RoundId } from "../domain/Ids.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { RunRecord } from "../domain/Plan.ts"
import type { Finding } from "./consistency.ts"
import type { Alternative, Explanation, Move } from "./explanation.ts"
import type { CriterionFit } from "./fit.ts"
import type { LevelResult, SolveStatus } from "./solved.ts"

export type Reason = Pick<CriterionFit, "criterion" | "purpose" | "points" | "possible" | "facts" | "missing">

/** A municipality in the household's own order. */
export interface RankedPlace extends Omit<Alternative, "points"> {
  readonly fit: number
}

/** What the nearest alternative would mean for the whole round; equal to a re-solve with the household locked there. */
export interface KnockOn {
  readonly municipality: MunicipalityCode
  readonly difference: number
  readonly placedDifference: number
  readonly moves: ReadonlyArray<Move>
}

export interface PlacementReport
  extends Pick<
    Explanation,
    | "household"
    | "lane"
    | "persons"
    | "level"
    | "state"
    | "reason"
    | "municipality"
    | "name"
    | "possible"
    | "low"
    | "high"
    | "members"
    | "missing"
    | "questions"
    | "warnings"
    | "rankOfPlaced"
    | "eligible"
    | "excluded"
    | "price"
    | "byKind"
    | "childrensBest"
  > {
  /** Points; the same as the sum over reasons. */
  readonly fit: number
  /** Share of draws in which the household keeps its municipality. */
  readonly robustness: number
  readonly staysInTop: number
  /** The household's own best eligible municipalities, the suggested one among them where it ranks so high. */
  readonly topK: ReadonlyArray<RankedPlace>
  readonly reasons: ReadonlyArray<Reason>
  readonly knockOn: KnockOn | null
}

/** A household without a place: why, and what its best would have been. */
export interface WaitingReport
  extends Pick<
    Explanation,
    "household" | "lane" | "persons" | "level" | "state" | "reason" | "warnings" | "excluded" | "eligible"
  > {
  readonly best: ReadonlyArray<{ readonly municipality: MunicipalityCode; readonly name: string; readonly fit: number }>
  /** Points the round would lose or gain by placing it now; null when it cannot be placed. */
  readonly price: number | null
}

/** A rule of the round with its price: points the plan would gain without it, and households that would move. */
export interface RuleReport {
  readonly id: string
  readonly price: number
  /** The price as a share of the plan's objective. */
  readonly share: number
  /** Persons more that would be placed without it. */
  readonly placed: number
  readonly moved: number
}

export interface MatchReport {
  readonly format: "treff-match/1"
  readonly round: RoundId
  readonly synthetic: boolean
  readonly households: number
  readonly persons: number
  readonly municipalities: number
  /** Pairs scored. */
  readonly pairs: number
  readonly eligiblePairs: number
  readonly status: SolveStatus
  readonly stoppedBy: string | null
  readonly objective: number
  readonly bound: number
  readonly gap: number
  /** Persons placed. */
  readonly placed: number
  readonly householdsPlaced: number
  readonly fullMunicipalities: number
  readonly notOwnBest: number
  readonly levels: ReadonlyArray<LevelResult & { readonly lane: string }>
  readonly seconds: {
    readonly load: number
    readonly score: number
    readonly solve: number
    readonly explain: number
    readonly rules: number
  }
  readonly placements: ReadonlyArray<PlacementReport>
  readonly held: ReadonlyArray<WaitingReport>
  readonly unplaced: ReadonlyArray<WaitingReport>
  /** Empty also where they were not priced: while requests are under way the first plan's prices are the ones to read. */
  readonly rules: ReadonlyArray<RuleReport>
  readonly findings: ReadonlyArray<Finding>
  readonly conflict: ReadonlyArray<string>
  readonly run: RunRecord
}
