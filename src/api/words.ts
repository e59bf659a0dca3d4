/** A household without a place, in a few words, as lists and tables show it. */
import type { WaitingReport } from "../matching/report.ts"
import { catalogueOf, type Language } from "../texts/language.ts"

export const waitingReason = ({ reason }: Pick<WaitingReport, "reason">, language: Language): string => {
  const texts = catalogueOf(language).brief.reason
  // Only households with a place are best for the round.
  return reason.code === "best-for-the-round" ? texts["own-best"] : texts[reason.code]
}
