/** A reason somebody gives, so long at least: a character is a code point, as JSON Schema and the database count it. */
import { Schema } from "effect"

export const reasonOf = (least: number, description: string) =>
  Schema.String.check(
    Schema.isMinLength(least),
    Schema.isMaxLength(2000),
    Schema.makeFilter((text) => [...text].length >= least || `a text of at least ${least} characters`)
  ).annotate({ description })
