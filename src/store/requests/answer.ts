/**
 * A municipality's answer, and IMDi's taking back: whoever comes first wins, and everybody after that has read something
 * older (R1). A yes never takes more places than are decided (R7), nor a person who has one (R3).
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { Answer } from "../../casework/answer/Answer.ts"
import { RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { type AnswerFinding, checkAnswer } from "../../casework/answer/checkAnswer.ts"
import { canAccept, type Party } from "../../casework/places/freePlaces.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import type { Access } from "../Access.ts"
import { record } from "../audit/trail.ts"
import { readCounts } from "../CapacityStore.ts"
import { municipalityPlaces } from "../cases/CountedPlaces.ts"
import { ActRefused, AnswerUnfit, CaseNotFound, VersionStale } from "../cases/failures.ts"
import { tell } from "../cases/round.ts"
import { settlementOf, takeStep } from "../cases/settlement.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeStored } from "../rows/storedJson.ts"
import { putNotice } from "../work/outbox.ts"
import { claimPersons } from "./claim.ts"
import { keepWhenComplete } from "./confirm.ts"
import { subjectOf } from "./Request.ts"
import { lockRequest, notOpen } from "./requestRow.ts"

const decodeRequired = decodeStored(Schema.Array(RequiredConfirmation), "required confirmations")
const encodeAnswer = Schema.encodeSync(Answer)

/** As the program counts places with it; no answer of Treff holds it before a yes. */
const partyOf = Effect.fnUntraced(function* (trx: Trx, id: string) {
  const { rows } = yield* query("count party", () =>
    sql<{ readonly party: Party | null }>`select core.party_of(${id}) as party`.execute(trx)
  )
  return rows[0]?.party ?? (yield* new CaseNotFound({ what: "request" }))
})

export const answer = Effect.fnUntraced(function* (
  trx: Trx,
  access: Access,
  id: string,
  version: number,
  given: Answer,
  today: IsoDate
) {
  const request = yield* lockRequest(trx, id)
  const counted = yield* readCounts(trx, request.municipality, request.year, { locking: true })
  if (request.state !== "open" || request.overdue) return yield* notOpen()
  if (request.version !== version) return yield* new VersionStale()
  const findings: ReadonlyArray<AnswerFinding> = checkAnswer(yield* decodeRequired(request.required), given, today)
  if (findings.length > 0)
    return yield* new AnswerUnfit({ findings: findings.map(({ code, pointer }) => ({ code, pointer })) })
  const accepted = given._tag === "accept"
  const full = accepted && canAccept(municipalityPlaces(counted), yield* partyOf(trx, id))._tag !== "room"
  if (full)
    return yield* new ActRefused({
      reason: "no-places",
      advice:
        "A yes would take more places than the municipality has decided. Raise the decided number first, or answer no."
    })
  const written = yield* query("answer", () =>
    trx
      .updateTable("core.request")
      .set((eb) => ({
        state: accepted ? "accepted" : "declined",
        version: eb("version", "+", 1),
        answered_at: eb.fn<string>("now", []),
        answered_by: access.user,
        answer: JSON.stringify(encodeAnswer(given))
      }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "=", "open")
      .returning(["version", "state"])
      .executeTakeFirst()
  )
  if (written === undefined) return yield* new VersionStale()
  const seen = yield* settlementOf(trx, request.round_id, request.household_id)
  if (accepted) yield* claimPersons(trx, id)
  yield* takeStep(trx, seen, accepted ? "accept" : "decline")
  if (given._tag === "accept") yield* keepWhenComplete(trx, request, given.confirmations, today)
  yield* record({ action: "answer", subject: subjectOf(id), fields: [written.state] })
  yield* tell(trx, request.round_id, `request-${written.state}`, subjectOf(id))
  return { version: written.version, state: written.state }
})

export const takeBack = Effect.fnUntraced(function* (trx: Trx, id: string, version: number) {
  const request = yield* lockRequest(trx, id)
  if (request.state !== "open") return yield* notOpen()
  if (request.version !== version) return yield* new VersionStale()
  const written = yield* query("take back", () =>
    trx
      .updateTable("core.request")
      .set((eb) => ({ state: "withdrawn", version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "=", "open")
      .returning(["version", "state"])
      .executeTakeFirst()
  )
  if (written === undefined) return yield* new VersionStale()
  yield* takeStep(trx, yield* settlementOf(trx, request.round_id, request.household_id), "take-back")
  yield* putNotice(trx, {
    kind: "request-withdrawn",
    municipality: MunicipalityCode.make(request.municipality),
    reference: id
  })
  yield* record({ action: "withdraw", subject: subjectOf(id) })
  yield* tell(trx, request.round_id, "request-withdrawn", subjectOf(id))
  return { version: written.version, state: written.state }
})
