/**
 * Solved rounds in memory, by plan: what explanations are made from. A plan of an earlier start is solved again, which gives
 * the same plan (same seed, no clock); if it did not, its reasons would not be this plan's, and none are given.
 */
import { Cache, Context, Effect, Exit, Layer, Schema } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Plan } from "../domain/Plan.ts"
import { type Explained, explainRound } from "../matching/matchReport.ts"
import { prepareRound, type RoundInput } from "../matching/prepare.ts"
import type { SolvedRound } from "../matching/solved.ts"
import { solveRound } from "../matching/solveRound.ts"
import { Solver, type SolverFailed, type SolverRefused } from "../matching/solver/Solver.ts"
import type { DatabaseFailure, NotFound } from "../store/failures.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanId, PlanStore } from "../store/PlanStore.ts"
import { RoundStore } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import type { Matched } from "./match.ts"
import { SolveTurn, type TooManySolves } from "./SolveTurn.ts"

export interface SolvedPlan {
  readonly input: RoundInput
  readonly solved: SolvedRound
  readonly explained: ReadonlyMap<HouseholdId, Explained>
}

/** The program changed without its version; warmUp in solveRounds.ts makes a new plan. */
export class PlanNotReproduced extends Schema.TaggedError<PlanNotReproduced>()("PlanNotReproduced", { plan: PlanId }) {
  override get message(): string {
    return `The plan ${this.plan} came out differently when it was solved again; its reasons cannot be given.`
  }
}

export type SolvedPlanError =
  | PlanNotReproduced
  | SolverFailed
  | SolverRefused
  | TooManySolves
  | NotFound
  | DatabaseFailure

/** Rounds kept; a round of some hundred households takes a few megabytes. */
const kept = 4
/** Alternatives an explanation lists. */
export const alternatives = 5

export class SolvedPlans extends Context.Service<
  SolvedPlans,
  {
    readonly get: (plan: PlanId) => Effect.Effect<SolvedPlan, SolvedPlanError>
    /** Hands over a round that has just been solved. */
    readonly keep: (plan: PlanId, input: RoundInput, matched: Matched) => Effect.Effect<void>
  }
>()("treff/api/SolvedPlans") {
  static readonly layer = Layer.effect(
    SolvedPlans,
    Effect.gen(function* () {
      const plans = yield* PlanStore
      const rounds = yield* RoundStore
      const files = yield* MunicipalityStore
      const turn = yield* SolveTurn
      const solver = yield* Solver

      const solveAgain = Effect.fnUntraced(function* (id: PlanId) {
        const { plan } = yield* plans.get(demoAccess, id)
        const input: RoundInput = {
          round: yield* rounds.get(demoAccess, plan.round),
          file: yield* files.getFile(demoAccess, plan.run.facts)
        }
        const solved = yield* turn.take(solveRound(prepareRound(input))).pipe(Effect.provideService(Solver, solver))
        const explained = explainRound(solved, alternatives)
        if (!isSame(plan, explained)) return yield* new PlanNotReproduced({ plan: id })
        return solvedPlan(input, solved, explained)
      })
      const cache = yield* Cache.makeWith(solveAgain, {
        capacity: kept,
        timeToLive: (exit) => (Exit.isSuccess(exit) ? Number.POSITIVE_INFINITY : 0)
      })
      return SolvedPlans.of({
        get: Effect.fn("SolvedPlans.get")((id: PlanId) => Cache.get(cache, id)),
        keep: (id, input, { explained, solved }) => Cache.set(cache, id, solvedPlan(input, solved, explained))
      })
    })
  )
}

const solvedPlan = (input: RoundInput, solved: SolvedRound, explained: ReadonlyArray<Explained>): SolvedPlan => ({
  input,
  solved,
  explained: new Map(explained.map((one) => [one.explanation.household, one]))
})

const isSame = ({ placements }: Plan, explained: ReadonlyArray<Explained>): boolean => {
  const municipalities = new Map(placements.map((one) => [one.household, one.municipality]))
  return (
    municipalities.size === explained.length &&
    explained.every(({ explanation }) => municipalities.get(explanation.household) === explanation.municipality)
  )
}
