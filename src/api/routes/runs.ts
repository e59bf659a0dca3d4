/** `/api/v1/runs/{id}`: how far solving a round has come, once or as it happens. */
import { Effect, Schema, Stream } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import type { Access } from "../../store/Access.ts"
import { Changes } from "../../store/Changes.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { type Run, RunId, RunStore } from "../../store/work/RunStore.ts"
import { DoneBody } from "../contract/rounds.ts"
import { RunBody } from "../contract/runs.ts"
import { described } from "../describe.ts"
import { eventStream, type ServerEvent } from "../frame/eventStream.ts"
import { noParameters, refuse, runPath } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"

const officer = permit({ roles: officers })

export const runBody = ({ requestedBy: _, ...run }: Run): typeof RunBody.Type => run

const isRunId = Schema.is(RunId)

/** An id that could be nobody's is as unknown as any other. */
const runOf = Effect.fnUntraced(function* (access: Access, id: string) {
  if (!isRunId(id)) return yield* new CaseNotFound({ what: "run" })
  return yield* (yield* RunStore).get(access, id)
})

const hasEnded = ({ state }: Run): boolean => state !== "queued" && state !== "running"

const eventOf = (run: Run): ServerEvent => ({ id: run.sequence, event: run.state, data: runBody(run) })

export const runRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .get(
      "/:id",
      described({
        id: "getRun",
        tag: "runs",
        summary: "How far a run has come",
        answer: RunBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", runPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          runOf(c.get("access"), c.req.valid("param").id).pipe(Effect.map((run) => c.json(runBody(run), 200)))
        )
    )
    .delete(
      "/:id",
      described({
        id: "cancelRun",
        tag: "runs",
        summary: "Stops a run; what it had found is not kept",
        answer: DoneBody,
        demands: [],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      officer,
      validator("param", runPath, refuse),
      (c) =>
        answering(
          runtime,
          c,
          runOf(c.get("access"), c.req.valid("param").id).pipe(
            Effect.flatMap(({ id }) => RunStore.use((runs) => runs.cancel(c.get("access"), id))),
            Effect.map(() => c.json({ done: true } as const, 200))
          )
        )
    )
    .get(
      "/:id/events",
      described({
        id: "watchRun",
        tag: "runs",
        summary: "The run as it goes on (server-sent events); the latest state at once, and an end when it ends",
        answer: RunBody,
        types: ["text/event-stream"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      officer,
      validator("param", runPath, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const accessNow = c.get("accessNow")
            const first = yield* runOf(c.get("access"), c.req.valid("param").id)
            const runs = yield* RunStore
            const changes = yield* Changes
            // Subscribed before it is read, so that nothing falls between the two.
            const events = Stream.unwrap(
              Effect.map(changes.subscribe(`run ${first.id}`), (told) =>
                Stream.concat(Stream.succeed(null), told).pipe(
                  Stream.mapEffect(() => Effect.flatMap(accessNow, (now) => runs.get(now, first.id)))
                )
              )
            ).pipe(
              Stream.takeUntil(hasEnded),
              Stream.map(eventOf),
              Stream.catch(() => Stream.empty)
            )
            return eventStream(c, events, accessNow)
          })
        )
    )
