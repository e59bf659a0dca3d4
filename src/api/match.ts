/** What matching a round gives: the report that is kept, and the solved round that explanations are made from. */
import type { Effect } from "effect"
import type { LoadedRound } from "../intake/loadRound.ts"
import type { Explained } from "../matching/matchReport.ts"
import type { MatchReport } from "../matching/report.ts"
import type { SolvedRound } from "../matching/solved.ts"
import type { Solver, SolverFailed, SolverRefused } from "../matching/solver/Solver.ts"

export interface Matched {
  readonly report: MatchReport
  readonly solved: SolvedRound
  readonly explained: ReadonlyArray<Explained>
}

/** Scores, solves, explains and prices one round, with so many alternatives for each household. */
export type Match = (
  loaded: LoadedRound,
  alternatives: number
) => Effect.Effect<Matched, SolverFailed | SolverRefused, Solver>
