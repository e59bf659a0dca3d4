/** `/api/v1/settlements/{id}`: the steps after a yes, each by the side whose step it is, and arrivals person by person. */
import { Effect, Schema } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { grantDeadline } from "../../casework/disclosure/makeFile.ts"
import { isSeen } from "../../casework/disclosure/matrix.ts"
import { steps } from "../../casework/process/SettlementState.ts"
import { SettlementStep, SettlementStore } from "../../store/SettlementStore.ts"
import { ArrivalKept } from "../contract/receipts.ts"
import { ArrivalBody, SettlementStateBody } from "../contract/requests.ts"
import { described } from "../describe.ts"
import { readerOf } from "../disclosedTo.ts"
import { etagOf, ifMatch } from "../frame/etag.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { refuse, strict } from "../parameters.ts"
import { municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { problem } from "../problem.ts"
import { type ApiRuntime, answering } from "../run.ts"

const settlementPath = strict(Schema.Struct({ id: Schema.String.annotate({ description: "Id of the settlement" }) }))

export const settlementRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .post(
      "/:id/steps",
      described({
        id: "takeStep",
        tag: "settlements",
        summary: "vedtak, informert, takket nei and the other steps by IMDi; the move date by the municipality",
        answer: SettlementStateBody,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      permit({ roles: [...officers, ...municipalityWriters] }),
      validator("param", settlementPath, refuse),
      jsonBody(SettlementStep, { _tag: "decide", decidedOn: "2024-12-10" }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const access = c.get("access")
            const step = c.req.valid("json")
            const side = access.municipality === undefined ? "imdi" : "municipality"
            if (steps[step._tag].by !== side)
              return problem(c, "forbidden", "This step is the other side's. Take one of your own.")
            const settlements = yield* SettlementStore
            const stepped = yield* settlements.step(access, c.req.valid("param").id, c.get("version"), step)
            c.header("etag", etagOf(stepped.version))
            return c.json({ ...stepped }, 200)
          })
        )
    )
    .post(
      "/:id/arrivals",
      described({
        id: "registerArrival",
        tag: "settlements",
        summary: "One person has moved in; with the last of them the household is settled",
        answer: ArrivalKept,
        demands: ["body", "version"],
        problems: ["forbidden", "not-found", "state", "database-unavailable"]
      }),
      permit({ roles: municipalityWriters }),
      validator("param", settlementPath, refuse),
      jsonBody(ArrivalBody, { person: "P-0001", on: "2025-01-20" }),
      ifMatch,
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { on, person } = c.req.valid("json")
            const settlements = yield* SettlementStore
            const { id } = c.req.valid("param")
            const access = c.get("access")
            const { mayGiveGrant, ...stepped } = yield* settlements.arrive(access, id, c.get("version"), person, on)
            c.header("etag", etagOf(stepped.version))
            const isTold = mayGiveGrant && isSeen("file", "members.grant", readerOf(access), "accepted")
            return c.json({ ...stepped, ...(isTold ? { grantDeadline: grantDeadline(on) } : {}) }, 200)
          })
        )
    )
