/** What a municipality reads before it answers: the needs it must meet, and what it must confirm (S5, S23). Nothing else. */
import type { Explanation } from "../matching/explanation.ts"
import { caveats, type DocumentRow, type DocumentSection, section, type Words } from "./document.ts"
import { evidenceRow, evidenceTitle, evidenceValue, isFact, isPersonal } from "./evidence.ts"
import { questionText } from "./officerSections.ts"

const needs = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { format, text } = words
  const { municipality } = text
  return section(
    "needs",
    text.headings.needs,
    [municipality.needs],
    [
      { label: municipality.persons, value: format.number(explanation.persons) },
      { label: municipality.lane, value: text.lanes[explanation.lane] },
      ...explanation.facts
        .filter(isPersonal)
        .map((fact): DocumentRow => ({ label: evidenceTitle(fact.fact, words), value: evidenceValue(fact, words) }))
    ]
  )
}

const confirm = ({ questions }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { headings, municipality } = words.text
  const rows = questions.map((question): DocumentRow => {
    const { ask, topic } = questionText(question, words)
    return { label: topic, value: ask }
  })
  return section(
    "confirm",
    headings.confirm,
    [...(rows.length === 0 ? [] : [municipality.confirm]), municipality.confirmAlways],
    rows
  )
}

const facts = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const rows = explanation.facts
    .filter((fact) => isFact(fact) && !isPersonal(fact))
    .map((fact) => evidenceRow(fact, words))
  return rows.length === 0 ? [] : section("facts", words.text.headings.facts, [words.text.municipality.facts], rows)
}

const unknown = ({ missing }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { headings, municipality, officer } = words.text
  const titles = new Set(
    missing.filter((one) => one.about === "municipality").map((one) => evidenceTitle(one.fact, words))
  )
  const rows = [...titles].map((value) => ({ label: officer.aboutMunicipality, value }))
  return rows.length === 0 ? [] : section("unknown", headings.unknown, [municipality.unknown], rows)
}

export const municipalitySections = (
  explanation: Explanation,
  words: Words,
  synthetic: boolean
): ReadonlyArray<DocumentSection> => [
  ...needs(explanation, words),
  ...confirm(explanation, words),
  ...facts(explanation, words),
  ...unknown(explanation, words),
  ...caveats(explanation, words, synthetic, false)
]

export const municipalityTitle = ({ lane, persons }: Explanation, { text }: Words): string =>
  lane === "minors" ? text.municipality.minorTitle(persons) : text.municipality.title(persons)

export const municipalityLead = ({ text }: Words): string => `${text.caveats.suggestion} ${text.municipality.lead}`
