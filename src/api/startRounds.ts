/** What must be there before anybody asks: a plan of every demo round, made by this version from these figures. */
import { Effect, Option, Schema } from "effect"
import { splitVersion } from "../casework/process/withDeclarations.ts"
import type { RunRecord } from "../domain/Plan.ts"
import { parametersVersion } from "../matching/parameters.ts"
import { minorsProfile, standardProfile } from "../matching/profiles.ts"
import type { MatchReport } from "../matching/report.ts"
import { warmName } from "../matching/solved.ts"
import { Solver } from "../matching/solver/Solver.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import { StoredReport } from "./contract/matchReport.ts"

export interface Starting<E, R> {
  /** Version of the program. */
  readonly version: string
  readonly solve: (round: RoundSummary) => Effect.Effect<MatchReport, E, R>
  /** Told before each solve, with the name of the round. */
  readonly onSolve: (round: string) => void
}

const profiles = [standardProfile.id, minorsProfile.id].join()

const isCurrent = (run: RunRecord, facts: string, solver: string, version: string): boolean =>
  (run.solver === solver || run.solver === warmName(solver)) &&
  run.profiles.join() === profiles &&
  run.parameters === parametersVersion &&
  splitVersion(run.facts).file === facts &&
  run.code === version

const isReport = Schema.is(StoredReport)

/** The report of the latest round, when there is one. A round people work with is solved when they ask for it. */
export const startRounds = Effect.fn("startRounds")(function* <E, R>({ onSolve, solve, version }: Starting<E, R>) {
  const { name: solver } = yield* Solver
  const plans = yield* PlanStore
  const { version: facts } = yield* (yield* MunicipalityStore).getLatest(demoAccess)
  let latest: MatchReport | undefined
  for (const round of [...(yield* (yield* RoundStore).list(demoAccess))].reverse()) {
    const stored = yield* Effect.option(plans.getLatest(demoAccess, round.id))
    const current = Option.getOrUndefined(
      Option.filter(
        stored,
        ({ analysis, inputVersion, plan, proof }) =>
          proof !== null &&
          inputVersion === round.inputVersion &&
          isCurrent(plan.run, facts, solver, version) &&
          isReport(analysis)
      )
    )
    if (current !== undefined) latest = current.analysis as unknown as MatchReport
    else if (round.state === "published" || round.state === "under-review") continue
    else {
      onSolve(round.name)
      latest = yield* solve(round)
    }
  }
  return latest
})
