/**
 * Agreed self-settlement (S8): officers register an application and decide it, the municipality says whether the lease is
 * good. While an application is pending nobody is asked about the household.
 */
import { Effect, Schema } from "effect"
import { type Context, Hono } from "hono"
import { validator } from "hono-openapi"
import { Application, Lease, SelfSettlementDecision } from "../../casework/process/SelfSettlement.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Access } from "../../store/Access.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { unlessAnswered } from "../../store/once.ts"
import { SelfSettlementStore } from "../../store/SelfSettlementStore.ts"
import type { ApplicationNow } from "../../store/selfSettlements/SelfSettlement.ts"
import { ApplicationBody, SelfSettlementsBody, SelfSettlementsOfRoundBody } from "../contract/selfSettlements.ts"
import { described } from "../describe.ts"
import { expectMunicipality } from "../expectMunicipality.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { municipalityPath } from "../municipalityPath.ts"
import { casePath, noParameters, refuse, roundPath, strict } from "../parameters.ts"
import { municipality, municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { today } from "../today.ts"

const officer = permit({ roles: officers })

const answered = (c: Context, now: ApplicationNow) => {
  c.header("etag", etagOf(now.version))
  return c.json({ ...now }, 200)
}

/** `/api/v1/rounds`. */
export const selfSettlementRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .get(
      "/:id/self-settlements",
      described({
        id: "listSelfSettlements",
        tag: "settlements",
        summary: "Applications for agreed self-settlement in the round, in the order they were registered",
        answer: SelfSettlementsOfRoundBody,
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
            const { id } = c.req.valid("param")
            const selfSettlements = yield* (yield* SelfSettlementStore).listOfRound(c.get("access"), id as RoundId)
            return c.json({ selfSettlements }, 200)
          })
        )
    )
    .post(
      "/:id/households/:household/self-settlement",
      described({
        id: "applySelfSettlement",
        tag: "settlements",
        summary:
          "Registers that the household has found a home; until it is decided nobody is asked about the household",
        answer: ApplicationBody,
        demands: ["body"],
        problems: [
          "forbidden",
          "not-found",
          "municipality-unknown",
          "sent",
          "already-exists",
          "conflict",
          "idempotency-reused",
          "database-unavailable"
        ]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(Application, { municipality: "4601", reference: "2024/1234", appliedOn: "2024-11-01" }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const application = c.req.valid("json")
            const access = c.get("access")
            const apply = Effect.gen(function* () {
              yield* expectMunicipality(access, application.municipality)
              const store = yield* SelfSettlementStore
              return yield* store.apply(access, id as RoundId, household as HouseholdId, application)
            })
            return answered(c, yield* unlessAnswered(access, apply))
          })
        )
    )
    .post(
      "/:id/households/:household/self-settlement/decision",
      described({
        id: "decideSelfSettlement",
        tag: "settlements",
        summary: "IMDi's yes, no, or that it was taken back; a yes needs the lease checked and a place for everybody",
        answer: ApplicationBody,
        demands: ["body", "version"],
        problems: [
          "forbidden",
          "not-found",
          "state",
          "sent",
          "lease-unchecked",
          "publication-blocked",
          "shielded",
          "no-places",
          "not-decided",
          "already-placed",
          "conflict",
          "idempotency-reused",
          "database-unavailable"
        ]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(SelfSettlementDecision, { _tag: "agree", agreedOn: "2024-11-20" }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const store = yield* SelfSettlementStore
            return answered(
              c,
              yield* store.decide(
                c.get("access"),
                id as RoundId,
                household as HouseholdId,
                c.get("version"),
                c.req.valid("json"),
                today()
              )
            )
          })
        )
    )

const leasePath = strict(
  Schema.Struct({
    code: Schema.String.check(Schema.isPattern(/^\d{4}$/u)).annotate({ description: "Kommunenummer" }),
    application: Schema.String.annotate({ description: "Id of the application" })
  })
)

/** Another municipality is not there. */
const own = (access: Access, code: string) =>
  access.municipality === (code as MunicipalityCode)
    ? Effect.void
    : Effect.fail(new CaseNotFound({ what: "application" }))

/** `/api/v1/municipalities`. */
export const leaseRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .get(
      "/:code/self-settlements",
      described({
        id: "listOwnSelfSettlements",
        tag: "settlements",
        summary: "Applications to the municipality by its own case numbers; no fact of anybody",
        answer: SelfSettlementsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: municipality }),
      validator("param", municipalityPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            yield* own(c.get("access"), c.req.valid("param").code)
            return c.json({ selfSettlements: yield* (yield* SelfSettlementStore).list(c.get("access")) }, 200)
          })
        )
    )
    .post(
      "/:code/self-settlements/:application/lease",
      described({
        id: "checkLease",
        tag: "settlements",
        summary: "Whether the lease holds and the dwelling fits; said again until IMDi has decided",
        answer: ApplicationBody,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "state", "idempotency-reused", "database-unavailable"]
      }),
      permit({ roles: municipalityWriters }),
      validator("param", leasePath, refuse),
      jsonBody(Lease, {
        checkedOn: "2024-11-15",
        suitable: true,
        rooms: 3,
        stepFree: false,
        availableFrom: "2024-12-15"
      }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { application, code } = c.req.valid("param")
            const access = c.get("access")
            yield* own(access, code)
            const store = yield* SelfSettlementStore
            return answered(c, yield* store.checkLease(access, application, c.get("version"), c.req.valid("json")))
          })
        )
    )
