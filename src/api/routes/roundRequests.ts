/** `/api/v1/rounds/{id}/requests` and `/settlements`: officers send what is published, and see how far everybody has come. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { addDays } from "../../domain/IsoDate.ts"
import { parameter } from "../../matching/parameters.ts"
import { RequestStore } from "../../store/RequestStore.ts"
import type { RoundSummary } from "../../store/RoundStore.ts"
import { SettlementStore } from "../../store/SettlementStore.ts"
import { actOnRound } from "../actOnRound.ts"
import { RequestsOfRoundBody, RequestsSent, SendBody, SettlementsBody } from "../contract/requests.ts"
import { described } from "../describe.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { noParameters, refuse, roundPath } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { problem } from "../problem.ts"
import { Rounds } from "../Rounds.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"

const officer = permit({ roles: officers })

class DeadlinePassed extends Schema.TaggedError<DeadlinePassed>()("DeadlinePassed", {}) {
  override get message(): string {
    return "The deadline has passed or is today. See errors for what each place of the body takes."
  }
}

export const roundRequestRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .post(
      "/:id/requests",
      described({
        id: "sendRequests",
        tag: "requests",
        summary: "Asks municipalities for what is published; all or none",
        answer: RequestsSent,
        demands: ["body", "idempotency-key"],
        problems: [
          "forbidden",
          "not-found",
          "round-unknown",
          "not-published",
          "publication-blocked",
          "no-places",
          "not-decided",
          "state",
          "conflict",
          "database-unavailable"
        ]
      }),
      officer,
      validator("param", roundPath, refuse),
      jsonBody(SendBody, { households: ["H-0001"] }),
      idempotent({ required: true }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const now = today()
            const { deadline, households, undecided = false } = c.req.valid("json")
            const last = deadline ?? addDays(now, parameter("answerDays"))
            const send = Effect.fnUntraced(function* ({ id }: RoundSummary) {
              if (last <= now) return yield* new DeadlinePassed()
              return yield* (yield* RequestStore).send(c.get("access"), id, {
                households,
                // To the end of the day in Norway, also in winter.
                deadline: `${last}T23:00:00Z`,
                today: now,
                undecided
              })
            })
            const sent = yield* actOnRound(c.get("access"), c.req.valid("param").id, send)
            return c.json({ requests: sent }, 200)
          }).pipe(
            Effect.catchTag("DeadlinePassed", ({ message }) =>
              Effect.succeed(
                problem(c, "body-invalid", message, [{ pointer: "/deadline", detail: "a day after today" }])
              )
            )
          )
        )
    )
    .get(
      "/:id/requests",
      described({
        id: "listRequestsOfRound",
        tag: "requests",
        summary: "Requests sent from the round, in the order they were sent",
        answer: RequestsOfRoundBody,
        problems: ["forbidden", "round-unknown", "not-found", "database-unavailable"]
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
            return c.json({ requests: yield* (yield* RequestStore).listOfRound(c.get("access"), round.id) }, 200)
          })
        )
    )
    .get(
      "/:id/settlements",
      described({
        id: "listSettlements",
        tag: "settlements",
        summary: "How far each household of the round has come",
        answer: SettlementsBody,
        problems: ["forbidden", "round-unknown", "not-found", "database-unavailable"]
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
            const settlements = yield* (yield* SettlementStore).listOfRound(c.get("access"), round.id)
            return c.json({ settlements }, 200)
          })
        )
    )
