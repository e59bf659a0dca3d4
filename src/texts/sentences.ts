/**
 * Explanations in words: values first, sentences from values. Takes an explanation already masked for its audience and adds
 * nothing to it; used by the terminal, the web page and the API.
 */
import type { Explanation, PlacementReason } from "../matching/explanation.ts"
import type { Reason } from "../matching/report.ts"
import { type DocumentOptions, type ExplanationDocument, wordsFor } from "./document.ts"
import { tenths } from "./format.ts"
import { catalogueOf, formatsOf, type Language } from "./language.ts"
import { municipalityLead, municipalitySections, municipalityTitle } from "./municipalitySections.ts"
import { officerLead, officerSections } from "./officerSections.ts"
import { personLead, personSections } from "./personSections.ts"

export const explanationDocument = (explanation: Explanation, options: DocumentOptions): ExplanationDocument => {
  const words = wordsFor(explanation, options)
  const synthetic = options.synthetic ?? false
  switch (options.audience) {
    case "municipality":
      return {
        title: municipalityTitle(explanation, words),
        lead: municipalityLead(words),
        sections: municipalitySections(explanation, words, synthetic)
      }
    case "person":
      return {
        title: words.text.person.title(explanation.name),
        lead: personLead(explanation, words),
        sections: personSections(explanation, words, synthetic)
      }
    case "officer":
    case "archive":
      return {
        title: words.text.officer.title(explanation.household, explanation.name),
        lead: officerLead(explanation, words),
        sections: officerSections(explanation, words, synthetic)
      }
  }
}

/** What a short reason is made from; a placement of a report has it, an explanation with its criteria as `reasons` too. */
export interface BriefPlacement {
  readonly reason: PlacementReason
  readonly rankOfPlaced: number | null
  readonly possible: number
  readonly questions: ReadonlyArray<string>
  readonly reasons: ReadonlyArray<Pick<Reason, "criterion" | "points" | "missing">>
}

/** The criteria that give most, of those that rest on something known: «arbeid i eget yrke +21». */
export const topReasons = (
  { possible, reasons }: Pick<BriefPlacement, "possible" | "reasons">,
  language: Language,
  most = 2
): ReadonlyArray<string> => {
  const { criteria } = catalogueOf(language)
  const { signed } = formatsOf(language)
  return reasons
    .filter((one) => one.missing.length === 0 && Math.round(tenths(one.points, possible)) > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, most)
    .map((one) => `${criteria[one.criterion].inline} ${signed(tenths(one.points, possible), 0)}`)
}

const briefReason = ({ rankOfPlaced, reason }: BriefPlacement, language: Language): string => {
  const { brief } = catalogueOf(language)
  return reason.code === "best-for-the-round"
    ? brief.reason["best-for-the-round"](rankOfPlaced ?? 0)
    : brief.reason[reason.code]
}

/** «Beste ledige for husstanden: arbeid i eget yrke (+21), skole med jevnaldrende (+12); 2 ting må bekreftes». */
export const shortReason = (placement: BriefPlacement, language: Language): string => {
  const { brief } = catalogueOf(language)
  const top = topReasons(placement, language).map((one) => one.replace(/ (\S+)$/u, " ($1)"))
  const { length } = placement.questions
  return `${briefReason(placement, language)}: ${top.length === 0 ? brief.littleKnown : top.join(", ")}${length === 0 ? "" : `; ${brief.confirm(length)}`}`
}
