/** `/api/v1/rounds/{id}/…`: asking for a round to be solved, and watching what happens in it. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { RoundProcess } from "../../store/RoundProcess.ts"
import { RunStore } from "../../store/work/RunStore.ts"
import { actOnRound } from "../actOnRound.ts"
import { EventsBody, RunQueued, RunsBody } from "../contract/runs.ts"
import { described } from "../describe.ts"
import { eventStream, lastEventId } from "../frame/eventStream.ts"
import { idempotent } from "../frame/idempotency.ts"
import { noParameters, refuse, roundPath, sinceParameters } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { Rounds } from "../Rounds.ts"
import { roundEvents } from "../roundEvents.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { runBody } from "./runs.ts"

const officer = permit({ roles: officers })

export const roundRunRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
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
            const access = c.get("access")
            const queued = yield* actOnRound(access, c.req.valid("param").id, (round) =>
              RoundProcess.use((process) => process.solve(access, round.id))
            )
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
            const events = yield* (yield* RoundProcess).events(c.get("access"), round.id, since, "history")
            return c.json({ events }, 200)
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
        types: ["text/event-stream"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", roundPath, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { access, accessNow } = c.var
            const { id } = yield* (yield* Rounds).get(access, c.req.valid("param").id)
            return eventStream(c, yield* roundEvents(access, accessNow, id, lastEventId(c) ?? 0), accessNow)
          })
        )
    )
