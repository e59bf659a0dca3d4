/** Explanations of households for an audience, with «why not» on request. Owns the way from a plan to a masked explanation. */
import { Context, Effect, Layer, Schema } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Municipality } from "../domain/Municipality.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import { type Audience, forAudience } from "../matching/audience.ts"
import type { Explanation } from "../matching/explanation.ts"
import { type HoldTerms, holdTerms } from "../matching/held.ts"
import { whyNot } from "../matching/Matching.ts"
import type { Explained } from "../matching/matchReport.ts"
import { Solver, type SolverFailed, type SolverRefused } from "../matching/solver/Solver.ts"
import type { Access } from "../store/Access.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import type { PlanId } from "../store/PlanId.ts"
import type { RoundSummary } from "../store/RoundStore.ts"
import { RecommendationsMissing, Rounds, RoundUnknown } from "./Rounds.ts"
import { type SolvedPlan, SolvedPlans } from "./SolvedPlans.ts"
import { SolveTurn, type TooManySolves } from "./SolveTurn.ts"

export class HouseholdUnknown extends Schema.TaggedError<HouseholdUnknown>()("HouseholdUnknown", {}) {
  override get message(): string {
    return "There is no such household in the round. List its households first."
  }
}

export class MunicipalityUnknown extends Schema.TaggedError<MunicipalityUnknown>()("MunicipalityUnknown", {}) {
  override get message(): string {
    return "Give the four-digit number of one of Norway's municipalities, for example 0301."
  }
}

/** The solver's own words stay in the log. */
export class SolverUnavailable extends Schema.TaggedError<SolverUnavailable>()("SolverUnavailable", {}) {
  override get message(): string {
    return "The round could not be solved for this answer. Try again in a moment."
  }
}

export interface ExplanationRequest {
  /** Id of the round; the latest when there is none. */
  readonly round?: string | undefined
  readonly household: string
  readonly audience: Audience
  readonly whyNot?: string | undefined
}

export interface HouseholdExplanation {
  readonly round: RoundSummary
  readonly plan: PlanId
  readonly explanation: Explanation
  /** Municipality or county by its number; the number itself where there is none. */
  readonly names: (code: string) => string
  readonly municipalities: ReadonlyArray<Municipality>
}

type ExplanationError =
  | RoundUnknown
  | RecommendationsMissing
  | HouseholdUnknown
  | MunicipalityUnknown
  | SolverUnavailable
  | TooManySolves
  | DatabaseFailure

interface Found {
  readonly solvedPlan: SolvedPlan
  readonly found: Explained
}

export class Explanations extends Context.Service<
  Explanations,
  {
    readonly explain: (
      access: Access,
      request: ExplanationRequest
    ) => Effect.Effect<HouseholdExplanation, ExplanationError>
    /** What the latest plan says of holding the household (S7); null when there is no plan it is in. */
    readonly holdTerms: (
      access: Access,
      round: RoundSummary,
      household: HouseholdId
    ) => Effect.Effect<HoldTerms | null, DatabaseFailure>
  }
>()("treff/api/Explanations") {
  static readonly layer = Layer.effect(
    Explanations,
    Effect.gen(function* () {
      const rounds = yield* Rounds
      const solvedPlans = yield* SolvedPlans
      const turn = yield* SolveTurn
      const solver = yield* Solver

      const find = Effect.fnUntraced(function* (access: Access, round: RoundSummary, plan: PlanId, household: string) {
        const solvedPlan = yield* solvedPlans.get(access, round, plan)
        const found = solvedPlan.explained.get(household as HouseholdId)
        return found === undefined ? yield* new HouseholdUnknown() : { solvedPlan, found }
      })
      const ask = Effect.fnUntraced(function* ({ found, solvedPlan }: Found, municipality: MunicipalityCode) {
        const { input, solved } = solvedPlan
        if (!solved.world.byCode.has(municipality)) return yield* new MunicipalityUnknown()
        const asked = whyNot(input, solved, found.answer, municipality)
        return yield* turn.take(asked).pipe(Effect.provideService(Solver, solver))
      })

      const explain = Effect.fn("Explanations.explain")(
        function* (access: Access, { audience, household, round: id, whyNot: municipality }: ExplanationRequest) {
          const round = yield* rounds.getOrLatest(access, id)
          const { plan } = yield* rounds.getRecommendations(access, round)
          const { found, solvedPlan } = yield* find(access, round, plan, household)
          const { explanation } = found
          const asked =
            municipality === undefined ? null : yield* ask({ found, solvedPlan }, municipality as MunicipalityCode)
          return {
            round,
            plan,
            explanation: forAudience({ ...explanation, whyNot: asked }, audience),
            names: namesOf(solvedPlan),
            municipalities: solvedPlan.input.file.municipalities
          }
        },
        Effect.catchTags({
          SolverFailed: unavailable,
          SolverRefused: unavailable,
          ProofMissing: () => Effect.fail(new RecommendationsMissing()),
          CaseNotFound: () => Effect.fail(new RoundUnknown()),
          NotFound: () => Effect.fail(new RecommendationsMissing())
        })
      )

      const hold = Effect.fn("Explanations.holdTerms")(
        function* (access: Access, round: RoundSummary, household: HouseholdId) {
          const { plan } = yield* rounds.getRecommendations(access, round)
          const { found } = yield* find(access, round, plan, household)
          return holdTerms(found.answer)
        },
        Effect.catchTags({
          RecommendationsMissing: () => Effect.succeed(null),
          HouseholdUnknown: () => Effect.succeed(null),
          ProofMissing: () => Effect.succeed(null),
          CaseNotFound: () => Effect.succeed(null),
          NotFound: () => Effect.succeed(null)
        })
      )
      return Explanations.of({ explain, holdTerms: hold })
    })
  )
}

const unavailable = (error: SolverFailed | SolverRefused) =>
  Effect.andThen(Effect.logError(error.message), Effect.fail(new SolverUnavailable()))

const namesOf = ({ input, solved }: SolvedPlan) => {
  const counties = new Map<string, string>(input.file.counties.map((county) => [county.code, county.name]))
  const places: ReadonlyMap<string, { readonly municipality: Municipality }> = solved.world.byCode
  return (code: string): string => places.get(code)?.municipality.name ?? counties.get(code) ?? code
}
