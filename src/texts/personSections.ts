/**
 * What the person reads, in second person (S4): the rule, the facts used, what counted, what was unknown, how to correct it,
 * what happens next. One suggestion, no list of other places. What one member has answered alone is not shown to the rest
 * (S19), and a child's own words are not shown to the adults.
 */
import type { Explanation, WhyNot } from "../matching/explanation.ts"
import type { CriterionFit } from "../matching/fit.ts"
import { caveats, type DocumentRow, type DocumentSection, section, type Words } from "./document.ts"
import { evidenceRow, evidenceTitle, personalFirst } from "./evidence.ts"
import { questionText } from "./officerSections.ts"

const suggestion = (explanation: Explanation, { reader, text }: Words): ReadonlyArray<DocumentSection> => {
  const { person } = text
  const offer =
    explanation.state === "placed"
      ? [person.oneOffer(reader), ...(explanation.lane === "ordinary" ? [person.refusal(reader)] : [])]
      : []
  return section("suggestion", person.headings.suggestion(reader), [text.caveats.suggestion, ...offer])
}

const rule = (
  { eligible, lane, level, state }: Explanation,
  { reader, text }: Words
): ReadonlyArray<DocumentSection> => {
  const { person } = text
  if (state === "fixed") return []
  return section("rule", person.headings.rule(reader), [
    ...(lane === "minors" ? person.ruleForMinors(reader) : person.rule(reader)),
    person.neverCounts,
    person.level[level](reader),
    ...(eligible > 0 ? [person.eligible(eligible, reader)] : [])
  ])
}

/** From what share of its points a criterion is said to fit well, and partly. */
const [fitsWell, fitsPartly] = [0.75, 0.4]

const fitWord = ({ missing, points, possible }: CriterionFit, { text }: Words): string => {
  const { fits } = text.person
  if (missing.length > 0 || possible === 0) return fits.unknown
  const share = points / possible
  return share >= fitsWell ? fits.well : share >= fitsPartly ? fits.partly : fits.poorly
}

const mainConsiderations = 6

/** Ties are asked of each adult alone: with more than one member they are left out for all, whether or not there are any. */
const isShown = (criterion: string, explanation: Explanation): boolean =>
  criterion !== "ties" || explanation.persons === 1

const considerations = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { reader, text } = words
  const { criteria, name } = explanation
  if (name === null) return []
  const rows = criteria
    .filter((one) => one.possible > 0 && isShown(one.criterion, explanation))
    .sort((a, b) => b.possible - a.possible)
    .slice(0, mainConsiderations)
    .map((one): DocumentRow => ({ label: text.criteria[one.criterion].toPerson(reader), value: fitWord(one, words) }))
  return section(
    "considerations",
    text.person.headings.considerations(reader),
    [text.person.speaksFor(name, reader), ...(explanation.persons > 1 ? [text.person.ownAnswers(reader)] : [])],
    rows
  )
}

const facts = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> =>
  section(
    "facts",
    words.text.person.headings.facts(words.reader),
    [],
    personalFirst(explanation.facts).map((fact) => evidenceRow(fact, words))
  )

const unknown = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { reader, text } = words
  const { person } = text
  if (explanation.municipality === null) return []
  const known = new Map<string, DocumentRow>()
  for (const one of explanation.missing.filter((missing) => isShown(missing.criterion, explanation))) {
    const row = {
      label: one.about === "person" ? person.aboutYou(reader) : person.aboutMunicipality,
      value: evidenceTitle(one.fact, words)
    }
    known.set(`${row.label} ${row.value}`, row)
  }
  const rows = [
    ...known.values(),
    ...explanation.questions.map((question) => ({
      label: person.aboutMunicipality,
      value: questionText(question, words).topic,
      detail: text.headings.confirm
    }))
  ]
  return section(
    "unknown",
    person.headings.unknown(reader),
    [rows.length === 0 ? person.nothingUnknown : person.unknown(reader)],
    rows
  )
}

const childrensBest = (
  { childrensBest: best }: Explanation,
  { format, reader, text }: Words
): ReadonlyArray<DocumentSection> => {
  if (best === null) return []
  const views = best.views.map(
    (view, i): DocumentRow => ({
      label: text.child.label(i + 1, best.views.length),
      value: view.heard ? text.child.heard(format.longDate(view.on)) : text.child.notHeard(view.reason)
    })
  )
  const assessment = best.assessment === null ? [] : [{ label: text.child.assessment, value: best.assessment }]
  return section("childrens-best", text.person.headings["childrens-best"](reader), [], [...views, ...assessment])
}

const whyNotSentences = (asked: WhyNot, { reader, text }: Words): ReadonlyArray<string> => {
  const { whyNot } = text.person
  const { answer, excluded, moved, name } = asked
  const clauses = excluded.map((one) => text.hard[one.criterion].excluded).join("; ")
  const others = moved > 1 ? [whyNot.moved(moved, reader)] : []
  switch (answer) {
    case "chosen":
      return [whyNot.chosen(name)]
    case "hard-criterion":
      return [excluded.length === 0 ? whyNot.notPossible(name) : whyNot.excluded(name, clauses)]
    case "lower-fit":
      return [whyNot.lower(name, reader)]
    case "capacity":
      return excluded.length > 0 ? [whyNot.excluded(name, clauses)] : [whyNot.taken(name, reader), ...others]
    case "lock":
      return [whyNot.locked(name, reader)]
    case "not-placed-there":
      return [whyNot.notPlacedThere(name, reader), ...others]
  }
}

const whyNot = ({ whyNot: asked }: Explanation, words: Words): ReadonlyArray<DocumentSection> =>
  asked === null ? [] : section("why-not", words.text.whyNot.heading(asked.name), whyNotSentences(asked, words))

const next = ({ lane, state }: Explanation, { reader, text }: Words): ReadonlyArray<DocumentSection> => {
  const { person } = text
  const steps =
    state === "placed" ? person.next(reader) : state === "fixed" ? [person.fixed(reader)] : person.nextWaiting(reader)
  return section("next", person.headings.next(reader), [
    ...steps,
    ...(lane === "minors" ? [person.guardian(reader)] : [])
  ])
}

export const personSections = (
  explanation: Explanation,
  words: Words,
  synthetic: boolean
): ReadonlyArray<DocumentSection> => {
  const { person } = words.text
  return [
    ...suggestion(explanation, words),
    ...considerations(explanation, words),
    ...childrensBest(explanation, words),
    ...rule(explanation, words),
    ...whyNot(explanation, words),
    ...facts(explanation, words),
    ...unknown(explanation, words),
    ...section("correct", person.headings.correct(words.reader), person.correct(words.reader)),
    ...next(explanation, words),
    ...caveats(explanation, words, synthetic, false)
  ]
}

export const personLead = ({ name, reason }: Explanation, { reader, text }: Words): string => {
  const { lead, leadWaiting, reasons } = text.person
  return `${name === null ? leadWaiting(reader) : lead(name, reader)} ${reasons[reason.code](reader)}`
}
