/** `/api/v1/rounds`: the rounds, and what is recommended in each. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { Round } from "../../domain/Round.ts"
import { checkedRound } from "../../intake/loadRound.ts"
import type { Mode } from "../../matching/consistency.ts"
import { refuseSynthetic } from "../../matching/refuseSynthetic.ts"
import { MunicipalityStore } from "../../store/MunicipalityStore.ts"
import { unlessAnswered } from "../../store/once.ts"
import { RoundStore } from "../../store/RoundStore.ts"
import { RecommendationsBody, RoundCreated, RoundDetailBody, RoundsBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { etagOf } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { languageParameters, noParameters, refuse, roundPath } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { Rounds } from "../Rounds.ts"
import { recommended } from "../recommended.ts"
import { roundExample } from "../roundExample.ts"
import { type ApiRuntime, answering } from "../run.ts"

const officer = permit({ roles: officers })

/** Largest round that comes over the wire, in bytes. */
const largestRound = 10_000_000

export const roundRoutes = (runtime: ApiRuntime, mode: Mode) =>
  new Hono<PermitEnv>()
    .get(
      "/",
      described({
        id: "listRounds",
        tag: "rounds",
        summary: "Your rounds, latest first",
        answer: RoundsBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      officer,
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Rounds.use((rounds) => rounds.list(c.get("access"))).pipe(
            Effect.map((rounds) => c.json({ rounds: rounds.map((round) => ({ ...round })) }, 200))
          )
        )
    )
    .post(
      "/",
      described({
        id: "createRound",
        tag: "rounds",
        summary: "Saves a round with its households: whole or not at all",
        answer: RoundCreated,
        demands: ["body"],
        problems: ["forbidden", "already-exists", "idempotency-reused", "database-unavailable"]
      }),
      officer,
      jsonBody(Round, roundExample, { largest: largestRound }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = c.req.valid("json")
            const access = c.get("access")
            const save = Effect.gen(function* () {
              const known = yield* (yield* MunicipalityStore).getLatest(access)
              const file = mode === "production" ? refuseSynthetic(known) : known
              const findings = yield* checkedRound(round, file, mode, "round")
              const warnings = findings.map(({ code, field, message }) => ({ code, field, message }))
              return yield* (yield* RoundStore).save(access, round, warnings)
            })
            return c.json(yield* unlessAnswered(access, save), 200)
          })
        )
    )
    .get(
      "/:id",
      described({
        id: "getRound",
        tag: "rounds",
        summary: "One round and the state of its plan",
        answer: RoundDetailBody,
        problems: ["forbidden", "round-unknown", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const rounds = yield* Rounds
            const round = yield* rounds.get(c.get("access"), c.req.valid("param").id)
            const recommendations = yield* rounds.getRecommendations(c.get("access"), round).pipe(
              Effect.map(({ createdAt, outdated, plan, report: { gap, householdsPlaced, placed, status } }) => ({
                plan,
                createdAt,
                outdated,
                status,
                gap,
                placed,
                householdsPlaced
              })),
              Effect.catchTag("RecommendationsMissing", () => Effect.succeed(null))
            )
            c.header("etag", etagOf(round.version))
            return c.json({ ...round, recommendations } satisfies typeof RoundDetailBody.Type, 200)
          })
        )
    )
    .get(
      "/:id/recommendations",
      described({
        id: "getRecommendations",
        tag: "rounds",
        summary: "Where each household is suggested to settle, with reasons, alternatives and the proof",
        answer: RecommendationsBody,
        problems: ["forbidden", "round-unknown", "recommendations-missing", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", languageParameters, refuse),
      (c) => {
        const { lang: language = "nb" } = c.req.valid("query")
        return answering(
          runtime,
          c,
          Effect.gen(function* () {
            const rounds = yield* Rounds
            const round = yield* rounds.get(c.get("access"), c.req.valid("param").id, "recommendations")
            const recommendations = yield* rounds.getRecommendations(c.get("access"), round)
            return c.json(recommended(recommendations, language), 200)
          })
        )
      }
    )
