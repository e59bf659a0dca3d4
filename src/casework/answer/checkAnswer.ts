/**
 * Checks an answer against what the request asked: every finding at once, each with a JSON pointer into the answer. Codes
 * only; the sentences stand in texts. An answer without findings may be stored.
 */
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { Accept, Answer } from "./Answer.ts"
import type { Confirmation, RequiredConfirmation } from "./Confirmation.ts"
import { commentTopics } from "./comment.ts"

export const answerFindings = [
  "confirmation-missing",
  "confirmation-twice",
  "confirmation-not-asked",
  "too-few-rooms",
  "not-step-free",
  "too-late",
  "too-few-places",
  "earliest-not-later",
  "comment-nationality",
  "comment-religion",
  "comment-family",
  "comment-number"
] as const
export type AnswerFindingCode = (typeof answerFindings)[number]

export interface AnswerFinding {
  readonly code: AnswerFindingCode
  readonly pointer: string
  /** What was asked and not confirmed. */
  readonly about?: RequiredConfirmation
}

/** What a confirmation is about: at most one of each may be asked, and said. */
const keyOf = (one: RequiredConfirmation | Confirmation): string => {
  if (one._tag === "service") return `service ${one.service}`
  return one._tag === "care-form" ? `care-form ${one.form}` : one._tag
}

type Shortfall = readonly [AnswerFindingCode, field: string]

const late = (from: IsoDate, by: IsoDate): ReadonlyArray<Shortfall> =>
  from > by ? [["too-late", "availableFrom"]] : []

const fewPlaces = (said: number, asked: number): ReadonlyArray<Shortfall> =>
  said < asked ? [["too-few-places", "places"]] : []

const shortfalls = (asked: RequiredConfirmation, said: Confirmation): ReadonlyArray<Shortfall> => {
  if (asked._tag === "dwelling" && said._tag === "dwelling")
    return [
      ...(said.rooms < asked.rooms ? [["too-few-rooms", "rooms"] as const] : []),
      ...(asked.stepFree && !said.stepFree ? [["not-step-free", "stepFree"] as const] : []),
      ...late(said.availableFrom, asked.by)
    ]
  if (asked._tag === "service" && said._tag === "service") return late(said.availableFrom, asked.by)
  return "places" in asked && "places" in said ? fewPlaces(said.places, asked.places) : []
}

const checkAccept = (required: ReadonlyArray<RequiredConfirmation>, { confirmations }: Accept) => {
  const asked = new Map(required.map((one) => [keyOf(one), one]))
  const said = new Map<string, number>()
  const findings: Array<AnswerFinding> = []
  for (const [i, confirmation] of confirmations.entries()) {
    const key = keyOf(confirmation)
    const pointer = `/confirmations/${i}`
    const question = asked.get(key)
    if (said.has(key)) findings.push({ code: "confirmation-twice", pointer })
    else if (question === undefined) findings.push({ code: "confirmation-not-asked", pointer })
    else
      for (const [code, field] of shortfalls(question, confirmation))
        findings.push({ code, pointer: `${pointer}/${field}` })
    said.set(key, i)
  }
  const missing = required.filter((one) => !said.has(keyOf(one)))
  return [
    ...findings,
    ...missing.map((about): AnswerFinding => ({ code: "confirmation-missing", pointer: "/confirmations", about }))
  ]
}

/** `on`: the day of the answer. A no for timing must name a day that is still to come. */
export const checkAnswer = (
  required: ReadonlyArray<RequiredConfirmation>,
  answer: Answer,
  on: IsoDate
): ReadonlyArray<AnswerFinding> => {
  if (answer._tag === "accept") return checkAccept(required, answer)
  const { comment, reason } = answer
  return [
    ...(reason._tag === "timing" && reason.earliest <= on
      ? [{ code: "earliest-not-later" as const, pointer: "/reason/earliest" }]
      : []),
    ...commentTopics(comment ?? "").map((topic) => ({ code: `comment-${topic}` as const, pointer: "/comment" }))
  ]
}
