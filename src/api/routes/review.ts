/** `/api/v1/rounds/{id}/…`: what officers decide on a plan, and its publication by two persons. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { RoundProcess } from "../../store/RoundProcess.ts"
import type { RoundSummary } from "../../store/RoundStore.ts"
import { actOnRound } from "../actOnRound.ts"
import { HouseholdKey } from "../contract/cases.ts"
import {
  BlockersBody,
  DecisionsBody,
  DecisionsKeptBody,
  DoneBody,
  OfficerBody,
  VersionBody
} from "../contract/rounds.ts"
import { decisionsOn } from "../decisionsOn.ts"
import { described } from "../describe.ts"
import { ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { limitOf, makeCursor, pageOf, pageParameters } from "../frame/pagination.ts"
import { noParameters, refuse, refusedParameter, roundPath, strict } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { Rounds } from "../Rounds.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"
import { versioned } from "../versioned.ts"

const officer = permit({ roles: officers })
const cursor = makeCursor(HouseholdKey)
const listParameters = strict(Schema.Struct(pageParameters))
const lead = permit({ roles: ["imdi-lead"] })

export const reviewRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
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
            const access = c.get("access")
            const decide = Effect.fnUntraced(function* (round: RoundSummary) {
              const decided = yield* decisionsOn(access, round, plan, decisions)
              return yield* (yield* RoundProcess).decide(access, round.id, plan, decided)
            })
            return c.json(yield* actOnRound(access, c.req.valid("param").id, decide), 200)
          })
        )
    )
    .get(
      "/:id/decisions",
      described({
        id: "listDecisions",
        tag: "rounds",
        summary: "What officers decided, why, and what they were shown, by household; read before a round is published",
        answer: DecisionsKeptBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      validator("query", listParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const query = c.req.valid("query")
            const limit = limitOf(query.limit)
            const from = query.after === undefined ? undefined : cursor.read(query.after)
            if (from?._tag === "None") return refusedParameter(c, "after", "Follow `next` of the page before.")
            const { id } = yield* (yield* Rounds).get(c.get("access"), c.req.valid("param").id)
            const page = { after: from?.value.household, limit }
            const rows = yield* (yield* RoundProcess).decisions(c.get("access"), id, page)
            return c.json(
              pageOf(c, rows, limit, ({ household }) => cursor.write({ household })),
              200
            )
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
          actOnRound(c.get("access"), c.req.valid("param").id, (round) =>
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
          actOnRound(c.get("access"), c.req.valid("param").id, (round) =>
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
          actOnRound(c.get("access"), c.req.valid("param").id, (round) =>
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
