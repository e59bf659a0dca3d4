/**
 * The explanation as officers and the archive read it. Other households are named only where the masked explanation still
 * names them, and only to an officer.
 */

import type { Alternative, BestInterests, CriterionDifference, Explanation, WhyNot } from "../matching/explanation.ts"
import type { CriterionFit } from "../matching/fit.ts"
import type { QuestionText } from "./catalogue.ts"
import { capital, caveats, type DocumentRow, type DocumentSection, section, type Words } from "./document.ts"
import { evidencePhrase, evidenceRow, missingRow, personalFirst, placeName } from "./evidence.ts"
import { tenths } from "./format.ts"

export const questionText = (question: string, { text }: Words): QuestionText =>
  text.questions[question as keyof typeof text.questions] ?? { topic: question, ask: question }

/** Most points first; equal ones keep the order of the registry. */
const byPoints = (criteria: ReadonlyArray<CriterionFit>): ReadonlyArray<CriterionFit> =>
  [...criteria].sort((a, b) => b.points - a.points)

/** The largest differences in either direction, signed: «arbeid i eget yrke −5,1». */
const differences = (
  criteria: ReadonlyArray<CriterionDifference>,
  possible: number,
  { format, text }: Words
): ReadonlyArray<string> =>
  [...criteria]
    .filter((one) => tenths(one.points, possible) !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, 3)
    .map((one) => `${text.criteria[one.criterion].inline} ${format.signedShare(one.points, possible)}`)

export const reasonSentence = (explanation: Explanation, { format, text }: Words): string => {
  const { possible, reason } = explanation
  return reason.code === "held-for-better"
    ? text.reasons["held-for-better"](format.share(reason.below, possible), format.share(reason.best, possible))
    : text.reasons[reason.code]
}

const suggestion = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { format, text } = words
  const { eligible, high, low, members, name, persons, possible, rankOfPlaced, total } = explanation
  const { officer } = text
  const placed = name !== null
  const perPerson = persons === 0 ? 0 : possible / persons
  return section(
    "suggestion",
    text.headings.suggestion,
    [
      placed
        ? officer.placed(name, format.share(total, possible), format.share(low, possible), format.share(high, possible))
        : officer.notPlaced,
      rankOfPlaced === null ? officer.eligible(eligible) : officer.rankAmong(rankOfPlaced, eligible),
      ...(placed && persons > 1
        ? [
            [
              officer.members(format.share(members.mean, perPerson)),
              ...(members.lowestAdult === null
                ? []
                : [officer.lowestAdult(format.share(members.lowestAdult, perPerson))]),
              ...(members.children === null ? [] : [officer.children(format.share(members.children, perPerson))])
            ].join(" ")
          ]
        : [])
    ],
    [
      { label: officer.state, value: text.states[explanation.state] },
      { label: officer.persons, value: format.number(persons) },
      { label: officer.priority, value: text.levels[explanation.level] }
    ]
  )
}

const kindsOf = ({ byKind, total }: Explanation, { format, text }: Words): ReadonlyArray<string> => {
  const parts = (["measured", "modelled", "synthetic", "unknown"] as const)
    .filter((kind) => total > 0 && Math.round((100 * byKind[kind]) / total) > 0)
    .map((kind) => text.officer.kindPart(format.wholePercent(byKind[kind] / total), text.kinds[kind].figures))
  return parts.length === 0 ? [] : [text.officer.kinds(format.list(parts))]
}

const why = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { format, text } = words
  const { criteria, possible } = explanation
  const rows = byPoints(criteria).map((one): DocumentRow => {
    const label = text.criteria[one.criterion].title
    const value = text.officer.ofPossible(format.share(one.points, possible), format.share(one.possible, possible))
    const phrases = [...new Set(one.facts.map((fact) => evidencePhrase(fact, words)))]
    const detail = phrases.length > 0 ? phrases.join(" · ") : one.missing.length > 0 ? text.kinds.unknown.meaning : null
    return detail === null ? { label, value } : { label, value, detail }
  })
  return section("why", text.headings.why, [text.officer.sum, ...kindsOf(explanation, words)], rows)
}

const facts = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> =>
  section(
    "facts",
    words.text.headings.facts,
    [],
    personalFirst(explanation.facts).map((fact) => evidenceRow(fact, words))
  )

const unknown = ({ missing }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { officer } = words.text
  return section(
    "unknown",
    words.text.headings.unknown,
    [missing.length === 0 ? officer.nothingUnknown : officer.unknownMeaning],
    missing.map((one) => missingRow(one, words))
  )
}

const confirm = ({ questions }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { headings, officer } = words.text
  const rows = questions.map((question): DocumentRow => {
    const { ask, topic } = questionText(question, words)
    return { label: topic, value: ask }
  })
  return section(
    "confirm",
    headings.confirm,
    [rows.length === 0 ? officer.nothingToConfirm : officer.mustConfirm],
    rows
  )
}

const alternativeRow = (one: Alternative, explanation: Explanation, words: Words): DocumentRow => {
  const { format, text } = words
  const { possible } = explanation
  const placed = explanation.municipality !== null
  const parts = [
    ...(placed ? differences(one.difference.criteria, possible, words) : []),
    ...(one.questions.length === 0 ? [] : [text.brief.confirm(one.questions.length)]),
    ...(one.full ? [text.officer.full] : []),
    ...(one.price > 0 ? [text.officer.alternativePrice(format.points(one.price))] : [])
  ]
  const label = text.officer.alternative(one.name, one.rank)
  const value = placed ? format.signedShare(one.difference.total, possible) : format.share(one.points, possible)
  return parts.length === 0 ? { label, value } : { label, value, detail: parts.join(" · ") }
}

const alternatives = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { headings, officer } = words.text
  const rows = explanation.alternatives.map((one) => alternativeRow(one, explanation, words))
  const placed = explanation.municipality !== null
  return section(
    "alternatives",
    headings.alternatives,
    rows.length === 0 ? [officer.noAlternatives] : placed ? [officer.alternatives] : [],
    rows
  )
}

const price = ({ name, price, state }: Explanation, { format, text }: Words): ReadonlyArray<DocumentSection> =>
  name === null || state === "fixed"
    ? []
    : section("round", text.headings.round, [
        price > 0 ? text.officer.price(name, format.points(price)) : text.officer.noPrice(name)
      ])

/** Shares of draws from which a suggestion is called robust, fairly robust and uncertain. */
const robustFrom = { high: 0.9, good: 0.7, unsure: 0.5 }

export const robustWord = (keeps: number): "high" | "good" | "unsure" | "low" =>
  keeps >= robustFrom.high ? "high" : keeps >= robustFrom.good ? "good" : keeps >= robustFrom.unsure ? "unsure" : "low"

const robustness = ({ robustness }: Explanation, { text }: Words): ReadonlyArray<DocumentSection> => {
  if (robustness === null) return []
  const { draws, keeps, staysInTop } = robustness
  return section("robustness", text.headings.robustness, [
    text.officer.robustWord[robustWord(keeps)],
    `${text.officer.robust(Math.round(keeps * draws), draws)} ${text.officer.staysInTop(Math.round(staysInTop * draws), draws)}`
  ])
}

const bestSentence = (best: BestInterests, { format, text }: Words): ReadonlyArray<string> => {
  const elsewhere = best.bestForChildren
  if (elsewhere === null) return []
  return [
    elsewhere.difference > 0
      ? text.child.bestElsewhere(elsewhere.name, format.share(elsewhere.difference, best.possible))
      : text.child.bestHere
  ]
}

const childrensBest = ({ childrensBest: best, name }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  if (best === null) return []
  const { format, text } = words
  const views = best.views.map(
    (view, i): DocumentRow => ({
      label: text.child.label(i + 1, best.views.length),
      value: view.heard
        ? text.child.heardHow(format.longDate(view.on), view.how, view.view ?? "")
        : text.child.notHeard(view.reason)
    })
  )
  return section(
    "childrens-best",
    text.headings["childrens-best"],
    name === null ? [] : [text.child.points(format.share(best.points, best.possible)), ...bestSentence(best, words)],
    [...views, { label: text.child.assessment, value: best.assessment ?? text.child.assessmentMissing }]
  )
}

const readiness = ({ warnings }: Explanation, { text }: Words): ReadonlyArray<DocumentSection> => {
  const missing = warnings.find((warning) => warning.code === "not-ready")
  return section("readiness", text.headings.readiness, [
    ...(missing === undefined
      ? [text.officer.ready]
      : [`${text.officer.notReady} ${missing.elements.map((element) => text.readiness[element]).join("; ")}.`]),
    ...warnings.filter((warning) => warning.code !== "not-ready").map((warning) => text.warnings[warning.code])
  ])
}

const shownExamples = 3

const excluded = ({ excluded }: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const { format, text } = words
  const rows = [...excluded]
    .sort((a, b) => b.municipalities.length - a.municipalities.length)
    .map(({ criterion, municipalities }): DocumentRow => {
      const { excluded: clause, title } = text.hard[criterion]
      const row = { label: title, value: text.officer.municipalities(municipalities.length) }
      // Which areas a protected household stays out of is not shown, not even by example (S3).
      if (criterion === "protected-area") return row
      const shown = municipalities.slice(0, shownExamples).map((code) => placeName(code, words))
      const examples = text.officer.examples(format.list(shown), municipalities.length > shownExamples)
      return { ...row, detail: `${clause} (${examples})` }
    })
  const total = excluded.reduce((sum, one) => sum + one.municipalities.length, 0)
  return section(
    "excluded",
    text.headings.excluded,
    [total === 0 ? text.officer.noneExcluded : text.officer.excluded(total)],
    rows
  )
}

const fitSentences = (asked: WhyNot, explanation: Explanation, words: Words): ReadonlyArray<string> => {
  const { format, text } = words
  const { possible } = explanation
  const { byCriterion, fitDifference, name, points } = asked
  if (explanation.municipality === null) return [text.whyNot.fit(name, format.share(points, possible))]
  const size = tenths(fitDifference, possible)
  const amount = format.share(Math.abs(fitDifference), possible)
  const largest = differences(byCriterion, possible, words)
  return [
    size < 0 ? text.whyNot.lower(name, amount) : size > 0 ? text.whyNot.higher(name, amount) : text.whyNot.same(name),
    ...(largest.length === 0 ? [] : [text.whyNot.mostlyBy(format.list(largest))])
  ]
}

const holderSentence = ({ holders, name }: WhyNot, { audience, format, text }: Words): string =>
  audience === "officer" && holders.length > 0
    ? text.whyNot.heldBy(name, format.list(holders))
    : text.whyNot.heldByOthers(name)

/** What the whole round would look like with the household there; equal to a re-solve with that lock. */
const roundSentences = (asked: WhyNot, { format, text }: Words): ReadonlyArray<string> => {
  const { difference, moved, name, placedDifference } = asked
  if (difference === null) return [text.whyNot.impossible(name)]
  return [
    tenths(difference, 1_000_000) === 0
      ? text.whyNot.roundSame(name)
      : text.whyNot.round(name, format.signedPoints(difference)),
    ...(placedDifference < 0 ? [text.whyNot.fewer(-placedDifference)] : []),
    ...(placedDifference > 0 ? [text.whyNot.more(placedDifference)] : []),
    ...(moved > 0 ? [text.whyNot.moved(moved)] : [])
  ]
}

const whyNotSentences = (asked: WhyNot, explanation: Explanation, words: Words): ReadonlyArray<string> => {
  const { text } = words
  const { name } = asked
  switch (asked.answer) {
    case "chosen":
      return [text.whyNot.chosen(name)]
    case "hard-criterion":
      return [text.whyNot.excluded(name, asked.excluded.map((one) => text.hard[one.criterion].excluded).join("; "))]
    case "lower-fit":
      return [...fitSentences(asked, explanation, words), ...roundSentences(asked, words)]
    case "capacity":
      return [
        ...(asked.excluded.length > 0
          ? [text.whyNot.excluded(name, asked.excluded.map((one) => text.hard[one.criterion].excluded).join("; "))]
          : [holderSentence(asked, words)]),
        ...fitSentences(asked, explanation, words),
        ...(asked.excluded.length > 0 ? [] : roundSentences(asked, words))
      ]
    case "lock":
      return [text.whyNot.locked(name), ...fitSentences(asked, explanation, words), ...roundSentences(asked, words)]
    case "not-placed-there":
      return [
        text.whyNot.notPlacedThere(name),
        ...fitSentences(asked, explanation, words),
        ...roundSentences(asked, words)
      ]
  }
}

const whyNot = (explanation: Explanation, words: Words): ReadonlyArray<DocumentSection> => {
  const asked = explanation.whyNot
  if (asked === null) return []
  const { format, text } = words
  const place = (code: string | null): string => (code === null ? text.whyNot.nowhere : placeName(code, words))
  const moves = words.audience === "officer" ? asked.moves : []
  return section("why-not", text.whyNot.heading(asked.name), whyNotSentences(asked, explanation, words), [
    ...asked.excluded.flatMap((one) => one.evidence.map((fact) => evidenceRow(fact, words))),
    ...moves.map(
      (move): DocumentRow => ({
        label: move.household,
        value: `${place(move.from)} → ${place(move.to)}`,
        detail: format.signedPoints(move.points)
      })
    )
  ])
}

export const officerSections = (
  explanation: Explanation,
  words: Words,
  synthetic: boolean
): ReadonlyArray<DocumentSection> => {
  const placed = explanation.municipality !== null
  return [
    ...suggestion(explanation, words),
    ...(placed ? [...why(explanation, words), ...facts(explanation, words), ...unknown(explanation, words)] : []),
    ...(placed ? confirm(explanation, words) : []),
    ...whyNot(explanation, words),
    ...alternatives(explanation, words),
    ...price(explanation, words),
    ...robustness(explanation, words),
    ...childrensBest(explanation, words),
    ...readiness(explanation, words),
    ...excluded(explanation, words),
    ...caveats(explanation, words, synthetic, true)
  ]
}

export const officerLead = (explanation: Explanation, words: Words): string =>
  `${words.text.caveats.suggestion} ${capital(reasonSentence(explanation, words))}`
