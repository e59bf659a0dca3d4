/** `/api/v1/municipalities/{code}`: dated declarations (S6), school places a county confirms (S16), and addresses for notices. */
import { Effect } from "effect"
import { Hono } from "hono"
import { validator } from "hono-openapi"
import { missingFacts } from "../../casework/answer/missingFacts.ts"
import { Declaration } from "../../domain/Declaration.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Access } from "../../store/Access.ts"
import { CapacityStore } from "../../store/CapacityStore.ts"
import { CaseNotFound } from "../../store/cases/failures.ts"
import { NoticeAddressStore } from "../../store/NoticeAddressStore.ts"
import { AddressesBody, DeclarationsBody, Declared, SchoolPlacesBody } from "../contract/municipalities.ts"
import { DeclarationMade } from "../contract/receipts.ts"
import { DoneBody } from "../contract/rounds.ts"
import { described } from "../describe.ts"
import { idempotent } from "../frame/idempotency.ts"
import { jsonBody } from "../frame/jsonBody.ts"
import { municipalityPath } from "../municipalityPath.ts"
import { noParameters, refuse } from "../parameters.ts"
import { municipality, municipalityWriters, officers, type PermitEnv, permit } from "../permit.ts"
import { type ApiRuntime, answering } from "../run.ts"
import { leaseRoutes } from "./selfSettlements.ts"

const admin = permit({ roles: ["municipality-admin"] })
const done = { done: true } as const

/** Another municipality is not there: also nothing that could be written or listed empty. */
const own = (access: Access, code: MunicipalityCode) =>
  access.municipality === code ? Effect.void : Effect.fail(new CaseNotFound({ what: "declaration" }))

export const municipalityFactRoutes = (runtime: ApiRuntime) =>
  new Hono<PermitEnv>()
    .route("/", leaseRoutes(runtime))
    .post(
      "/:code/declarations",
      described({
        id: "declare",
        tag: "municipalities",
        summary: "Declares dwellings, services and offers; revised by a new declaration",
        answer: DeclarationMade,
        demands: ["body"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: municipalityWriters }),
      validator("param", municipalityPath, refuse),
      jsonBody(Declaration, { declaredOn: "2024-11-20", source: "municipality" }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            yield* own(c.get("access"), code)
            const said = c.req.valid("json")
            const { id } = yield* (yield* CapacityStore).declare(c.get("access"), code, said)
            return c.json({ id, missing: missingFacts(said) }, 200)
          })
        )
    )
    .get(
      "/:code/declarations",
      described({
        id: "listDeclarations",
        tag: "municipalities",
        summary: "The latest fifty declarations, the one that counts first",
        answer: DeclarationsBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: [...officers, ...municipality] }),
      validator("param", municipalityPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            const access = c.get("access")
            if (access.role === "api_kommune") yield* own(access, code)
            const kept = yield* (yield* CapacityStore).declarations(access, code)
            const declarations = kept.map((one) => ({ ...one, missing: missingFacts(one.declaration) }))
            return c.json({ declarations }, 200)
          })
        )
    )
    .put(
      "/:code/school-places",
      described({
        id: "confirmSchoolPlaces",
        tag: "municipalities",
        summary: "The county confirms places in education with peers in one of its municipalities",
        answer: Declared,
        demands: ["body"],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      permit({ roles: ["county-write"] }),
      validator("param", municipalityPath, refuse),
      jsonBody(SchoolPlacesBody, {
        offers: [
          {
            offer: "introductory-class",
            access: "daily-travel",
            places: 2,
            confirmedBy: "county",
            confirmedOn: "2024-11-20"
          }
        ]
      }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            const access = c.get("access")
            // The first two digits of a municipality's number are its county's.
            if (access.county !== code.slice(0, 2)) return yield* new CaseNotFound({ what: "declaration" })
            const kept = yield* (yield* CapacityStore).confirmSchool(access, code, c.req.valid("json").offers)
            return c.json(kept, 200)
          })
        )
    )
    .get(
      "/:code/notice-addresses",
      described({
        id: "listNoticeAddresses",
        tag: "municipalities",
        summary: "Where the municipality gets its notices",
        answer: AddressesBody,
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      admin,
      validator("param", municipalityPath, refuse),
      validator("query", noParameters, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            yield* own(c.get("access"), code)
            return c.json({ addresses: yield* (yield* NoticeAddressStore).list(c.get("access"), code) }, 200)
          })
        )
    )
    .put(
      "/:code/notice-addresses",
      described({
        id: "keepNoticeAddresses",
        tag: "municipalities",
        summary: "These addresses and no others get notices",
        answer: DoneBody,
        demands: ["body"],
        problems: ["forbidden", "not-found", "conflict", "database-unavailable"]
      }),
      admin,
      validator("param", municipalityPath, refuse),
      jsonBody(AddressesBody, { addresses: ["bosetting@example.no"] }),
      idempotent({ required: false }),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            yield* own(c.get("access"), code)
            yield* (yield* NoticeAddressStore).replace(c.get("access"), code, c.req.valid("json").addresses)
            return c.json(done, 200)
          })
        )
    )
    .delete(
      "/:code/notice-addresses",
      described({
        id: "dropNoticeAddresses",
        tag: "municipalities",
        summary: "No notices by mail any more; everything stays in Treff",
        answer: DoneBody,
        demands: [],
        problems: ["forbidden", "not-found", "database-unavailable"]
      }),
      admin,
      validator("param", municipalityPath, refuse),
      (c) =>
        answering(
          runtime,
          c,
          Effect.gen(function* () {
            const { code } = c.req.valid("param")
            yield* own(c.get("access"), code)
            yield* (yield* NoticeAddressStore).replace(c.get("access"), code, [])
            return c.json(done, 200)
          })
        )
    )
