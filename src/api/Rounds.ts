/**
 * The rounds the API may show, and the recommendations kept with their plans. Without a login a round that is not synthetic
 * is treated as if it were not there.
 */
import { Context, Effect, Layer, Schema } from "effect"
import type { MatchReport } from "../matching/report.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { type PlanId, PlanStore, type StoredPlan } from "../store/PlanStore.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"
import { StoredReport } from "./contract/matchReport.ts"

export class RoundUnknown extends Schema.TaggedError<RoundUnknown>()("RoundUnknown", {}) {
  override get message(): string {
    return "There is no such round. List the rounds first."
  }
}

export class RecommendationsMissing extends Schema.TaggedError<RecommendationsMissing>()("RecommendationsMissing", {}) {
  override get message(): string {
    return "The round has not been solved yet. It is solved when Treff starts."
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
    /** The one with this id; without an id the latest. */
    readonly getOrLatest: (id: string | undefined) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** The plan saved last. */
    readonly getPlan: (round: RoundSummary) => Effect.Effect<StoredPlan, RecommendationsMissing | DatabaseFailure>
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
      const find = Effect.fnUntraced(function* (fits: (round: RoundSummary) => boolean) {
        return (yield* list).find(fits) ?? (yield* new RoundUnknown())
      })
      const getPlan = Effect.fn("Rounds.getPlan")(({ id }: RoundSummary) =>
        plans
          .getLatest(demoAccess, id)
          .pipe(Effect.catchTag("NotFound", () => Effect.fail(new RecommendationsMissing())))
      )
      return Rounds.of({
        list,
        get: Effect.fn("Rounds.get")((id) => find((round) => round.id === id)),
        getOrLatest: Effect.fn("Rounds.getOrLatest")((id) => find((round) => id === undefined || round.id === id)),
        getPlan,
        getRecommendations: Effect.fn("Rounds.getRecommendations")(function* (round) {
          const { analysis, createdAt, id } = yield* getPlan(round)
          return { plan: id, createdAt, report: yield* decodeReport(analysis) }
        })
      })
    })
  )
}

/** A report that does not fit was written by another version; those are solved anew at start (solveRounds.ts). */
const decodeReport = (analysis: unknown): Effect.Effect<MatchReport> =>
  Schema.decodeUnknownEffect(StoredReport)(analysis).pipe(
    Effect.catch(() => Effect.die(new Error("The stored report does not fit its schema")))
  )
