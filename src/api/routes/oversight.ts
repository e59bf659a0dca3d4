/**
 * Oversight: what waits for whom, the glass others have broken, the audit log for auditors, and a person's own data. Every
 * look is itself a row of the log.
 */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { validator } from "hono-openapi"
import type { PersonId, RoundId } from "../../domain/Ids.ts"
import { type AuditSearch, AuditStore } from "../../store/AuditStore.ts"
import { PersonExport } from "../../store/PersonExport.ts"
import { type Waiting, WorkQueue } from "../../store/WorkQueue.ts"
import { explanationDocument } from "../../texts/sentences.ts"
import { AuditBody, AuditKey, BrokenGlassBody, PersonExportBody, WorkQueueBody } from "../contract/oversight.ts"
import { DoneBody } from "../contract/rounds.ts"
import { csv, flatRows } from "../csv.ts"
import { described } from "../describe.ts"
import { Explanations } from "../Explanations.ts"
import { idempotent } from "../frame/idempotency.ts"
import { limitOf, makeCursor, pageOf } from "../frame/pagination.ts"
import type { TakePoint } from "../frame/rateLimit.ts"
import {
  auditParameters,
  exportParameters,
  glassPath,
  noParameters,
  personPath,
  refuse,
  refusedParameter
} from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"
import { countyRoutes } from "./counties.ts"

const officer = permit({ roles: officers })
const lead = permit({ roles: ["imdi-lead"], purpose: "oversight" })
const auditor = permit({ roles: ["auditor"], purpose: "oversight" })
const forTheSubject = permit({ roles: officers, purpose: "data-subject" })
const cursor = makeCursor(AuditKey)

const linkOf = ({ kind, round }: Waiting): string => {
  const at = `/api/v1/rounds/${encodeURIComponent(round)}`
  switch (kind) {
    case "round-to-review":
      return at
    case "question-unanswered":
    case "deadline-near":
      return `${at}/requests`
    case "place-again":
    case "not-ready":
      return `${at}/households`
    case "release-withdrawn":
      return `${at}/history`
    case "glass-broken":
      return "/api/v1/broken-glass"
  }
}

/** `/api/v1`. */
export const workQueueRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .route("/", countyRoutes(runtime))
    .get(
      "/work-queue",
      described({
        id: "readWorkQueue",
        tag: "oversight",
        summary: "What waits for you: counts and links, no fact of anybody",
        answer: WorkQueueBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      officer,
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          WorkQueue.use((queue) => queue.list(c.get("access"), today())).pipe(
            Effect.map((items) => c.json({ items: items.map((one) => ({ ...one, link: linkOf(one) })) }, 200))
          )
        )
    )
    .get(
      "/broken-glass",
      described({
        id: "listBrokenGlass",
        tag: "oversight",
        summary: "Households opened in an emergency that no lead has looked at yet; a hundred at most",
        answer: BrokenGlassBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      lead,
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          WorkQueue.use((queue) => queue.brokenGlass(c.get("access"))).pipe(
            Effect.map((items) => c.json({ items }, 200))
          )
        )
    )
    .post(
      "/broken-glass/:id/review",
      described({
        id: "reviewBrokenGlass",
        tag: "oversight",
        summary: "Says that a lead has looked at it; never whoever broke it",
        answer: DoneBody,
        demands: [],
        problems: ["forbidden", "not-found", "idempotency-reused", "database-unavailable"]
      }),
      lead,
      validator("param", glassPath, refuse),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          WorkQueue.use((queue) => queue.reviewGlass(c.get("access"), c.req.valid("param").id)).pipe(
            Effect.as(c.json({ done: true } as const, 200))
          )
        )
    )
    .get(
      "/audit",
      described({
        id: "searchAudit",
        tag: "oversight",
        summary: "The audit log by subject, actor and time, in its order; the search is itself a row",
        answer: AuditBody,
        problems: ["forbidden", "database-unavailable"]
      }),
      auditor,
      validator("query", auditParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { after, limit: asked, ...wanted } = c.req.valid("query")
            const limit = limitOf(asked)
            const from = after === undefined ? undefined : cursor.read(after)
            if (from?._tag === "None") return refusedParameter(c, "after", "Follow `next` of the page before.")
            const search: AuditSearch = {
              ...wanted,
              limit: limit + 1,
              ...(from === undefined ? {} : { after: from.value.seq })
            }
            const rows = yield* (yield* AuditStore).search(c.get("access"), search)
            return c.json(
              pageOf(c, rows, limit, ({ seq }) => cursor.write({ seq })),
              200
            )
          })
        )
    )

type Exported = typeof PersonExportBody.Type

/** A file with a name of its own; whoever made it when and for what is in the audit log, and in its first rows. */
const asCsv = (c: Context<PermitEnv>, body: Exported) => {
  const { organisation = "", purpose, request = "" } = c.get("access")
  const mark = [
    ["exportedAt", new Date().toISOString()],
    ["exportedFor", organisation],
    ["purpose", purpose],
    ["request", request]
  ]
  c.header("content-type", "text/csv; charset=utf-8")
  c.header("content-disposition", 'attachment; filename="treff-person.csv"')
  return c.body(csv([["field", "value"], ...mark, ...flatRows(body as unknown as Parameters<typeof flatRows>[0])]), 200)
}

/** `/api/v1/rounds`. */
export const personExportRoutes = (runtime: ApiRuntime, takePoint: TakePoint) =>
  new Hono<PermitEnv>().get(
    "/:id/persons/:person/export",
    described({
      id: "exportPerson",
      tag: "oversight",
      summary: "Everything kept of one person, for that person: facts, needs, reasons, and who has looked when and why",
      answer: PersonExportBody,
      types: ["application/json", "text/csv"],
      problems: ["forbidden", "not-found", "round-unknown", "database-unavailable", "solver-unavailable", "busy"]
    }),
    forTheSubject,
    validator("param", personPath, refuse),
    validator("query", exportParameters, refuse),
    (c) =>
      answering(
        runtime,
        c,
        Effect.gen(function* () {
          const { id, person } = c.req.valid("param")
          const { format = "json", lang: language = "nb" } = c.req.valid("query")
          const access = c.get("access")
          yield* takePoint("export", access.user)
          const exported = yield* (yield* PersonExport).of(access, id as RoundId, person as PersonId)
          const { accessLog, data } = exported
          const explanations = yield* Explanations
          const reasons = yield* explanations
            .explain(access, { round: id, household: data.household, audience: "person" })
            .pipe(
              Effect.map(({ explanation, names, round: { synthetic } }) =>
                explanationDocument(explanation, { audience: "person", language, names, synthetic })
              ),
              Effect.catchTags({
                RecommendationsMissing: () => Effect.succeed(null),
                HouseholdUnknown: () => Effect.succeed(null)
              })
            )
          const body: Exported = { ...data, language, reasons, accessLog }
          return format === "csv" ? asCsv(c, body) : c.json(body, 200)
        })
      )
  )
