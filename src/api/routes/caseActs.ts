/**
 * `/api/v1/rounds/{id}/households/{household}`: what an officer changes of a household itself. A fact is corrected, a
 * release withdrawn, a strictly confidential address marked, and in an emergency the glass broken.
 */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { HouseholdStore } from "../../store/HouseholdStore.ts"
import { CorrectionBody, GlassBody, GlassBroken, WithdrawalBody } from "../contract/cases.ts"
import { DoneBody, VersionBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { casePath, refuse } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { problem } from "../problem.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"
import { versioned } from "../versioned.ts"
import { selfSettlementRoutes } from "./selfSettlements.ts"

const officer = permit({ roles: officers })
const done = { done: true } as const

export const caseActRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .route("/", selfSettlementRoutes(runtime))
    .post(
      "/:id/households/:household/corrections",
      described({
        id: "correctHousehold",
        tag: "households",
        summary: "Corrects one fact, with who says so and when; what was before is kept",
        answer: VersionBody,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "idempotency-reused", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(CorrectionBody, { field: "permitOn", value: "2024-06-01", source: "verified", saidOn: "2024-11-01" }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const store = yield* HouseholdStore
            const [round, correction] = [id as RoundId, c.req.valid("json")]
            const access = c.get("access")
            return versioned(
              c,
              yield* store.correct(access, round, household as HouseholdId, c.get("version"), correction)
            )
          })
        )
    )
    .post(
      "/:id/households/:household/releases/withdrawal",
      described({
        id: "withdrawRelease",
        tag: "households",
        summary: "Withdraws a release from taushetsplikt: the need is out of every view at once",
        answer: DoneBody,
        demands: ["body"],
        problems: ["forbidden", "not-found", "idempotency-reused", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(WithdrawalBody, { person: "P-0001", need: 0, on: "2024-11-01" }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const release = c.req.valid("json")
            if (release.on > today())
              return problem(c, "body-invalid", "See errors for what each place of the body takes.", [
                { pointer: "/on", detail: "today or a day before" }
              ])
            const store = yield* HouseholdStore
            yield* store.withdrawRelease(c.get("access"), id as RoundId, household as HouseholdId, release)
            return c.json(done, 200)
          })
        )
    )
    .post(
      "/:id/households/:household/strictly-confidential",
      described({
        id: "markStrictlyConfidential",
        tag: "households",
        summary: "Code 6 or 7: out of this and every other round, into its own queue",
        answer: DoneBody,
        demands: [],
        problems: ["forbidden", "not-found", "idempotency-reused", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const store = yield* HouseholdStore
            yield* store.markStrictlyConfidential(c.get("access"), id as RoundId, household as HouseholdId)
            return c.json(done, 200)
          })
        )
    )
    .post(
      "/:id/households/:household/break-glass",
      described({
        id: "breakGlass",
        tag: "households",
        summary: "Opens a household outside your rounds for three hours at most; a lead reads the reason",
        answer: GlassBroken,
        demands: ["body"],
        problems: ["forbidden", "not-found", "idempotency-reused", "database-unavailable"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(GlassBody, { reason: "Akutt henvendelse fra mottaket om en innlagt person." }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const store = yield* HouseholdStore
            const { reason } = c.req.valid("json")
            return c.json(
              yield* store.breakGlass(c.get("access"), id as RoundId, household as HouseholdId, reason),
              200
            )
          })
        )
    )
