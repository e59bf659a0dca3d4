/** `/api/v1/rounds`: the rounds, and what is recommended in each. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { shortReason } from "../../texts/sentences.ts"
import { RecommendationsBody, RoundDetailBody, RoundsBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { languageParameters, noParameters, refuse, roundPath } from "../parameters.ts"
import { problem, type RequestEnv } from "../problem.ts"
import { Rounds } from "../Rounds.ts"
import { type ApiRuntime, answer } from "../run.ts"
import { unavailable } from "../unavailable.ts"
import { waitingReason } from "../words.ts"

const roundExample = {
  id: "demo-2024-48",
  name: "Uke 48",
  synthetic: true,
  date: "2024-11-29",
  nextRound: "2024-12-20",
  households: 153,
  persons: 300
}

export const roundRoutes = (runtime: ApiRuntime) =>
  new Hono<RequestEnv>()
    .get(
      "/",
      described({
        id: "listRounds",
        tag: "rounds",
        summary: "The rounds, latest first",
        answer: RoundsBody,
        example: { rounds: [roundExample] },
        problems: ["database-unavailable"]
      }),
      validator("query", noParameters, refuse),
      (c) =>
        answer(
          runtime,
          c,
          Rounds.use((rounds) => rounds.list).pipe(
            Effect.map((rounds) => c.json({ rounds: rounds.map((round) => ({ ...round })) }, 200)),
            Effect.catchTags(unavailable(c))
          )
        )
    )
    .get(
      "/:id",
      described({
        id: "getRound",
        tag: "rounds",
        summary: "One round and the state of its plan",
        answer: RoundDetailBody,
        problems: ["round-unknown", "database-unavailable"]
      }),
      validator("param", roundPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answer(
          runtime,
          c,
          Effect.gen(function* () {
            const rounds = yield* Rounds
            const round = yield* rounds.get(c.req.valid("param").id)
            const recommendations = yield* rounds.getRecommendations(round).pipe(
              Effect.map(({ createdAt, plan, report: { gap, householdsPlaced, placed, status } }) => ({
                plan,
                createdAt,
                status,
                gap,
                placed,
                householdsPlaced
              })),
              Effect.catchTag("RecommendationsMissing", () => Effect.succeed(null))
            )
            return c.json({ ...round, recommendations } satisfies typeof RoundDetailBody.Type, 200)
          }).pipe(
            Effect.catchTags({
              ...unavailable(c),
              RoundUnknown: (error) => Effect.succeed(problem(c, "round-unknown", error.message))
            })
          )
        )
    )
    .get(
      "/:id/recommendations",
      described({
        id: "getRecommendations",
        tag: "rounds",
        summary: "Where each household is suggested to settle, with reasons, alternatives and the proof",
        answer: RecommendationsBody,
        problems: ["round-unknown", "recommendations-missing", "database-unavailable"]
      }),
      validator("param", roundPath, refuse),
      validator("query", languageParameters, refuse),
      (c) => {
        const { lang: language = "nb" } = c.req.valid("query")
        return answer(
          runtime,
          c,
          Effect.gen(function* () {
            const rounds = yield* Rounds
            const round = yield* rounds.get(c.req.valid("param").id)
            const { createdAt, plan, report } = yield* rounds.getRecommendations(round)
            const body: typeof RecommendationsBody.Type = {
              plan,
              createdAt,
              language,
              ...report,
              placements: report.placements.map((one) => ({ ...one, text: shortReason(one, language) })),
              held: report.held.map((one) => ({ ...one, text: waitingReason(one, language) })),
              unplaced: report.unplaced.map((one) => ({ ...one, text: waitingReason(one, language) }))
            }
            return c.json(body, 200)
          }).pipe(
            Effect.catchTags({
              ...unavailable(c),
              RoundUnknown: (error) => Effect.succeed(problem(c, "round-unknown", error.message)),
              RecommendationsMissing: (error) => Effect.succeed(problem(c, "recommendations-missing", error.message))
            })
          )
        )
      }
    )
