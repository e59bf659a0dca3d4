/**
 * Solves the round of a run as it is now and saves the plan with its report and proof. When facts, choices or answers change
 * meanwhile it starts again on what they say then, so that what has been withdrawn is in no new plan.
 */
import { Effect, Schema } from "effect"
import { withDeclarations } from "../casework/process/withDeclarations.ts"
import type { RoundId } from "../domain/Ids.ts"
import { type Placement, Plan } from "../domain/Plan.ts"
import { checkedRound } from "../intake/loadRound.ts"
import type { Mode } from "../matching/consistency.ts"
import { type Matched, type MatchProgress, matchRound, usualAlternatives } from "../matching/matchRound.ts"
import { proofOf } from "../matching/proof.ts"
import { refuseSynthetic } from "../matching/refuseSynthetic.ts"
import { readDeclared } from "../store/cases/declared.ts"
import { readRoundNow } from "../store/cases/underWay.ts"
import { Database } from "../store/Database.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { worker } from "../store/work/asWorker.ts"
import type { Attempt } from "../store/work/RunAttempts.ts"
import type { WarmRounds } from "./warmRounds.ts"

export interface SolvingSettings {
  readonly mode: Mode
  /** Version of the program. */
  readonly version: string
  /** What is kept of rounds solved before; without it every solve starts from the beginning. */
  readonly warm?: WarmRounds
}

/** The round has no plan: its locks and bounds exclude each other. The report says which, to whoever solves it by hand. */
export class RoundInfeasible extends Schema.TaggedError<RoundInfeasible>()("RoundInfeasible", {}) {
  override get message(): string {
    return "No plan honours every lock and bound of the round. Take the last ones back."
  }
}

/** The round kept changing while it was solved. */
export class RoundUnsettled extends Schema.TaggedError<RoundUnsettled>()("RoundUnsettled", {}) {
  override get message(): string {
    return "The round changed again and again while it was solved. Solve it once more when it is at rest."
  }
}

const mostStarts = 5

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

const roundNow = (round: RoundId) =>
  Database.use((database) => database.withRole("worker", worker, (trx) => readRoundNow(trx, round)))

const declaredNow = Database.use((database) => database.withRole("worker", worker, (trx) => readDeclared(trx)))

type Tell = (progress: MatchProgress) => void

/** Solves the round and saves its plan; as part of a run, or when Treff starts. */
export const solveAndSave = Effect.fn("solveAndSave")(function* (
  { mode, version, warm }: SolvingSettings,
  id: RoundId,
  tell: Tell,
  run?: Attempt
) {
  const files = yield* MunicipalityStore
  const plans = yield* PlanStore
  for (let start = 0; start < mostStarts; start++) {
    const { inputVersion, isUnderWay, round } = yield* roundNow(id)
    const declared = yield* declaredNow
    const latest = withDeclarations(yield* files.getLatest(worker), declared, round.date)
    const file = mode === "production" ? refuseSynthetic(latest) : latest
    // Numbers were checked when the round was saved; here everybody's is nobody's.
    const findings = yield* checkedRound(round, file, "demo", round.name)
    const matched = yield* matchRound(
      { round, file },
      {
        topK: usualAlternatives,
        load: 0,
        knockOn: false,
        findings,
        version,
        tell,
        // A price is several solves, and what a rule costs is asked when the plan is made, not when one answer is a no.
        unpriced: isUnderWay,
        ...(warm && { solveLane: warm.solveLane(id) })
      }
    )
    if (matched.report.status === "infeasible") return yield* new RoundInfeasible()
    const plan = yield* plans
      .save(worker, {
        plan: planOf(matched),
        analysis: matched.report as unknown as Schema.Json,
        proof: proofOf(matched.solved),
        inputVersion,
        ...(run === undefined ? {} : { run })
      })
      .pipe(Effect.catchTag("PlanOvertaken", () => Effect.succeed(null)))
    if (plan === null) continue
    return { plan, report: matched.report }
  }
  return yield* new RoundUnsettled()
})

/** The work of a run, as the queue's worker wants it. */
export const solveRun =
  (settings: SolvingSettings) => (attempt: Attempt, tell: (progress: Schema.Json) => Effect.Effect<void>) =>
    Effect.map(
      solveAndSave(
        settings,
        attempt.round,
        (progress) => Effect.runSync(tell(progress as unknown as Schema.Json)),
        attempt
      ),
      ({ plan }) => plan
    )
