/**
 * The recommendations of a round as they go over the wire: the heaviest answer of all and the one officers ask for most.
 * Made once for each language and kept with its report, which never changes.
 */
import type { MatchReport } from "../matching/report.ts"
import type { Language } from "../texts/language.ts"
import { shortReason } from "../texts/sentences.ts"
import type { RecommendationsBody } from "./contract/rounds.ts"
import { writtenOnce } from "./frame/packedJson.ts"
import type { Recommendations } from "./Rounds.ts"
import { waitingReason } from "./words.ts"

type RecommendationsIn = (language: Language, outdated: boolean) => typeof RecommendationsBody.Type
const made = new WeakMap<MatchReport, RecommendationsIn>()

const makeBodies = ({ createdAt, plan, report }: Recommendations): RecommendationsIn => {
  const bodies = new Map<string, typeof RecommendationsBody.Type>()
  const makeBody = (language: Language, outdated: boolean) =>
    writtenOnce<typeof RecommendationsBody.Type>({
      plan,
      createdAt,
      outdated,
      language,
      ...report,
      placements: report.placements.map((one) => ({ ...one, text: shortReason(one, language) })),
      held: report.held.map((one) => ({ ...one, text: waitingReason(one, language) })),
      unplaced: report.unplaced.map((one) => ({ ...one, text: waitingReason(one, language) }))
    })
  return (language, outdated) => {
    const key = `${language} ${outdated}`
    const body = bodies.get(key) ?? makeBody(language, outdated)
    bodies.set(key, body)
    return body
  }
}

export const recommended = (found: Recommendations, language: Language) => {
  const bodies = made.get(found.report) ?? makeBodies(found)
  made.set(found.report, bodies)
  return bodies(language, found.outdated)
}
