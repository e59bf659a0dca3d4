/** Questions a municipality asks about an open request, and IMDi's answers. They end with the request. */
import { Effect } from "effect"
import { checkText } from "../../casework/answer/checkText.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound, TextRefused } from "../cases/failures.ts"
import { tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { putNotice } from "../work/outbox.ts"
import { subjectOf } from "./Request.ts"
import { lockRequest, notOpen, seeRequest } from "./requestRow.ts"

/** Last, so that a text tells nobody whether there is such a request. */
const expectFit = (text: string) => {
  const findings = checkText(text)
  return findings.length === 0 ? Effect.void : Effect.fail(new TextRefused({ findings }))
}

export const ask = Effect.fnUntraced(function* (trx: Trx, id: string, question: string) {
  const request = yield* lockRequest(trx, id)
  if (request.state !== "open" || request.overdue) return yield* notOpen()
  yield* expectFit(question)
  const kept = yield* query("ask", () =>
    trx
      .insertInto("core.question")
      .values({ request_id: id, municipality: request.municipality, question })
      .returning("id")
      .executeTakeFirstOrThrow()
  )
  yield* record({ action: "create", subject: subjectOf(id), fields: ["question"] })
  yield* tell(trx, request.round_id, "question-asked", subjectOf(id))
  return { id: kept.id }
})

export const reply = Effect.fnUntraced(function* (trx: Trx, id: string, question: string, text: string) {
  const request = yield* seeRequest(trx, id)
  yield* expectFit(text)
  const answered = yield* query("reply", () =>
    trx
      .updateTable("core.question")
      .set((eb) => ({
        answer: text,
        answered_by: eb.fn<string>("current_setting", [eb.val("app.user")]),
        answered_at: eb.fn<string>("now", [])
      }))
      .where("id", "=", question)
      .where("request_id", "=", id)
      .where("answer", "is", null)
      .returning("id")
      .executeTakeFirst()
  )
  if (answered === undefined) return yield* new CaseNotFound({ what: "question" })
  yield* putNotice(trx, {
    kind: "question-answered",
    municipality: MunicipalityCode.make(request.municipality),
    reference: question
  })
  yield* record({ action: "answer", subject: subjectOf(id), fields: ["question"] })
  yield* tell(trx, request.round_id, "question-answered", subjectOf(id))
  return null
})
