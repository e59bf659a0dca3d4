/**
 * The rounds somebody may see, and the recommendations kept with their plans. Whether a round may be seen is asked anew
 * every time; what its plan says is remembered, for a plan never changes.
 */
import { Array as Arr, Cache, Context, Effect, Equal, Exit, Hash, Layer, Option, Schema } from "effect"
import type { MatchReport } from "../matching/report.ts"
import type { Access } from "../store/Access.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import type { PlanId } from "../store/PlanId.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { StoredReport } from "./contract/matchReport.ts"

export class RoundUnknown extends Schema.TaggedError<RoundUnknown>()("RoundUnknown", {}) {
  override get message(): string {
    return "There is no such round. List the rounds first."
  }
}

export class RecommendationsMissing extends Schema.TaggedError<RecommendationsMissing>()("RecommendationsMissing", {}) {
  override get message(): string {
    return "The round has not been solved yet. Ask for it to be solved first."
  }
}

/** A plan with its report. A plan never changes; the round it was made for may. */
export interface Recommendations {
  readonly plan: PlanId
  readonly createdAt: string
  readonly report: MatchReport
  /** Facts, choices or answers have changed since the plan was made. */
  readonly outdated: boolean
}

/** Reports kept in memory: reading one takes the embedded database a tenth of a second. */
const kept = 16

/**
 * Known by the plan and the version of the facts: a plan's report changes only by what may no longer be read in it, and
 * whether its round may be seen has been asked before.
 */
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

export class Rounds extends Context.Service<
  Rounds,
  {
    /** Latest date first. */
    readonly list: (access: Access) => Effect.Effect<ReadonlyArray<RoundSummary>, DatabaseFailure>
    /** `shown`: what of its plan is going to be shown, for the audit log. */
    readonly get: (
      access: Access,
      id: string,
      shown?: string
    ) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** The one with this id; without an id the latest. */
    readonly getOrLatest: (
      access: Access,
      id: string | undefined
    ) => Effect.Effect<RoundSummary, RoundUnknown | DatabaseFailure>
    /** Of the plan saved last. */
    readonly getRecommendations: (
      access: Access,
      round: RoundSummary
    ) => Effect.Effect<Recommendations, RecommendationsMissing | DatabaseFailure>
  }
>()("treff/api/Rounds") {
  static readonly layer = Layer.effect(
    Rounds,
    Effect.gen(function* () {
      const rounds = yield* RoundStore
      const plans = yield* PlanStore
      const found = <A, E>(search: Effect.Effect<Option.Option<A>, E>) =>
        Effect.flatMap(search, (one) =>
          Option.isSome(one) ? Effect.succeed(one.value) : Effect.fail(new RoundUnknown())
        )
      const get = (access: Access, id: string, shown?: string) => found(rounds.find(access, id, shown))
      const read = Effect.fnUntraced(
        function* ({ access, plan }: Wanted) {
          const { analysis, createdAt, id, inputVersion } = yield* plans.get(access, plan)
          return { plan: id, createdAt, report: yield* decodeReport(analysis), inputVersion }
        },
        Effect.catchTag("NotFound", () => Effect.fail(new RecommendationsMissing()))
      )
      const cache = yield* Cache.makeWith(read, {
        capacity: kept,
        timeToLive: (exit) => (Exit.isSuccess(exit) ? Number.POSITIVE_INFINITY : 0)
      })
      return Rounds.of({
        list: rounds.list,
        get: Effect.fn("Rounds.get")(get),
        getOrLatest: Effect.fn("Rounds.getOrLatest")((access: Access, id: string | undefined) =>
          id === undefined ? found(Effect.map(rounds.list(access), Arr.head)) : get(access, id)
        ),
        getRecommendations: Effect.fn("Rounds.getRecommendations")((access, round) =>
          round.plan === null
            ? Effect.fail(new RecommendationsMissing())
            : Effect.map(Cache.get(cache, new Wanted(access, round.plan, round)), ({ inputVersion, ...found }) => ({
                ...found,
                outdated: inputVersion !== round.inputVersion
              }))
        )
      })
    })
  )
}

const decode = Schema.decodeUnknownEffect(StoredReport)

/** A report that does not fit was written by another version: the round is as good as not solved. */
const decodeReport = (analysis: unknown): Effect.Effect<MatchReport, RecommendationsMissing> =>
  Effect.mapError(decode(analysis), () => new RecommendationsMissing())
