/**
 * `/api/v1/rounds/{id}/households/{household}`: an officer's lock, forbid and hold, and a decision taken back. Each makes the
 * round a draft; none touches a household somebody has been asked about.
 */
import { Effect } from "effect"
import { type Context, Hono } from "hono"
import { validator } from "hono-openapi"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { levelOf, mayBeHeld } from "../../matching/priority.ts"
import type { Access } from "../../store/Access.ts"
import { ActRefused } from "../../store/cases/failures.ts"
import { HouseholdStore } from "../../store/HouseholdStore.ts"
import { RoundProcess } from "../../store/RoundProcess.ts"
import { LockBody, ReasonBody } from "../contract/cases.ts"
import { VersionBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { expectMunicipality } from "../expectMunicipality.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { caseForbidPath, casePath, refuse } from "../parameters.ts"
import { officers, type PermitEnv, permit } from "../permit.ts"
import { Rounds } from "../Rounds.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { versioned } from "../versioned.ts"

const officer = permit({ roles: officers })
const problems = ["forbidden", "not-found", "sent", "conflict", "database-unavailable"] as const
const reason = "Kontrakt signert i kommunen, se vedlegg i saken."

/** Why the household may not be held, if it may not (S7). */
const expectHoldable = Effect.fnUntraced(function* (access: Access, id: string, household: string) {
  const round = yield* (yield* Rounds).get(access, id)
  const { household: file } = yield* (yield* HouseholdStore).open(access, round.id, household as HouseholdId)
  if (mayBeHeld(file, round)) return round.id
  return yield* new ActRefused({
    reason: "may-not-be-held",
    advice:
      levelOf(file, round) === "limit-before-next-round"
        ? "Its limit falls before the next round. Place it now."
        : "It has been held in as many rounds as it may. Place it now."
  })
})

interface Case {
  readonly id: string
  readonly household: string
}

const takenBack = (
  runtime: ApiRuntime,
  c: Context<PermitEnv>,
  { household, id }: Case,
  choice: Parameters<RoundProcess["Service"]["unchoose"]>[3]
) =>
  answering(
    runtime,
    c,
    RoundProcess.use((process) =>
      process.unchoose(c.get("access"), id as RoundId, household as HouseholdId, choice)
    ).pipe(Effect.map((done) => versioned(c, done)))
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
        demands: ["body"],
        problems: [...problems, "municipality-unknown"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(LockBody, { municipality: "4601", reason }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const lock = c.req.valid("json")
            yield* expectMunicipality(c.get("access"), lock.municipality)
            const choice = { kind: "lock", ...lock } as const
            const process = yield* RoundProcess
            return versioned(c, yield* process.choose(c.get("access"), id as RoundId, household as HouseholdId, choice))
          })
        )
    )
    .put(
      "/:id/households/:household/hold",
      described({
        id: "holdHousehold",
        tag: "households",
        summary: "Holds the household for a later round, where it may be held (S7)",
        answer: VersionBody,
        demands: ["body"],
        problems: [...problems, "round-unknown", "may-not-be-held"]
      }),
      officer,
      validator("param", casePath, refuse),
      jsonBody(ReasonBody, { reason }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id } = c.req.valid("param")
            const round = yield* expectHoldable(c.get("access"), id, household)
            const choice = { kind: "hold", ...c.req.valid("json") } as const
            const process = yield* RoundProcess
            return versioned(c, yield* process.choose(c.get("access"), round, household as HouseholdId, choice))
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
        demands: ["body"],
        problems: [...problems, "municipality-unknown"]
      }),
      officer,
      validator("param", caseForbidPath, refuse),
      jsonBody(ReasonBody, { reason }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { household, id, municipality: code } = c.req.valid("param")
            const municipality = MunicipalityCode.make(code)
            yield* expectMunicipality(c.get("access"), municipality)
            const choice = { kind: "forbid", municipality, ...c.req.valid("json") } as const
            const process = yield* RoundProcess
            return versioned(c, yield* process.choose(c.get("access"), id as RoundId, household as HouseholdId, choice))
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
        demands: [],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      (c) => takenBack(runtime, c, c.req.valid("param"), { kind: "lock" })
    )
    .delete(
      "/:id/households/:household/hold",
      described({
        id: "releaseHousehold",
        tag: "households",
        summary: "Takes the hold back",
        answer: VersionBody,
        demands: [],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      (c) => takenBack(runtime, c, c.req.valid("param"), { kind: "hold" })
    )
    .delete(
      "/:id/households/:household/forbids/:municipality",
      described({
        id: "unforbidMunicipality",
        tag: "households",
        summary: "Takes the forbid back",
        answer: VersionBody,
        demands: [],
        problems
      }),
      officer,
      validator("param", caseForbidPath, refuse),
      (c) => {
        const municipality = MunicipalityCode.make(c.req.valid("param").municipality)
        return takenBack(runtime, c, c.req.valid("param"), { kind: "forbid", municipality })
      }
    )
    .delete(
      "/:id/households/:household/decision",
      described({
        id: "undoDecision",
        tag: "households",
        summary: "Takes a decision back, until a request has been sent",
        answer: VersionBody,
        demands: [],
        problems
      }),
      officer,
      validator("param", casePath, refuse),
      (c) => {
        const { household, id } = c.req.valid("param")
        const undo = RoundProcess.use((process) =>
          process.undecide(c.get("access"), id as RoundId, household as HouseholdId)
        )
        return answering(
          runtime,
          c,
          Effect.map(undo, (done) => versioned(c, done))
        )
      }
    )
