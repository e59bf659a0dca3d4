/** Gives every round a plan of this version of program, parameters and figures, and keeps what explanations are made from. */
import { Effect, Option, Schema } from "effect"
import { type Placement, Plan, type RunRecord } from "../domain/Plan.ts"
import { checkedRound } from "../intake/loadRound.ts"
import { parametersVersion } from "../matching/parameters.ts"
import type { RoundInput } from "../matching/prepare.ts"
import { minorsProfile, standardProfile } from "../matching/profiles.ts"
import { Solver } from "../matching/solver/Solver.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import { StoredReport } from "./contract/matchReport.ts"
import type { Match, Matched } from "./match.ts"
import { Rounds } from "./Rounds.ts"
import { alternatives, SolvedPlans } from "./SolvedPlans.ts"

export interface Solving {
  readonly match: Match
  /** Version of the program. */
  readonly version: string
  /** Told before each solve, with the name of the round. */
  readonly onSolve: (round: string) => void
}

const inputOf = Effect.fnUntraced(function* ({ id }: RoundSummary) {
  const rounds = yield* RoundStore
  const files = yield* MunicipalityStore
  const input: RoundInput = { round: yield* rounds.get(demoAccess, id), file: yield* files.getLatest(demoAccess) }
  return input
})

const profiles = [standardProfile.id, minorsProfile.id].join()

const isCurrent = (run: RunRecord, { file, round }: RoundInput, solver: string, version: string): boolean =>
  run.solver === solver &&
  run.seed === round.seed &&
  run.profiles.join() === profiles &&
  run.parameters === parametersVersion &&
  run.facts === file.version &&
  run.code === version

const isReport = Schema.is(StoredReport)

const planOf = ({ explained, report }: Matched): Plan =>
  new Plan({
    format: "treff-plan/1",
    round: report.round,
    run: report.run,
    placements: explained.map(
      ({ explanation: { household, municipality, state, total } }): Placement => ({
        household,
        state,
        municipality,
        points: total
      })
    )
  })

/** Solves the round, saves the plan with its report, and keeps the solved round. */
export const solveAndSave = Effect.fn("solveAndSave")(function* (round: RoundSummary, { match, onSolve }: Solving) {
  const input = yield* inputOf(round)
  const findings = yield* checkedRound(input.round, input.file, "demo", round.name)
  onSolve(round.name)
  const matched = yield* match({ input, findings }, alternatives)
  const plans = yield* PlanStore
  const id = yield* plans.save(demoAccess, planOf(matched), matched.report as unknown as Schema.Json)
  yield* (yield* SolvedPlans).keep(id, input, matched)
  yield* (yield* Rounds).refresh(round)
})

export const solveRounds = Effect.fn("solveRounds")(function* (solving: Solving) {
  const { name: solver } = yield* Solver
  const plans = yield* PlanStore
  for (const round of yield* (yield* Rounds).list) {
    const stored = yield* Effect.option(plans.getLatest(demoAccess, round.id))
    const input = yield* inputOf(round)
    const current = Option.exists(
      stored,
      ({ analysis, plan }) => isCurrent(plan.run, input, solver, solving.version) && isReport(analysis)
    )
    if (!current) yield* solveAndSave(round, solving)
  }
})

/**
 * Solves the latest round into memory, so that the first explanation need not wait. If its plan cannot be had again (a
 * program changed without its version) the round gets a new one.
 */
export const warmUp = Effect.fn("warmUp")(function* (solving: Solving) {
  const rounds = yield* Rounds
  const [latest] = yield* rounds.list
  if (latest === undefined) return
  const { plan } = yield* rounds.getRecommendations(latest)
  yield* (yield* SolvedPlans).get(plan).pipe(
    Effect.asVoid,
    Effect.catchTag("PlanNotReproduced", () => solveAndSave(latest, solving))
  )
})
