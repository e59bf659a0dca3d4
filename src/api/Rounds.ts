/**
 * The rounds the API may show, and the recommendations kept with their plans. Without a login a round that is not synthetic
 * is treated as if it were not there.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { RoundId } from "../domain/Ids.ts"
import type { MatchReport } from "../matching/report.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { type PlanId, PlanStore } from "../store/PlanStore.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import { StoredReport } from "./contract/matchReport.ts"

export class RoundUnknown extends Schema.TaggedError<RoundUnknown>()("RoundUnknown", { round: Schema.String }) {
  override get message(): string {
    return `There is no round ${this.round}. List the rounds first.`
  }
}

export class RecommendationsMissing extends Schema.TaggedError<RecommendationsMissing>()("RecommendationsMissing", {
  round: RoundId
}) {
  override get message(): string {
    return `The round ${this.round} has not been solved yet.`
  }
}

/** A plan with its report. A plan never changes. */
export interface Recommendations {
  readonly plan: PlanId
  readonly createdAt: string
  readonly report: MatchReport
}

export class Rounds extends Context.Service<
  Rounds,
  {
    /** Latest date first. */
    readonly list: Effect.Effect<ReadonlyArray<RoundSummary>, DatabaseFailure>
    readonly get: (id: string) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** Of the plan saved last. */
    readonly getRecommendations: (
      round: RoundSummary
    ) => Effect.Effect<Recommendations, RecommendationsMissing | DatabaseFailure>
  }
>()("treff/api/Rounds") {
  static readonly layer = Layer.effect(
    Rounds,
    Effect.gen(function* () {
      const rounds = yield* RoundStore
      const plans = yield* PlanStore
      const list = Effect.map(rounds.list(demoAccess), (all) => all.filter((round) => round.synthetic))
      return Rounds.of({
        list,
        get: Effect.fn("Rounds.get")(function* (id) {
          const round = (yield* list).find((one) => one.id === id)
          return round ?? (yield* new RoundUnknown({ round: id }))
        }),
        getRecommendations: Effect.fn("Rounds.getRecommendations")(function* ({ id }) {
          const stored = yield* plans.getLatest(demoAccess, id)
          return { plan: stored.id, createdAt: stored.createdAt, report: yield* decodeReport(stored.analysis) }
        }, (effect, { id }) => Effect.catchTag(effect, "NotFound", () => Effect.fail(new RecommendationsMissing({ round: id }))))
      })
    })
  )
}

/** A report that does not fit was written by another version; those are solved anew at start (solveRounds.ts). */
const decodeReport = (analysis: unknown): Effect.Effect<MatchReport> =>
  Schema.decodeUnknownEffect(StoredReport)(analysis).pipe(
    Effect.catch(() => Effect.die(new Error("The stored report does not fit its schema")))
  )
