/**
 * Who may see what of an explanation (S3, S4). Officers see other households by id; municipality, person and archive see
 * price and knock-on without ids. A municipality sees what a request may carry (S23) and nothing about other places.
 */
import { uniqueFacts } from "./explain.ts"
import type { Explanation, WhyNot } from "./explanation.ts"
import type { CriterionFit } from "./fit.ts"
import type { Evidence } from "./World.ts"

export const audiences = ["officer", "municipality", "person", "archive"] as const
export type Audience = (typeof audiences)[number]

/** Facts about a person that a request to a municipality may carry (S23). */
const requestFacts = new Set(["norwegian-track", "education-level", "recognition-status", "service-needed"])

/** Criteria whose facts would tell where the household lives now, or where relatives live. */
const revealing = new Set([
  "ties",
  "relations",
  "school-continuity",
  "qualification-continuity",
  "own-wish",
  "contract"
])

const keep = (criterion: CriterionFit, visible: (fact: Evidence) => boolean): CriterionFit => ({
  ...criterion,
  facts: criterion.facts.filter(visible)
})

const withoutOthers = (whyNot: WhyNot | null): WhyNot | null =>
  whyNot === null ? null : { ...whyNot, holders: [], moves: [] }

const forMunicipality = (explanation: Explanation): Explanation => {
  const criteria = explanation.criteria
    .map((one) =>
      keep(one, (fact) => (fact.kind === "person" ? requestFacts.has(fact.fact) : !revealing.has(one.criterion)))
    )
    .map((one) => ({ ...one, missing: one.missing.filter((fact) => fact.startsWith("municipality:")) }))
  return {
    ...explanation,
    criteria,
    facts: uniqueFacts(criteria),
    missing: explanation.missing.filter((one) => one.about === "municipality"),
    warnings: [],
    alternatives: [],
    top: [],
    excluded: [],
    rankOfPlaced: null,
    members: { ...explanation.members, lowestAdult: null },
    childrensBest: null,
    whyNot: null
  }
}

/**
 * Members never learn each other's wishes about relatives (S19), nor which of them fits least; that an area is protected
 * may be one member's secret.
 */
const forPerson = (explanation: Explanation): Explanation => {
  const shown = (criteria: ReadonlyArray<CriterionFit>): ReadonlyArray<CriterionFit> =>
    criteria.map((one) => keep(one, () => one.criterion !== "ties" || explanation.persons === 1))
  const open = <T extends { readonly criterion: string }>(excluded: ReadonlyArray<T>): ReadonlyArray<T> =>
    excluded.filter((one) => one.criterion !== "protected-area")
  const criteria = shown(explanation.criteria)
  const whyNot = withoutOthers(explanation.whyNot)
  return {
    ...explanation,
    criteria,
    facts: uniqueFacts(criteria),
    members: { ...explanation.members, lowestAdult: null },
    excluded: open(explanation.excluded),
    warnings: [],
    whyNot: whyNot === null ? null : { ...whyNot, criteria: shown(whyNot.criteria), excluded: open(whyNot.excluded) }
  }
}

export const forAudience = (explanation: Explanation, audience: Audience): Explanation => {
  switch (audience) {
    case "officer":
      return explanation
    case "municipality":
      return forMunicipality(explanation)
    case "person":
      return forPerson(explanation)
    case "archive":
      return { ...explanation, whyNot: withoutOthers(explanation.whyNot) }
  }
}
