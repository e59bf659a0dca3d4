/**
 * What a question of a municipality and IMDi's answer to it may not be about (S6, S23): the same as the comment to a no. Neither
 * side learns in free text what a request does not show, and nobody's number comes in that way.
 */
import { type CommentTopic, commentTopics } from "./comment.ts"

export const textFindings = [
  "text-nationality",
  "text-religion",
  "text-family",
  "text-number"
] as const satisfies ReadonlyArray<`text-${CommentTopic}`>
export type TextFindingCode = (typeof textFindings)[number]

export interface TextFinding {
  readonly code: TextFindingCode
  readonly pointer: string
}

/** A text without findings may be stored. */
export const checkText = (text: string): ReadonlyArray<TextFinding> =>
  commentTopics(text).map((topic) => ({ code: `text-${topic}` as const, pointer: "/text" }))
