/** What the municipality must confirm, in a word or two; a question the catalogue does not know yet is shown as it is. */
import type { Page } from "./Page.ts"

export const questionTopic = (question: string, { text }: Page): string => {
  const questions: Readonly<Record<string, { readonly topic: string }>> = text.questions
  return questions[question]?.topic ?? question
}
