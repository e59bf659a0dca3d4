/** The shape of an explanation in words, the same for terminal, web page and API; and what every part is written with. */
import type { Audience } from "../matching/audience.ts"
import type { Explanation } from "../matching/explanation.ts"
import type { Catalogue, Reader, SectionId } from "./catalogue.ts"
import type { Formats } from "./format.ts"
import { catalogueOf, formatsOf, type Language } from "./language.ts"

export interface DocumentRow {
  readonly label: string
  readonly value: string
  readonly detail?: string
}

export interface DocumentSection {
  readonly id: SectionId
  readonly heading: string
  readonly paragraphs: ReadonlyArray<string>
  readonly rows?: ReadonlyArray<DocumentRow>
}

export interface ExplanationDocument {
  readonly title: string
  readonly lead: string
  readonly sections: ReadonlyArray<DocumentSection>
}

export interface DocumentOptions {
  readonly audience: Audience
  readonly language: Language
  /** Name of a municipality (four digits) or county (two digits); the code itself when there is none. */
  readonly names: (code: string) => string
  /** The round's persons are made up, and the text says so. */
  readonly synthetic?: boolean
}

/** What a sentence is made with: the texts, the formats and the names, in one language for one audience. */
export interface Words {
  readonly text: Catalogue
  readonly format: Formats
  readonly language: Language
  readonly audience: Audience
  readonly reader: Reader
  readonly names: (code: string) => string
}

export const wordsFor = (explanation: Explanation, { audience, language, names }: DocumentOptions): Words => ({
  text: catalogueOf(language),
  format: formatsOf(language),
  language,
  audience,
  reader: explanation.persons === 1 ? "one" : "many",
  names
})

/** A section with something in it, or none. */
export const section = (
  id: SectionId,
  heading: string,
  paragraphs: ReadonlyArray<string>,
  rows: ReadonlyArray<DocumentRow> = []
): ReadonlyArray<DocumentSection> =>
  paragraphs.length === 0 && rows.length === 0
    ? []
    : [rows.length === 0 ? { id, heading, paragraphs } : { id, heading, paragraphs, rows }]

/** Caveats that always stand last: what is made up, and how the scale is read. */
export const caveats = (
  explanation: Explanation,
  { text }: Words,
  synthetic: boolean,
  scale: boolean
): ReadonlyArray<DocumentSection> => {
  const syntheticFacts = explanation.facts.some((fact) => fact.kind === "synthetic") || explanation.byKind.synthetic > 0
  return section("caveats", text.headings.caveats, [
    ...(scale ? [text.caveats.scale] : []),
    ...(syntheticFacts ? [text.caveats.syntheticFacts] : []),
    ...(synthetic ? [text.caveats.syntheticPersons] : [])
  ])
}

export const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
