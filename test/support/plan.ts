// A plan made by hand: where each household is placed, and what places cost. No solver is asked.
import type { Household } from "../../src/domain/Household.ts"
import type { Profile } from "../../src/domain/Profile.ts"
import { makeLane } from "../../src/matching/lane.ts"
import { minorsProfile, standardProfile } from "../../src/matching/profiles.ts"
import { type Answer, answersOf, type SolvedLane, type SolvedRound } from "../../src/matching/solved.ts"
import type { World } from "../../src/matching/World.ts"
import { type Name, names, placeIn, type RoundInput, roundOf } from "./world.ts"

export interface PlanInput extends RoundInput {
  /** Household → municipality; the others are left unplaced. */
  readonly placed?: Readonly<Record<string, Name>>
  /** Points one place costs by municipality. */
  readonly prices?: Partial<Record<Name, number>>
  /** For the ordinary lane. */
  readonly profile?: Profile
}

export const planOf = (households: ReadonlyArray<Household>, world: World, known: PlanInput = {}): SolvedRound => {
  const round = roundOf(households, known)
  const lanes = (["ordinary", "minors"] as const).map((lane): SolvedLane => {
    const problem = makeLane(lane, round, world, lane === "minors" ? minorsProfile : (known.profile ?? standardProfile))
    const price = new Float64Array(problem.instance.capacity.length)
    for (const name of names) {
      price[placeIn(world, name).index * problem.dimensions.length] = known.prices?.[name] ?? 0
    }
    const assignment = Int32Array.from(problem.households, ({ household }) => {
      const name = known.placed?.[household.id]
      return name === undefined ? -1 : placeIn(world, name).index
    })
    return {
      problem,
      status: "feasible",
      stoppedBy: null,
      assignment,
      price,
      objective: 0,
      bound: 0,
      levels: [],
      conflict: []
    }
  })
  return { round, world, solver: "by hand", seed: round.seed, lanes }
}

export const answerIn = (solved: SolvedRound, id: string): Answer => {
  const found = answersOf(solved).find((answer) => answer.household.household.id === id)
  if (found === undefined) throw new Error(`${id} is not in the plan`)
  return found
}
