/** What every page is made with: its language, its texts and formats, and the addresses it links to. */
import type { html } from "hono/html"
import type { Catalogue } from "../../texts/catalogue.ts"
import type { Formats } from "../../texts/format.ts"
import { catalogueOf, formatsOf, type Language, languages } from "../../texts/language.ts"
import type { Assets } from "../assets.ts"
import { pageTexts } from "./texts/byLanguage.ts"
import type { PageTexts } from "./texts/PageTexts.ts"

/** Text in which everything that is not ours is escaped. */
export type Html = ReturnType<typeof html>

export interface Page {
  readonly assets: Assets
  readonly language: Language
  /** Path and parameters of this page, without the language. */
  readonly address: URL
  readonly says: PageTexts
  readonly text: Catalogue
  readonly format: Formats
}

/** A language that is not understood is bokmål: a page is better than a refusal. */
const languageOf = (address: URL): Language => {
  const wanted = address.searchParams.get("lang")
  return languages.find((language) => language === wanted) ?? "nb"
}

export const pageFor = (assets: Assets, address: URL): Page => {
  const language = languageOf(address)
  return {
    assets,
    language,
    address,
    says: pageTexts(language),
    text: catalogueOf(language),
    format: formatsOf(language)
  }
}

/** An address within the site that keeps the language. */
export const linkTo = (
  { language }: Pick<Page, "language">,
  path: string,
  parameters: Readonly<Record<string, string | undefined>> = {}
): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, value)
  if (language !== "nb") search.set("lang", language)
  return search.size === 0 ? path : `${path}?${search}`
}

/** Where the page about a household is. */
export const householdPath = (household: string): string => `/husstander/${encodeURIComponent(household)}`
