/**
 * What must be kept of a solved round to explain it later without solving it again: the state of each lane and the prices
 * of places. Placements are kept with the plan; facts are read anew, so that what has been withdrawn stays out.
 */
import { Schema } from "effect"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Placement } from "../domain/Plan.ts"
import { unplaced } from "./instance/Instance.ts"
import type { LaneProblem } from "./lane.ts"
import type { PreparedRound } from "./prepare.ts"
import { answersOf, type SolvedLane, type SolvedRound } from "./solved.ts"

const LaneProof = Schema.Struct({
  lane: Schema.Literals(["ordinary", "minors"]),
  status: Schema.Literals(["optimal", "feasible", "no-solution", "infeasible"]),
  stoppedBy: Schema.NullOr(Schema.String),
  prices: Schema.Array(
    Schema.Struct({ municipality: MunicipalityCode, dimension: Schema.String, price: Schema.Finite })
  ).annotate({ description: "Points per unit of a dimension; places that cost nothing are left out" }),
  objective: Schema.Finite,
  bound: Schema.Finite,
  levels: Schema.Array(Schema.Struct({ name: Schema.String, objective: Schema.Finite, bound: Schema.Finite })),
  conflict: Schema.Array(Schema.String)
})
type LaneProof = typeof LaneProof.Type

export const PlanProof = Schema.Struct({
  solver: Schema.String,
  seed: Schema.Int,
  lanes: Schema.Array(LaneProof),
  questions: Schema.Record(Schema.String, Schema.Array(Schema.String)).annotate({
    description: "By household: what its municipality must still confirm (S5)"
  })
}).annotate({ identifier: "PlanProof" })
export type PlanProof = typeof PlanProof.Type

const laneProof = ({ price, problem, ...lane }: SolvedLane): LaneProof => {
  const { dimensions, world } = problem
  return {
    lane: problem.lane,
    status: lane.status,
    stoppedBy: lane.stoppedBy,
    prices: [...price].flatMap((one, at) =>
      one === 0
        ? []
        : [
            {
              municipality: world.places[Math.floor(at / dimensions.length)]!.municipality.code,
              dimension: dimensions[at % dimensions.length]!.id,
              price: one
            }
          ]
    ),
    objective: lane.objective,
    bound: lane.bound,
    levels: lane.levels.map(({ bound, name, objective }) => ({ name, objective, bound })),
    conflict: [...lane.conflict]
  }
}

export const proofOf = (solved: SolvedRound): PlanProof => ({
  solver: solved.solver,
  seed: solved.seed,
  lanes: solved.lanes.map(laneProof),
  questions: Object.fromEntries(
    answersOf(solved).flatMap(({ household, place }) =>
      place === null ? [] : [[household.household.id, household.eligibility.questionsAt(place)]]
    )
  )
})

const restoreLane = (
  problem: LaneProblem,
  placed: ReadonlyMap<string, MunicipalityCode | null>,
  proof: LaneProof | undefined
): SolvedLane => {
  const { dimensions, households, instance, world } = problem
  const price = new Float64Array(instance.capacity.length)
  for (const one of proof?.prices ?? []) {
    const place = world.byCode.get(one.municipality)
    const d = dimensions.findIndex(({ id }) => id === one.dimension)
    if (place !== undefined && d >= 0) price[place.index * dimensions.length + d] = one.price
  }
  const indexOf = (code: MunicipalityCode | null | undefined) =>
    code === null || code === undefined ? unplaced : (world.byCode.get(code)?.index ?? unplaced)
  return {
    problem,
    status: proof?.status ?? "no-solution",
    stoppedBy: proof?.stoppedBy ?? null,
    assignment: Int32Array.from(households, ({ household }) => indexOf(placed.get(household.id))),
    price,
    objective: proof?.objective ?? 0,
    bound: proof?.bound ?? 0,
    levels: proof?.levels ?? [],
    conflict: proof?.conflict ?? []
  }
}

/** The solved round again. A household the plan does not know is unplaced; a place that is gone is too. */
export const restoreRound = (
  { input, lanes, world }: PreparedRound,
  placements: ReadonlyArray<Placement>,
  proof: PlanProof
): SolvedRound => {
  const placed = new Map<string, MunicipalityCode | null>(placements.map((one) => [one.household, one.municipality]))
  return {
    round: input.round,
    world,
    solver: proof.solver,
    seed: proof.seed,
    lanes: lanes.map((problem) =>
      restoreLane(
        problem,
        placed,
        proof.lanes.find(({ lane }) => lane === problem.lane)
      )
    )
  }
}
