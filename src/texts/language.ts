/** The three languages: bokmål first, nynorsk and English complete (D11). */
import type { Catalogue } from "./catalogue.ts"
import { en } from "./en.ts"
import { type Formats, formatsFor, type Locale } from "./format.ts"
import { nb } from "./nb.ts"
import { nn } from "./nn.ts"

export const languages = ["nb", "nn", "en"] as const
export type Language = (typeof languages)[number]

const catalogues: Readonly<Record<Language, Catalogue>> = { nb, nn, en }

/** BCP 47, for `lang` attributes, sorting and formats. */
export const locales: Readonly<Record<Language, Locale>> = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" }

export const catalogueOf = (language: Language): Catalogue => catalogues[language]

export const formatsOf = (language: Language): Formats => formatsFor(locales[language])
