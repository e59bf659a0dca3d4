/** Requests, their answers and the way after a yes, as they go over the wire. */
import { Schema } from "effect"
import { Confirmation } from "../../casework/answer/Confirmation.ts"
import { FileDisclosure, FileMember } from "../../casework/disclosure/FileDisclosure.ts"
import { RequestState } from "../../casework/process/RequestState.ts"
import { SettlementState } from "../../casework/process/SettlementState.ts"
import { HouseholdId, PersonId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { RequestListed, RequestOfRound, RequestOpened } from "../../store/requests/Request.ts"
import { SettlementListed } from "../../store/SettlementStore.ts"
import { pageBody } from "../frame/pagination.ts"
import { exampled } from "./exampled.ts"
import {
  fileExample,
  questionAskedExample,
  requestOpenedExample,
  requestStateExample,
  requestsExample,
  requestsOfRoundExample,
  requestsSentExample
} from "./examples/requests.ts"
import { settlementStateExample, settlementsExample } from "./examples/settlements.ts"

export const SendBody = Schema.Struct({
  households: Schema.NonEmptyArray(HouseholdId).check(Schema.isMaxLength(500), Schema.isUnique()),
  deadline: Schema.optionalKey(IsoDate.annotate({ description: "Last day to answer; usually three weeks from today" })),
  undecided: Schema.optionalKey(
    Schema.Boolean.annotate({ description: "Ask also municipalities that have decided no number (S10)" })
  )
}).annotate({ identifier: "RequestsToSend", description: "All or none" })

export const RequestsSent = exampled(
  Schema.Struct({
    requests: Schema.Array(Schema.Struct({ id: Schema.String, household: Schema.String }))
  }).annotate({ identifier: "RequestsSent" }),
  requestsSentExample
)

export const RequestsOfRoundBody = exampled(
  Schema.Struct({ requests: Schema.Array(RequestOfRound) }).annotate({
    identifier: "RequestsOfRound"
  }),
  requestsOfRoundExample
)
export const SettlementsBody = exampled(
  Schema.Struct({ settlements: Schema.Array(SettlementListed) }).annotate({
    identifier: "Settlements"
  }),
  settlementsExample
)
export const RequestsBody = exampled(pageBody(RequestListed).annotate({ identifier: "Requests" }), requestsExample)
export const RequestBody = exampled(RequestOpened, requestOpenedExample)
/** Milliseconds since 1970, as many as a JavaScript date holds. */
const instant = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8.64e15 }))
export const RequestKey = Schema.Struct({ deadline: instant, id: Schema.String.check(Schema.isUUID()) })

export const RequestStateBody = exampled(
  Schema.Struct({ state: RequestState, version: Schema.Int }).annotate({
    identifier: "RequestStateNow"
  }),
  requestStateExample
)
export const SettlementStateBody = exampled(
  Schema.Struct({ state: SettlementState, version: Schema.Int }).annotate({
    identifier: "SettlementStateNow"
  }),
  settlementStateExample
)

export const ConfirmationsBody = Schema.Struct({
  confirmations: Schema.Array(Confirmation).check(Schema.isMaxLength(20))
}).annotate({ identifier: "ConfirmationsGiven", description: "Everything the file asks to be confirmed, at once" })

export const QuestionAsked = exampled(
  Schema.Struct({ id: Schema.String.check(Schema.isUUID()) }).annotate({
    identifier: "QuestionAsked"
  }),
  questionAskedExample
)

export const ArrivalBody = Schema.Struct({ person: PersonId, on: IsoDate }).annotate({ identifier: "Arrival" })

/** As the matrix leaves it: a field that is not for the reader is not there. */
export const FileBody = exampled(
  Schema.Struct({
    ...FileDisclosure.fields,
    members: Schema.NonEmptyArray(
      Schema.Struct({
        ...FileMember.fields,
        needs: Schema.optionalKey(FileMember.fields.needs),
        grant: Schema.optionalKey(FileMember.fields.grant)
      })
    ),
    confirmations: Schema.optionalKey(FileDisclosure.fields.confirmations)
  }).annotate({ identifier: "File", description: "What a municipality gets after its yes, by role" }),
  fileExample
)
