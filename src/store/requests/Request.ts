/** A request as each side sees it: listed without any fact of the household, opened with what it shows. */
import { Schema } from "effect"
import { RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { RequestState } from "../../casework/process/RequestState.ts"
import { SettlementState } from "../../casework/process/SettlementState.ts"
import { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"

/** A request as both sides see it listed: no fact of the household but how many they are. */
export const RequestListed = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  municipality: MunicipalityCode,
  state: RequestState,
  version: Schema.Int,
  sentAt: Schema.String,
  deadline: Schema.String,
  answeredAt: Schema.NullOr(Schema.String)
}).annotate({ identifier: "RequestListed" })
export type RequestListed = typeof RequestListed.Type

const receivedAt = Schema.NullOr(Schema.String).annotate({
  description: "When the municipality said that it has the household's file"
})

/** IMDi's side of it: which household it is about. */
export const RequestOfRound = Schema.Struct({
  ...RequestListed.fields,
  round: RoundId,
  household: HouseholdId,
  persons: Schema.Int,
  minors: Schema.Boolean,
  declineCode: Schema.NullOr(Schema.String),
  receivedAt
}).annotate({ identifier: "RequestOfRound" })

/** Where the household is on its way, as the municipality that said yes sees it. */
const SettlementHere = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  state: SettlementState,
  version: Schema.Int.annotate({ description: "For If-Match of its steps" }),
  persons: Schema.Int,
  arrived: Schema.Int,
  decidedOn: Schema.NullOr(IsoDate),
  informedOn: Schema.NullOr(IsoDate),
  moveOn: Schema.NullOr(IsoDate),
  confirmed: Schema.Boolean.annotate({ description: "Nothing is left to confirm before vedtak" })
}).annotate({ identifier: "SettlementHere" })

export const QuestionKept = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  question: Schema.String,
  askedAt: Schema.String,
  answer: Schema.NullOr(Schema.String),
  answeredAt: Schema.NullOr(Schema.String)
}).annotate({ identifier: "QuestionKept" })

export const RequestOpened = Schema.Struct({
  ...RequestListed.fields,
  required: Schema.Array(RequiredConfirmation).annotate({ description: "What a yes must confirm (S5)" }),
  disclosure: Schema.NullOr(Schema.Json).annotate({
    description: "What the request shows (S23); null once it is closed"
  }),
  answer: Schema.NullOr(Schema.Json),
  receivedAt,
  settlement: Schema.NullOr(SettlementHere),
  questions: Schema.Array(QuestionKept)
}).annotate({ identifier: "RequestOpened" })
export type RequestOpened = typeof RequestOpened.Type

/** As the audit log and the history name it. */
export const subjectOf = (id: string) => `request:${id}`
