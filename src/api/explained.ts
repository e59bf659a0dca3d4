/**
 * The explanation of one household for one audience, as it goes over the wire. Rounds are explained from what the solver
 * may know; for an officer the child's own words and the assessment come out of the opened file, which is logged as such.
 */
import { Effect } from "effect"
import type { Household } from "../domain/Household.ts"
import type { Audience } from "../matching/audience.ts"
import type { BestInterests } from "../matching/explanation.ts"
import type { Access } from "../store/Access.ts"
import { AuditStore } from "../store/AuditStore.ts"
import { HouseholdStore } from "../store/HouseholdStore.ts"
import { subjectOf } from "../store/households/file.ts"
import type { Language } from "../texts/language.ts"
import { explanationDocument } from "../texts/sentences.ts"
import type { ExplanationBody } from "./contract/explanation.ts"
import { type ExplanationRequest, Explanations, HouseholdUnknown } from "./Explanations.ts"
import type { TakePoint } from "./frame/rateLimit.ts"

interface Wanted extends ExplanationRequest {
  readonly audience: Audience
  readonly language: Language
}

/** The same children in the same order, with their own words. */
const inTheirWords = (best: BestInterests, household: Household, date: Parameters<Household["childrenOn"]>[0]) => ({
  ...best,
  assessment: household.bestInterests ?? null,
  views: household.childrenOn(date).map(({ childView }): BestInterests["views"][number] => {
    if (childView === undefined) return { heard: false, reason: null }
    return childView._tag === "heard"
      ? { heard: true, on: childView.on, how: childView.how, view: childView.view }
      : { heard: false, reason: childView.reason }
  })
})

export const explained = Effect.fn("explained")(function* (access: Access, wanted: Wanted, takePoint: TakePoint) {
  const { audience, language } = wanted
  const { explanation: masked, names, plan, round } = yield* (yield* Explanations).explain(access, wanted)
  let explanation = masked
  if (audience === "officer" && masked.childrensBest !== null) {
    yield* takePoint("file", access.user)
    const { household } = yield* (yield* HouseholdStore)
      .open(access, round.id, masked.household)
      .pipe(Effect.catchTag("CaseNotFound", () => Effect.fail(new HouseholdUnknown())))
    explanation = { ...masked, childrensBest: inTheirWords(masked.childrensBest, household, round.date) }
  } else {
    const subject = subjectOf(round.id, masked.household)
    yield* (yield* AuditStore).tell(access, { action: "read", subject, fields: ["explanation"] })
  }
  const text = explanationDocument(explanation, { audience, language, names, synthetic: round.synthetic })
  const body: typeof ExplanationBody.Type = { round: round.id, plan, audience, language, ...explanation, text }
  return body
})
