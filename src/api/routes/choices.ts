/**
 * `/api/v1/rounds/{id}/households/{household}`: an officer's lock, forbid and hold, and a decision taken back. Each makes the
 * round a draft; none touches a household somebody has been asked about, or whose file is another than the officer has read.
 */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Access } from "../../store/Access.ts"
import { unlessAnswered } from "../../store/once.ts"
import { RoundProcess } from "../../store/RoundProcess.ts"
import type { ChoiceMade } from "../../store/rounds/choices.ts"
import { LockBody, ReasonBody } from "../contract/cases.ts"
import { HoldMade } from "../contract/receipts.ts"
import { VersionBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { expectMunicipality } from "../expectMunicipality.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { holdable } from "../holdable.ts"
import { caseForbidPath, casePath, refuse } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { versioned } from "../versioned.ts"

const officer = permit({ roles: officers })
const problems = ["forbidden", "not-found", "sent", "conflict", "idempotency-reused", "database-unavailable"] as const
const reason = "Kontrakt signert i kommunen, se vedlegg i saken."

interface Case {
  readonly id: string
  readonly household: string
}

const takenBack = (
  access: Access,
  { household, id }: Case,
  version: number,
  choice: Parameters<RoundProcess["Service"]["unchoose"]>[4]
) => RoundProcess.use((process) => process.unchoose(access, id as RoundId, household as HouseholdId, version, choice))

/** Once for its idempotency key, with what is looked at before. */
const chosen = <E, R>(
  access: Access,
  { household, id }: Case,
  version: number,
  choice: ChoiceMade,
  expected: Effect.Effect<void, E, R>
) =>
  unlessAnswered(
    access,
    Effect.andThen(
      expected,
      RoundProcess.use((process) => process.choose(access, id as RoundId, household as HouseholdId, version, choice))
    )
  )

export const choiceRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .put(
      "/:id/households/:household/lock",
      described({
        id: "lockHousehold",
        tag: "households",
        summary: "Locks the household to a municipality, instead of any lock or hold it has",
        answer: VersionBody,
        demands: ["body", "version"],
        problems: [...problems, "municipality-unknown"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(LockBody, { municipality: "4601", reason }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const lock = c.req.valid("json")
            const choice = { kind: "lock", ...lock } as const
            const known = expectMunicipality(access, lock.municipality)
            return versioned(c, yield* chosen(access, c.req.valid("param"), c.get("version"), choice, known))
          })
        )
    )
    .put(
      "/:id/households/:household/hold",
      described({
        id: "holdHousehold",
        tag: "households",
        summary: "Holds the household for a later round, where it may be held (S7); told why, and what waiting costs",
        answer: HoldMade,
        demands: ["body", "version"],
        problems: [...problems, "round-unknown", "may-not-be-held", "no-plan"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(ReasonBody, { reason }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const [access, version] = [c.get("access"), c.get("version")]
            const { id } = c.req.valid("param")
            const household = c.req.valid("param").household as HouseholdId
            const hold = Effect.gen(function* () {
              const terms = yield* holdable(access, { id, household }, version)
              const held = { ...c.req.valid("json"), terms }
              return yield* (yield* RoundProcess).hold(access, id as RoundId, household, version, held)
            })
            const done = yield* unlessAnswered(access, hold)
            c.header("etag", etagOf(done.version))
            return c.json(done, 200)
          })
        )
    )
    .put(
      "/:id/households/:household/forbids/:municipality",
      described({
        id: "forbidMunicipality",
        tag: "households",
        summary: "Forbids a municipality for the household",
        answer: VersionBody,
        demands: ["body", "version"],
        problems: [...problems, "municipality-unknown"]
      }),
      officer,
      validator("param", caseForbidPath, refuse),
      jsonBody(ReasonBody, { reason }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const municipality = MunicipalityCode.make(c.req.valid("param").municipality)
            const choice = { kind: "forbid", municipality, ...c.req.valid("json") } as const
            const known = expectMunicipality(access, municipality)
            return versioned(c, yield* chosen(access, c.req.valid("param"), c.get("version"), choice, known))
          })
        )
    )
    .delete(
      "/:id/households/:household/lock",
      described({
        id: "unlockHousehold",
        tag: "households",
        summary: "Takes the lock back",
        answer: VersionBody,
        demands: ["version"],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          takenBack(c.get("access"), c.req.valid("param"), c.get("version"), { kind: "lock" }).pipe(
            Effect.map((done) => versioned(c, done))
          )
        )
    )
    .delete(
      "/:id/households/:household/hold",
      described({
        id: "releaseHousehold",
        tag: "households",
        summary: "Takes the hold back",
        answer: VersionBody,
        demands: ["version"],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          takenBack(c.get("access"), c.req.valid("param"), c.get("version"), { kind: "hold" }).pipe(
            Effect.map((done) => versioned(c, done))
          )
        )
    )
    .delete(
      "/:id/households/:household/forbids/:municipality",
      described({
        id: "unforbidMunicipality",
        tag: "households",
        summary: "Takes the forbid back",
        answer: VersionBody,
        demands: ["version"],
        problems
      }),
      officer,
      validator("param", caseForbidPath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) => {
        const municipality = MunicipalityCode.make(c.req.valid("param").municipality)
        const back = takenBack(c.get("access"), c.req.valid("param"), c.get("version"), {
          kind: "forbid",
          municipality
        })
        return answering(
          runtime,
          c,
          Effect.map(back, (done) => versioned(c, done))
        )
      }
    )
    .delete(
      "/:id/households/:household/decision",
      described({
        id: "undoDecision",
        tag: "households",
        summary: "Takes a decision back, until a request has been sent",
        answer: VersionBody,
        demands: ["version"],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      ifMatch,
      idempotent({ required: false }),
      (c) => {
        const { household, id } = c.req.valid("param")
        const undo = RoundProcess.use((process) =>
          process.undecide(c.get("access"), id as RoundId, household as HouseholdId, c.get("version"))
        )
        return answering(
          runtime,
          c,
          Effect.map(undo, (done) => versioned(c, done))
        )
      }
    )
