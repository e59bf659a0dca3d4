/** Facts as rows: what is known, its value with a unit, and who says so. */
import { occupationTable } from "../domain/occupationTable.ts"
import type { PersonSource } from "../domain/Provenance.ts"
import type { MissingFact } from "../matching/explanation.ts"
import type { Evidence } from "../matching/World.ts"
import type { DocumentRow, Words } from "./document.ts"
import { type EvidenceForm, formOf } from "./evidenceForms.ts"

/** The text of a key that may be new to the catalogue: then the key itself, so that nothing is hidden. */
const textOf = (texts: Readonly<Record<string, string>>, key: string): string => texts[key] ?? key

export const evidenceTitle = (fact: string, { text }: Words): string => textOf(text.evidence, fact)

/** A municipality or county by name; where no name is known, as «kommune 1103» or «fylke 11». */
export const placeName = (code: string, { names, text }: Words): string => {
  const name = names(code)
  if (name !== code) return name
  return code.length === 2 ? text.units.county(code) : text.units.municipality(code)
}

/** STYRK-08 has titles in bokmål and English only; nynorsk uses the standard's own. */
const occupationTitle = (code: string, { language }: Words): string => {
  const row = occupationTable.find(([one]) => one === code)
  if (row === undefined) return code
  return `${language === "en" ? row[2] : row[1]} (${code})`
}

const decimalsOf = (value: number): number => (Number.isInteger(value) ? 0 : 1)

const numberValue = (value: number, form: EvidenceForm | undefined, { format, text }: Words): string => {
  const { units } = text
  switch (form) {
    case "persons":
    case "jobs":
    case "schools":
    case "kilometres":
    case "places":
    case "interpreters":
    case "dwellings":
    case "rooms":
      return units[form](value)
    case "percent":
      return units.percent(format.number(value, decimalsOf(value)))
    case "yes-no":
      return value === 0 ? units.no : units.yes
    case "education-level":
      return text.educationLevels[value] ?? format.number(value)
    default:
      return format.number(value, decimalsOf(value))
  }
}

const textValue = (value: string, form: EvidenceForm | undefined, words: Words): string => {
  const { format, text } = words
  switch (form) {
    case "date":
      return format.longDate(value)
    case "codes":
      return format.list([...new Set(value.split(/[ ,]+/u))].map((code) => placeName(code, words)))
    case "occupation":
      return occupationTitle(value, words)
    case "recognition":
      return textOf(text.recognition, value)
    case "track":
      return textOf(text.tracks, value)
    case "service":
      return textOf(text.services, value)
    case "same-age-offer":
      return textOf(text.sameAgeOffers, value)
    default:
      return value
  }
}

export const evidenceValue = (evidence: Evidence, words: Words): string => {
  const form = formOf(evidence.fact)
  const { value } = evidence
  if (typeof value === "number") return numberValue(value, form, words)
  if (typeof value === "boolean") return value ? words.text.units.yes : words.text.units.no
  return textValue(value, form, words)
}

/** Who says so, when, and what kind of figure it is. A made-up figure names no source but that. */
export const evidenceSource = (evidence: Evidence, { format, text }: Words): string => {
  const date = format.date(evidence.date)
  if (evidence.kind === "person") return `${text.sources[evidence.source as PersonSource] ?? evidence.source}, ${date}`
  const kind = text.kinds[evidence.kind]
  return evidence.kind === "synthetic"
    ? `${kind.label}: ${kind.meaning}, ${date}`
    : `${evidence.source}, ${date}, ${kind.label}`
}

export const evidenceRow = (evidence: Evidence, words: Words): DocumentRow => ({
  label: evidenceTitle(evidence.fact, words),
  value: evidenceValue(evidence, words),
  detail: evidenceSource(evidence, words)
})

/** «Helt ledige i fylket: 2,2 %», for the line below a criterion. */
export const evidencePhrase = (evidence: Evidence, words: Words): string =>
  `${evidenceTitle(evidence.fact, words)}: ${evidenceValue(evidence, words)}`

export const isPersonal = (evidence: Evidence): boolean => evidence.kind === "person"

/** Means that took the place of something unknown: they belong to their criterion, and are no facts of anyone. */
const standIns = new Set(["mean-of-persons", "mean-of-centrality-class"])

export const isFact = (evidence: Evidence): boolean => !standIns.has(evidence.fact)

/** Facts about the person first, otherwise as they come. */
export const personalFirst = (facts: ReadonlyArray<Evidence>): ReadonlyArray<Evidence> => [
  ...facts.filter(isPersonal),
  ...facts.filter((fact) => isFact(fact) && !isPersonal(fact))
]

export const missingRow = ({ about, criterion, fact }: MissingFact, words: Words): DocumentRow => ({
  label: about === "person" ? words.text.officer.aboutPerson : words.text.officer.aboutMunicipality,
  value: evidenceTitle(fact, words),
  detail: words.text.officer.concerns(words.text.criteria[criterion].inline)
})
