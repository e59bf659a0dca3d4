/** Solves the lanes of a prepared round and turns the outcome into answers about households, places and prices. */
import { Effect } from "effect"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { LaneProblem } from "./lane.ts"
import type { PreparedRound } from "./prepare.ts"
import type { SolvedLane, SolvedRound } from "./solved.ts"
import { Outcome, type Solved } from "./solver/Outcome.ts"
import type { Progress } from "./solver/Progress.ts"
import { sentenceOf } from "./solver/Row.ts"
import { Solver } from "./solver/Solver.ts"

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

/** Both lanes to proven optimum: place first, level by level, then fit. */
export const solveRound = Effect.fn("solveRound")(function* (
  prepared: PreparedRound,
  onProgress?: (progress: Progress) => void
) {
  const solver = yield* Solver
  const { round } = prepared.input
  const lanes = yield* Effect.forEach(prepared.lanes, (problem) =>
    Effect.map(
      solver.solve(problem.instance, {
        rule: "place-first",
        gap: 0,
        seed: round.seed,
        ...(onProgress === undefined ? {} : { onProgress })
      }),
      (outcome) => solvedLane(problem, outcome)
    )
  )
  const solved: SolvedRound = { round, world: prepared.world, solver: solver.name, seed: round.seed, lanes }
  return solved
})
