/**
 * What a municipality may answer a request with: yes with what it confirms, or no with a code of S6. Reasons of another kind
 * have no code; an optional comment is checked by `comment.ts`.
 */
import { Schema } from "effect"
import { IsoDate } from "../../domain/IsoDate.ts"
import { serviceClasses } from "../../domain/Need.ts"
import { Confirmation } from "./Confirmation.ts"

/** A service a municipality can name as missing: a health service, or one every newcomer needs. */
export const MissingService = Schema.Literals([
  ...serviceClasses,
  "same-age-education",
  "norwegian-track",
  "interpreter",
  "kindergarten-place"
]).annotate({ identifier: "MissingService" })
export type MissingService = typeof MissingService.Type

export const DeclineReason = Schema.Union([
  Schema.TaggedStruct("no-suitable-dwelling", {}),
  Schema.TaggedStruct("no-places", {}),
  Schema.TaggedStruct("service-missing", { service: MissingService }),
  Schema.TaggedStruct("timing", {
    earliest: IsoDate.annotateKey({ description: "First day the municipality could receive the household" })
  }),
  Schema.TaggedStruct("safety", {})
]).annotate({ identifier: "DeclineReason", description: "Why a municipality says no (S6); there are no other reasons" })
export type DeclineReason = typeof DeclineReason.Type

export const declineCodes = ["no-suitable-dwelling", "no-places", "service-missing", "timing", "safety"] as const

export const commentLimit = 500

export const Accept = Schema.TaggedStruct("accept", {
  confirmations: Schema.Array(Confirmation).check(Schema.isMaxLength(20))
})
export const Decline = Schema.TaggedStruct("decline", {
  reason: DeclineReason,
  comment: Schema.optionalKey(Schema.NonEmptyString.check(Schema.isMaxLength(commentLimit)))
})

export const Answer = Schema.Union([Accept, Decline]).annotate({
  identifier: "Answer",
  description: "A municipality's answer to a request"
})
export type Answer = typeof Answer.Type
export type Accept = typeof Accept.Type
export type Decline = typeof Decline.Type

const Message = Schema.NonEmptyString.check(Schema.isMaxLength(2000))

/** A question to a request, and its answer. Both stay with the request and end with it. */
export const Question = Schema.Struct({ text: Message }).annotate({ identifier: "Question" })
export type Question = typeof Question.Type
export const QuestionAnswer = Schema.Struct({ text: Message }).annotate({ identifier: "QuestionAnswer" })
export type QuestionAnswer = typeof QuestionAnswer.Type
