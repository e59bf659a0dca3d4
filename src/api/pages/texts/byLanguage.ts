/** The texts of the pages by language, and the names of the languages in themselves. */
import type { Language } from "../../../texts/language.ts"
import { en } from "./en.ts"
import { nb } from "./nb.ts"
import { nn } from "./nn.ts"
import type { PageTexts } from "./PageTexts.ts"

const byLanguage: Readonly<Record<Language, PageTexts>> = { nb, nn, en }

export const pageTexts = (language: Language): PageTexts => byLanguage[language]

export const languageNames: Readonly<Record<Language, string>> = { nb: "Bokmål", nn: "Nynorsk", en: "English" }
