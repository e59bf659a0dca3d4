/**
 * Solved rounds in memory, by plan and version of the facts: what explanations are made from. Built from the stored proof
 * and the facts as they are now, without solving anything again; what has been withdrawn since is not in them.
 */
import { Cache, Context, Effect, Equal, Exit, Hash, Layer, Schema } from "effect"
import { splitVersion, withDeclarations } from "../casework/process/withDeclarations.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Mode } from "../matching/consistency.ts"
import { type Explained, explainRound } from "../matching/matchReport.ts"
import { usualAlternatives } from "../matching/matchRound.ts"
import { prepareRound, type RoundInput } from "../matching/prepare.ts"
import { restoreRound } from "../matching/proof.ts"
import { refuseSynthetic } from "../matching/refuseSynthetic.ts"
import type { SolvedRound } from "../matching/solved.ts"
import type { Access } from "../store/Access.ts"
import { readDeclared } from "../store/cases/declared.ts"
import type { CaseNotFound } from "../store/cases/failures.ts"
import { readRoundNow } from "../store/cases/underWay.ts"
import { Database } from "../store/Database.ts"
import type { DatabaseFailure, NotFound } from "../store/failures.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanId } from "../store/PlanId.ts"
import { PlanStore } from "../store/PlanStore.ts"
import type { RoundSummary } from "../store/RoundStore.ts"

export interface SolvedPlan {
  readonly input: RoundInput
  readonly solved: SolvedRound
  readonly explained: ReadonlyMap<HouseholdId, Explained>
}

/** Made by a version that kept no proof. */
export class ProofMissing extends Schema.TaggedError<ProofMissing>()("ProofMissing", { plan: PlanId }) {
  override get message(): string {
    return `The plan ${this.plan} was made by an earlier version and cannot be explained. Solve the round again.`
  }
}

export type SolvedPlanError = ProofMissing | NotFound | CaseNotFound | DatabaseFailure

/** Rounds kept; a round of some hundred households takes a few megabytes. */
const kept = 4

/** Known by plan and version of the facts alone: whether the round may be seen has been asked before. */
class Wanted implements Equal.Equal {
  readonly access: Access
  readonly plan: PlanId
  readonly factsVersion: number
  constructor(access: Access, plan: PlanId, { factsVersion }: RoundSummary) {
    this.access = access
    this.plan = plan
    this.factsVersion = factsVersion
  }
  [Equal.symbol](that: Equal.Equal): boolean {
    return that instanceof Wanted && that.plan === this.plan && that.factsVersion === this.factsVersion
  }
  [Hash.symbol](): number {
    return Hash.string(`${this.plan} ${this.factsVersion}`)
  }
}

export class SolvedPlans extends Context.Service<
  SolvedPlans,
  {
    readonly get: (access: Access, round: RoundSummary, plan: PlanId) => Effect.Effect<SolvedPlan, SolvedPlanError>
  }
>()("treff/api/SolvedPlans") {
  /** Of the facts the solver had: in production none that is synthetic. */
  static readonly layer = (mode: Mode) =>
    Layer.effect(
      SolvedPlans,
      Effect.gen(function* () {
        const database = yield* Database
        const plans = yield* PlanStore
        const files = yield* MunicipalityStore

        const restore = Effect.fnUntraced(function* ({ access, plan: id }: Wanted) {
          const { plan, proof } = yield* plans.get(access, id)
          if (proof === null) return yield* new ProofMissing({ plan: id })
          const { round } = yield* database.withRole(access.role, access, (trx) => readRoundNow(trx, plan.round))
          const { file, mark } = splitVersion(plan.run.facts)
          const plain = yield* files.getFile(access, file)
          const known =
            mark === null
              ? plain
              : withDeclarations(
                  plain,
                  yield* database.withRole(access.role, access, (trx) => readDeclared(trx, mark)),
                  round.date
                )
          const input: RoundInput = { round, file: mode === "production" ? refuseSynthetic(known) : known }
          const solved = restoreRound(prepareRound(input), plan.placements, proof)
          const explained = explainRound(solved, usualAlternatives)
          const found: SolvedPlan = {
            input,
            solved,
            explained: new Map(explained.map((one) => [one.explanation.household, one]))
          }
          return found
        })
        const cache = yield* Cache.makeWith(restore, {
          capacity: kept,
          timeToLive: (exit) => (Exit.isSuccess(exit) ? Number.POSITIVE_INFINITY : 0)
        })
        return SolvedPlans.of({
          get: Effect.fn("SolvedPlans.get")((access, round, plan) => Cache.get(cache, new Wanted(access, plan, round)))
        })
      })
    )
}
