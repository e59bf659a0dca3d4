/** A round with its answer: both lanes, where each household ended, and the prices of places. */
import type { Household } from "../domain/Household.ts"
import type { Round } from "../domain/Round.ts"
import { unplaced } from "./instance/Instance.ts"
import type { LaneHousehold, LaneProblem } from "./lane.ts"
import type { Place, World } from "./World.ts"

export type SolveStatus = "optimal" | "feasible" | "no-solution" | "infeasible"

export interface LevelResult {
  readonly name: string
  readonly objective: number
  readonly bound: number
}

export interface SolvedLane {
  readonly problem: LaneProblem
  readonly status: SolveStatus
  readonly stoppedBy: string | null
  /** Place index of each household, or −1; empty when there is no plan. */
  readonly assignment: Int32Array
  /** Price of one unit of dimension d in place m at [m·D + d], points. */
  readonly price: Float64Array
  readonly objective: number
  readonly bound: number
  readonly levels: ReadonlyArray<LevelResult>
  /** Why nothing is possible, in words; empty unless infeasible. */
  readonly conflict: ReadonlyArray<string>
}

export interface SolvedRound {
  readonly round: Round
  readonly world: World
  readonly solver: string
  readonly seed: number
  readonly lanes: ReadonlyArray<SolvedLane>
}

/** What a solver is called that began from an earlier solve of the round; its optimum is proved like any other. */
export const warmName = (solver: string): string => `${solver}, warm`

export type PlacementState = "placed" | "held" | "unplaced" | "fixed"

/** One household of the round with its answer. */
export interface Answer {
  readonly lane: SolvedLane
  readonly household: LaneHousehold
  readonly state: PlacementState
  readonly place: Place | null
}

const answerOf = (lane: SolvedLane, household: LaneHousehold, h: number): Answer => {
  const index = lane.assignment[h] ?? unplaced
  const place = index === unplaced ? null : (lane.problem.world.places[index] ?? null)
  const state = place !== null ? "placed" : household.holdBelow > 0 && wouldBeHeld(household) ? "held" : "unplaced"
  return { lane, household, state, place }
}

/** Held only when a place is eligible but declined as too poor a fit; otherwise nothing was left for it. */
const wouldBeHeld = (household: LaneHousehold): boolean =>
  household.points.some((points, place) => household.eligibility.state[place]! >= 0 && points < household.holdBelow)

const fixedAnswer = (lane: SolvedLane, household: LaneHousehold): Answer => ({
  lane,
  household,
  state: "fixed",
  place: lane.problem.world.byCode.get(household.household.fixedMunicipality ?? ("" as never)) ?? null
})

/** Every household of the round, both lanes, in order of id. */
export const answersOf = (solved: SolvedRound): ReadonlyArray<Answer> =>
  solved.lanes
    .flatMap((lane) => [
      ...lane.problem.households.map((household, h) => answerOf(lane, household, h)),
      ...lane.problem.fixed.map((household) => fixedAnswer(lane, household))
    ])
    .sort((a, b) => (a.household.household.id < b.household.household.id ? -1 : 1))

export const objectiveOf = (solved: SolvedRound): number => solved.lanes.reduce((sum, lane) => sum + lane.objective, 0)
export const boundOf = (solved: SolvedRound): number => solved.lanes.reduce((sum, lane) => sum + lane.bound, 0)

/** Points the household's demand costs in each place at the plan's prices. */
export const priceRow = (lane: SolvedLane, household: Household): Float64Array => {
  const { dimensions, world } = lane.problem
  const demand = dimensions.map((dimension) => dimension.demand(household, world))
  return Float64Array.from(world.places, (place) =>
    demand.reduce((sum, amount, d) => sum + amount * (lane.price[place.index * dimensions.length + d] ?? 0), 0)
  )
}

/** The worst of the lanes: a round is optimal only when both are. */
export const statusOf = (solved: SolvedRound): SolveStatus => {
  const order: ReadonlyArray<SolveStatus> = ["optimal", "feasible", "no-solution", "infeasible"]
  return order[Math.max(0, ...solved.lanes.map((lane) => order.indexOf(lane.status)))] ?? "optimal"
}
