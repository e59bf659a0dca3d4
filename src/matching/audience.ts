/**
 * Who may see what of an explanation (S3, S4). Officers see other households by id; municipality, person and archive see
 * price and knock-on without ids. A municipality sees what a request may carry (S23) and nothing about other places.
 */

import { serviceClasses } from "../domain/Need.ts"
import { uniqueFacts } from "./explain.ts"
import type { Alternative, BestInterests, Explanation, WhyNot } from "./explanation.ts"
import type { CriterionFit } from "./fit.ts"
import { rowKinds } from "./rows.ts"
import type { Evidence } from "./World.ts"

export const audiences = ["officer", "municipality", "person", "archive"] as const
export type Audience = (typeof audiences)[number]

/** Facts about a person that a request to a municipality may carry (S23). */
const requestFacts = new Set(["norwegian-track", "education-level", "recognition-status"])

/** Criteria whose facts or points would tell where the household lives now, where relatives live, or who is ill. */
const revealing = new Set([
  "ties",
  "relations",
  "school-continuity",
  "qualification-continuity",
  "own-wish",
  "contract",
  "specialist-care"
])

const keep = (criterion: CriterionFit, visible: (fact: Evidence) => boolean): CriterionFit => ({
  ...criterion,
  facts: criterion.facts.filter(visible)
})

const withoutOthers = (whyNot: WhyNot | null): WhyNot | null =>
  whyNot === null ? null : { ...whyNot, holders: [], moves: [] }

const isService = (question: string): boolean => (serviceClasses as ReadonlyArray<string>).includes(question)

/** Only the criteria that rest on needs and on the municipality itself; the points are those criteria's. */
const forMunicipality = (explanation: Explanation): Explanation => {
  const mayKnow = (service: string): boolean =>
    (explanation.shareableServices as ReadonlyArray<string>).includes(service)
  const visible = (fact: Evidence): boolean =>
    fact.kind === "person" ? requestFacts.has(fact.fact) : fact.fact !== "mean-of-persons"
  const needs = explanation.facts.filter((fact) => fact.fact === "service-needed" && mayKnow(String(fact.value)))
  const criteria = explanation.criteria
    .filter((one) => !revealing.has(one.criterion))
    .map((one) => ({ ...keep(one, visible), missing: one.missing.filter((fact) => fact.startsWith("municipality:")) }))
  const sum = (of: (one: CriterionFit) => number): number => criteria.reduce((total, one) => total + of(one), 0)
  const total = sum((one) => one.points)
  return {
    ...explanation,
    total,
    possible: sum((one) => one.possible),
    low: sum((one) => one.low),
    high: sum((one) => one.high),
    criteria,
    facts: [...uniqueFacts(criteria), ...needs],
    missing: explanation.missing.filter((one) => one.about === "municipality" && !revealing.has(one.criterion)),
    questions: explanation.questions.filter((question) => !isService(question) || mayKnow(question)),
    warnings: [],
    alternatives: [],
    top: [],
    excluded: [],
    rankOfPlaced: null,
    // From the criteria shown alone: sums over all of them would tell what the others gave.
    members: { mean: Math.round(total / explanation.persons), lowestAdult: null, children: null },
    byKind: Object.fromEntries(rowKinds.map((kind) => [kind, sum((one) => one.byKind[kind])])) as Explanation["byKind"],
    childrensBest: null,
    whyNot: null
  }
}

/**
 * Members never learn each other's wishes about relatives (S19), which of them fits least, or a child's own words. In a
 * household of several the criterion is left out, so that its points tell nothing; the total stays the one that counted.
 * That an area is protected may be one member's secret.
 */
const forPerson = (explanation: Explanation): Explanation => {
  const shown = (criterion: string): boolean => criterion !== "ties" || explanation.persons === 1
  const criteria = explanation.criteria.filter((one) => shown(one.criterion))
  const without = (alternative: Alternative): Alternative => ({
    ...alternative,
    difference: {
      ...alternative.difference,
      criteria: alternative.difference.criteria.filter((one) => shown(one.criterion))
    }
  })
  const open = (one: { readonly criterion: string }): boolean => one.criterion !== "protected-area"
  const whyNot = withoutOthers(explanation.whyNot)
  return {
    ...explanation,
    criteria,
    facts: uniqueFacts(criteria),
    missing: explanation.missing.filter((one) => shown(one.criterion)),
    members: { ...explanation.members, lowestAdult: null },
    excluded: explanation.excluded.filter(open),
    alternatives: explanation.alternatives.map(without),
    top: explanation.top.map(without),
    warnings: [],
    childrensBest: explanation.childrensBest === null ? null : withoutWords(explanation.childrensBest),
    whyNot:
      whyNot === null
        ? null
        : {
            ...whyNot,
            excluded: whyNot.excluded.filter(open),
            criteria: whyNot.criteria.filter((one) => shown(one.criterion)),
            byCriterion: whyNot.byCriterion.filter((one) => shown(one.criterion))
          }
  }
}

const withoutWords = (best: BestInterests): BestInterests => ({
  ...best,
  views: best.views.map((view) => (view.heard ? { ...view, view: null } : view))
})

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
