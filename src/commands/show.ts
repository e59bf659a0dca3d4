/** Shows results: as one JSON document, or as tables on a terminal. Decides the exit code an answer stands for. */

import type { Audience } from "../matching/audience.ts"
import type { Explanation } from "../matching/explanation.ts"
import type { MatchReport } from "../matching/report.ts"
import type { Language } from "../texts/language.ts"
import { explanationDocument } from "../texts/sentences.ts"
import { answerIsNo, done } from "./exit.ts"
import { colour, columns, print, printJson } from "./output.ts"
import { renderExplanation } from "./tables/explanation.ts"
import { renderMatch } from "./tables/match.ts"

interface Showing {
  readonly json: boolean
  readonly lang: Language
}

export const showMatch = (report: MatchReport, { json, lang }: Showing): number => {
  if (json) printJson(report)
  else print(renderMatch(report, { language: lang, columns: columns(), color: colour() }))
  return report.status === "infeasible" || report.status === "no-solution" ? answerIsNo : done
}

export interface Explained {
  readonly explanation: Explanation
  readonly names: (code: string) => string
  readonly synthetic: boolean
}

export const showExplanation = (
  { explanation, names, synthetic }: Explained,
  { audience, json, lang }: Showing & { readonly audience: Audience }
): number => {
  const document = explanationDocument(explanation, { audience, language: lang, names, synthetic })
  if (json) printJson({ ...explanation, audience, language: lang, text: document })
  else print(renderExplanation(document, { columns: columns(), color: colour() }))
  return done
}
