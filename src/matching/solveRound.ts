/** Solves the lanes of a prepared round and turns the outcome into answers about households, places and prices. */
import { Effect } from "effect"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { LaneProblem } from "./lane.ts"
import type { PreparedRound } from "./prepare.ts"
import { type SolvedLane, type SolvedRound, warmName } from "./solved.ts"
import { Outcome, type Solved } from "./solver/Outcome.ts"
import type { Progress } from "./solver/Progress.ts"
import { sentenceOf } from "./solver/Row.ts"
import { type SolveOptions, Solver, type SolverFailed, type SolverRefused } from "./solver/Solver.ts"

/** Shadow prices of the score level at [m·D + d], points per unit of a dimension. */
const pricesOf = (solved: Solved, { dimensions, instance, world }: LaneProblem): Float64Array => {
  const prices = new Float64Array(instance.capacity.length)
  const level = solved.certificate.levels.at(-1)
  for (const { dimension, location, price } of level?.prices ?? []) {
    const place = world.byCode.get(location as MunicipalityCode)
    const d = dimensions.findIndex((one) => one.id === dimension)
    if (place !== undefined && d >= 0) prices[place.index * dimensions.length + d] = price / (level?.precision ?? 1)
  }
  return prices
}

const planned = (
  problem: LaneProblem,
  solved: Solved,
  status: "optimal" | "feasible",
  stoppedBy: string | null
): SolvedLane => ({
  problem,
  status,
  stoppedBy,
  assignment: solved.plan,
  price: pricesOf(solved, problem),
  objective: solved.objective,
  bound: solved.bound,
  levels: solved.levels,
  conflict: []
})

const noPlan = (
  problem: LaneProblem,
  status: "no-solution" | "infeasible",
  stoppedBy: string | null,
  conflict: ReadonlyArray<string>
): SolvedLane => ({
  problem,
  status,
  stoppedBy,
  assignment: new Int32Array(0),
  price: new Float64Array(problem.instance.capacity.length),
  objective: 0,
  bound: 0,
  levels: [],
  conflict
})

const solvedLane = (problem: LaneProblem, outcome: Outcome): SolvedLane =>
  Outcome.$match(outcome, {
    Optimal: (solved) => planned(problem, solved, "optimal", null),
    FeasibleAtLimit: (solved) => planned(problem, solved, "feasible", solved.limit),
    NoSolutionAtLimit: ({ limit }) => noPlan(problem, "no-solution", limit, []),
    Infeasible: ({ conflict }) =>
      noPlan(
        problem,
        "infeasible",
        null,
        conflict.map((row) => sentenceOf(row, problem.instance))
      )
  })

/** How one lane was solved: from the beginning, or from what was known of an earlier solve. */
export interface LaneSolved {
  readonly outcome: Outcome
  readonly isWarm: boolean
}

/** Solves one lane; whoever keeps more than a solver does brings their own. */
export type SolveLane = (
  problem: LaneProblem,
  options: SolveOptions
) => Effect.Effect<LaneSolved, SolverFailed | SolverRefused, Solver>

export const solveLaneCold: SolveLane = ({ instance }, options) =>
  Effect.flatMap(Solver, (solver) =>
    Effect.map(solver.solve(instance, options), (outcome) => ({ outcome, isWarm: false }))
  )

/** Both lanes to proven optimum: place first, level by level, then fit. The solver's name says when a lane was solved warm. */
export const solveRound = Effect.fn("solveRound")(function* (
  prepared: PreparedRound,
  onProgress?: (progress: Progress) => void,
  solveLane: SolveLane = solveLaneCold
) {
  const { name } = yield* Solver
  const { round } = prepared.input
  const options = { rule: "place-first", gap: 0, seed: round.seed } as const
  const found = yield* Effect.forEach(prepared.lanes, (problem) =>
    Effect.map(
      solveLane(problem, onProgress === undefined ? options : { ...options, onProgress }),
      ({ isWarm, outcome }) => ({ isWarm, lane: solvedLane(problem, outcome) })
    )
  )
  const solved: SolvedRound = {
    round,
    world: prepared.world,
    solver: found.some(({ isWarm }) => isWarm) ? warmName(name) : name,
    seed: round.seed,
    lanes: found.map(({ lane }) => lane)
  }
  return solved
})
