/**
 * The rounds the API may show, and the recommendations kept with their plans. Without a login a round that is not synthetic
 * is treated as if it were not there.
 */
import { Cache, Context, Effect, Exit, Layer, Schema } from "effect"
import type { RoundId } from "../domain/Ids.ts"
import type { MatchReport } from "../matching/report.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { type PlanId, PlanStore } from "../store/PlanStore.ts"
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

/** Reports kept in memory: reading one takes the embedded database a tenth of a second. */
const kept = 8
/** After this long it is looked whether another process has saved a newer plan; ours are told at once, by `refresh`. */
const fresh = "10 seconds"

export class Rounds extends Context.Service<
  Rounds,
  {
    /** Latest date first. */
    readonly list: Effect.Effect<ReadonlyArray<RoundSummary>, DatabaseFailure>
    readonly get: (id: string) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** The one with this id; without an id the latest. */
    readonly getOrLatest: (id: string | undefined) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** Of the plan saved last. */
    readonly getRecommendations: (
      round: RoundSummary
    ) => Effect.Effect<Recommendations, RecommendationsMissing | DatabaseFailure>
    /** A new plan of the round has been saved. */
    readonly refresh: (round: RoundSummary) => Effect.Effect<void>
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
      const read = Effect.fnUntraced(
        function* (round: RoundId) {
          const { analysis, createdAt, id } = yield* plans.getLatest(demoAccess, round)
          const recommendations: Recommendations = { plan: id, createdAt, report: yield* decodeReport(analysis) }
          return recommendations
        },
        Effect.catchTag("NotFound", () => Effect.fail(new RecommendationsMissing()))
      )
      const cache = yield* Cache.makeWith(read, {
        capacity: kept,
        timeToLive: (exit) => (Exit.isSuccess(exit) ? fresh : 0)
      })
      return Rounds.of({
        list,
        get: Effect.fn("Rounds.get")((id) => find((round) => round.id === id)),
        getOrLatest: Effect.fn("Rounds.getOrLatest")((id) => find((round) => id === undefined || round.id === id)),
        getRecommendations: Effect.fn("Rounds.getRecommendations")((round) => Cache.get(cache, round.id)),
        refresh: (round) => Cache.invalidate(cache, round.id)
      })
    })
  )
}

const decode = Schema.decodeUnknownEffect(StoredReport)

/** A report that does not fit was written by another version; those are solved anew at start (solveRounds.ts). */
const decodeReport = (analysis: unknown): Effect.Effect<MatchReport> =>
  Effect.catch(decode(analysis), () => Effect.die(new Error("The stored report does not fit its schema")))
