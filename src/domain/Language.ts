/** Spoken languages by ISO 639-3. A language is used for interpreter access only; never as a sign of community (S11). */
import { Schema } from "effect"

export const LanguageCode = Schema.String.check(Schema.isPattern(/^[a-z]{3}$/u))
  .annotate({ identifier: "LanguageCode", description: "ISO 639-3 code", examples: ["ukr", "tir"] })
  .pipe(Schema.brand("LanguageCode"))
export type LanguageCode = typeof LanguageCode.Type
