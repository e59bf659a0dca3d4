/** How much HiGHS is given at once. Sizes change how long a proof takes, never what is proved; tests solve with tiny ones. */
export interface Pieces {
  /** Up to this many choices, all enter the first master problem of the relaxation. */
  readonly wholeMaster: number
  /** Above it, choices of each household that enter first, and in each later round. */
  readonly firstColumns: number
  readonly columnsPerRound: number
  /** Choices per household, on average, that the first whole-number problem takes, and the most it takes in all. */
  readonly firstCore: number
  readonly largestFirstCore: number
  /** More choices are never given to a whole-number problem, since HiGHS has 4 GB at most; the plan found until then stands. */
  readonly largestCore: number
  /** The tie-break is left out where more choices per household, on average, could be in an optimal plan. */
  readonly tieBreakCandidates: number
  readonly tieBreakNodes: number
}

/** Measured on instances of 150 to 20 000 households. */
export const usualPieces: Pieces = {
  wholeMaster: 2500,
  firstColumns: 6,
  columnsPerRound: 4,
  firstCore: 16,
  largestFirstCore: 60_000,
  largestCore: 250_000,
  tieBreakCandidates: 3,
  tieBreakNodes: 200
}
