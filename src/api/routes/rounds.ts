/** `/api/v1/rounds`: the rounds, what is recommended in each, what officers decide on it, and publication by two persons. */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { validator } from "hono-openapi"
import { Round } from "../../domain/Round.ts"
import { checkedRound } from "../../intake/loadRound.ts"
import type { Mode } from "../../matching/consistency.ts"
import type { Access } from "../../store/Access.ts"
import { Changes } from "../../store/Changes.ts"
import { MunicipalityStore } from "../../store/MunicipalityStore.ts"
import { RoundProcess } from "../../store/RoundProcess.ts"
import { RoundStore, type RoundSummary } from "../../store/RoundStore.ts"
import { RunStore } from "../../store/work/RunStore.ts"
import { shortReason } from "../../texts/sentences.ts"
import {
  BlockersBody,
  DecisionsBody,
  DoneBody,
  OfficerBody,
  RecommendationsBody,
  RoundCreated,
  RoundDetailBody,
  RoundsBody,
  VersionBody
} from "../contract/rounds.ts"
import { EventsBody, RunQueued, RunsBody } from "../contract/runs.ts"
import { decisionsOn } from "../decisionsOn.ts"
import { described } from "../describe.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { eventStream, lastEventId } from "../frame/eventStream.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { languageParameters, noParameters, refuse, roundPath, sinceParameters } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { Rounds } from "../Rounds.ts"
import { roundEvents } from "../roundEvents.ts"
import { roundExample } from "../roundExample.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"
import { waitingReason } from "../words.ts"
import { runBody } from "./runs.ts"

const officer = permit({ roles: officers })
const lead = permit({ roles: ["imdi-lead"] })

const detailExample = {
  id: "demo-2024-48",
  name: "Uke 48",
  synthetic: true,
  date: "2024-11-29",
  nextRound: "2024-12-20",
  households: 153,
  persons: 300,
  state: "draft" as const,
  version: 1,
  inputVersion: 1
}

/** An act on a round the asker may see. */
const onRound = <A, E, R>(access: Access, id: string, act: (round: RoundSummary) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(
    Rounds.use((rounds) => rounds.get(access, id)),
    act
  )

const versioned = (c: Context, { version }: { readonly version: number }) => {
  c.header("etag", etagOf(version))
  return c.json({ version }, 200)
}

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
        example: { rounds: [detailExample] },
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
        problems: ["forbidden", "already-exists", "database-unavailable"]
      }),
      officer,
      jsonBody(Round, roundExample, { largest: largestRound }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = c.req.valid("json")
            const access = c.get("access")
            const file = yield* (yield* MunicipalityStore).getLatest(access)
            const findings = yield* checkedRound(round, file, mode, "round")
            yield* (yield* RoundStore).save(access, round)
            return c.json(
              { id: round.id, warnings: findings.map(({ code, field, message }) => ({ code, field, message })) },
              200
            )
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
            const round = yield* rounds.get(c.get("access"), c.req.valid("param").id)
            const { createdAt, outdated, plan, report } = yield* rounds.getRecommendations(c.get("access"), round)
            const body: typeof RecommendationsBody.Type = {
              plan,
              createdAt,
              outdated,
              language,
              ...report,
              placements: report.placements.map((one) => ({ ...one, text: shortReason(one, language) })),
              held: report.held.map((one) => ({ ...one, text: waitingReason(one, language) })),
              unplaced: report.unplaced.map((one) => ({ ...one, text: waitingReason(one, language) }))
            }
            return c.json(body, 200)
          })
        )
      }
    )
    .post(
      "/:id/decisions",
      described({
        id: "decide",
        tag: "rounds",
        summary:
          "Follows or overrides suggestions of a plan, all or none; an override is a lock: solve the round again",
        answer: VersionBody,
        demands: ["body", "idempotency-key"],
        problems: [
          "forbidden",
          "not-found",
          "plan-outdated",
          "sent",
          "conflict",
          "database-unavailable",
          "solver-unavailable",
          "busy"
        ]
      }),
      officer,
      validator("param", roundPath, refuse),
      jsonBody(DecisionsBody, {
        plan: "00000000-0000-4000-8000-000000000000",
        decisions: [{ _tag: "follow", household: "H-0001" }]
      }),
      idempotent({ required: true }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { decisions, plan } = c.req.valid("json")
            const rounds = yield* Rounds
            const round = yield* rounds.get(c.get("access"), c.req.valid("param").id)
            const decided = yield* decisionsOn(c.get("access"), round, plan, decisions)
            return c.json(yield* (yield* RoundProcess).decide(c.get("access"), round.id, plan, decided), 200)
          })
        )
    )
    .get(
      "/:id/blockers",
      described({
        id: "listBlockers",
        tag: "rounds",
        summary: "What stands between the latest plan and publication, household by household",
        answer: BlockersBody,
        problems: ["forbidden", "not-found", "no-plan", "plan-outdated", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            return c.json({ blockers: yield* (yield* RoundProcess).blockers(c.get("access"), round.id, today()) }, 200)
          })
        )
    )
    .post(
      "/:id/submission",
      described({
        id: "submitRound",
        tag: "rounds",
        summary: "Hands a solved round over for review",
        answer: VersionBody,
        demands: ["version"],
        problems: ["forbidden", "not-found", "state", "no-plan", "plan-outdated", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          onRound(c.get("access"), c.req.valid("param").id, (round) =>
            RoundProcess.use((process) => process.submit(c.get("access"), round.id, c.get("version")))
          ).pipe(Effect.map((done) => versioned(c, done)))
        )
    )
    .post(
      "/:id/publication",
      described({
        id: "publishRound",
        tag: "rounds",
        summary: "Publishes a reviewed plan; never by the person who submitted it",
        answer: VersionBody,
        demands: ["version"],
        problems: [
          "forbidden",
          "not-found",
          "state",
          "second-person",
          "publication-blocked",
          "plan-outdated",
          "database-unavailable"
        ]
      }),
      officer,
      validator("param", roundPath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          onRound(c.get("access"), c.req.valid("param").id, (round) =>
            RoundProcess.use((process) => process.publish(c.get("access"), round.id, c.get("version"), today()))
          ).pipe(Effect.map((done) => versioned(c, done)))
        )
    )
    .delete(
      "/:id/publication",
      described({
        id: "withdrawPublication",
        tag: "rounds",
        summary: "Takes a publication or a submission back; requests that are sent stand",
        answer: VersionBody,
        demands: ["version"],
        problems: ["forbidden", "not-found", "not-published", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      ifMatch,
      (c) =>
        answering(
          runtime,
          c,
          onRound(c.get("access"), c.req.valid("param").id, (round) =>
            RoundProcess.use((process) => process.withdraw(c.get("access"), round.id, c.get("version")))
          ).pipe(Effect.map((done) => versioned(c, done)))
        )
    )
    .post(
      "/:id/officers",
      described({
        id: "giveRound",
        tag: "rounds",
        summary: "Gives the round to an officer",
        answer: DoneBody,
        demands: ["body"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      lead,
      validator("param", roundPath, refuse),
      jsonBody(OfficerBody, { officer: "00000000-0000-4000-8000-000000000000" }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            yield* (yield* RoundProcess).giveTo(c.get("access"), round.id, c.req.valid("json").officer)
            return c.json({ done: true } as const, 200)
          })
        )
    )
    .post(
      "/:id/runs",
      described({
        id: "solveRound",
        tag: "runs",
        summary: "Asks for the round to be solved as it is now",
        answer: RunQueued,
        demands: [],
        problems: ["forbidden", "not-found", "solve-under-way", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            const queued = yield* (yield* RoundProcess).solve(c.get("access"), round.id)
            c.header("location", `/api/v1/runs/${queued.run}`)
            return c.json(queued, 200)
          })
        )
    )
    .get(
      "/:id/runs",
      described({
        id: "listRuns",
        tag: "runs",
        summary: "Runs of the round, latest first",
        answer: RunsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            const runs = yield* (yield* RunStore).listOf(c.get("access"), round.id)
            return c.json({ runs: runs.map(runBody) }, 200)
          })
        )
    )
    .get(
      "/:id/history",
      described({
        id: "readHistory",
        tag: "rounds",
        summary: "What happened in the round after an event, in order; a hundred at most",
        answer: EventsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", sinceParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const round = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            const since = Number(c.req.valid("query").since ?? 0)
            return c.json({ events: yield* (yield* RoundProcess).events(c.get("access"), round.id, since) }, 200)
          })
        )
    )
    .get(
      "/:id/events",
      described({
        id: "watchRound",
        tag: "rounds",
        summary:
          "What happens in the round, as it happens (server-sent events); Last-Event-ID continues where it broke off",
        answer: EventsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const { id } = yield* (yield* Rounds).get(access, c.req.valid("param").id)
            const process = yield* RoundProcess
            const changes = yield* Changes
            return eventStream(c, roundEvents(process, changes, access, id, lastEventId(c) ?? 0))
          })
        )
    )
