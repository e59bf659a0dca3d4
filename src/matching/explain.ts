/** Makes the explanation of one household from a solved round. Pure; a re-solve for «why not» is added by Matching.ts. */
import type { HardCriterionId } from "../domain/Criterion.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import { isReleased, isReleasedToMunicipality, type ServiceClass } from "../domain/Need.ts"
import type {
  Alternative,
  BestInterests,
  CriterionDifference,
  ExcludedMunicipalities,
  Explanation,
  Members,
  MissingFact,
  PlacementReason,
  Warning
} from "./explanation.ts"
import { type CriterionFit, type Fit, fitAt } from "./fit.ts"
import type { LaneHousehold } from "./lane.ts"
import { parameter } from "./parameters.ts"
import { levelOf } from "./priority.ts"
import { missingElements } from "./readiness.ts"
import type { Robustness } from "./robustness.ts"
import { rowKinds } from "./rows.ts"
import { type Answer, priceRow, type SolvedLane } from "./solved.ts"
import type { Evidence, Place, World } from "./World.ts"
import { pointsOf } from "./weights.ts"

/** Eligible places, best first: by points, then confirmed before unconfirmed (S5), then by code. */
export const rankedPlaces = (household: LaneHousehold, world: World): ReadonlyArray<Place> => {
  const { eligibility, points } = household
  return world.places
    .filter((place) => eligibility.state[place.index]! >= 0)
    .sort(
      (a, b) =>
        points[b.index]! - points[a.index]! ||
        eligibility.state[a.index]! - eligibility.state[b.index]! ||
        a.index - b.index
    )
}

/** Exact difference per criterion, a minus b, in registry order; criteria without a difference are left out. */
export const differenceOf = (
  a: ReadonlyArray<CriterionFit>,
  b: ReadonlyArray<CriterionFit>
): ReadonlyArray<CriterionDifference> => {
  const before = new Map(b.map((one) => [one.criterion, one.points]))
  const after = new Map(a.map((one) => [one.criterion, one.points]))
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((criterion) => ({ criterion, points: (after.get(criterion) ?? 0) - (before.get(criterion) ?? 0) }))
    .filter((one) => one.points !== 0)
}

const emptyFit = (household: LaneHousehold): Fit => ({
  points: 0,
  possible: household.scored.possible,
  low: 0,
  high: 0,
  criteria: []
})

/** Persons and other demand already placed leave less than this household needs. */
export const isFull = (lane: SolvedLane, household: LaneHousehold, place: Place): boolean => {
  const { dimensions, world, instance, households } = lane.problem
  return dimensions.some((dimension, d) => {
    if (dimension.surcharge !== undefined) return false
    const need = dimension.demand(household.household, world)
    if (need === 0) return false
    let used = 0
    for (let h = 0; h < households.length; h++) {
      if (lane.assignment[h] === place.index && households[h] !== household)
        used += instance.demand[h * dimensions.length + d]!
    }
    return used + need > instance.capacity[place.index * dimensions.length + d]!
  })
}

interface Ranked {
  readonly place: Place
  readonly rank: number
}

const alternativeOf = (answer: Answer, fit: Fit, prices: Float64Array, { place, rank }: Ranked): Alternative => {
  const { household, lane } = answer
  const there = fitAt(household.scored, place, lane.problem.world)
  const chosen = place.index === answer.place?.index
  return {
    municipality: place.code,
    name: place.municipality.name,
    rank,
    points: there.points,
    low: there.low,
    high: there.high,
    questions: household.eligibility.questionsAt(place),
    difference: { total: there.points - fit.points, criteria: differenceOf(there.criteria, fit.criteria) },
    price: Math.round(prices[place.index] ?? 0),
    full: !chosen && isFull(lane, household, place),
    chosen
  }
}

const excludedOf = (household: LaneHousehold, world: World): ReadonlyArray<ExcludedMunicipalities> => {
  const found = new Map<HardCriterionId, { municipalities: Array<MunicipalityCode>; evidence: Array<Evidence> }>()
  for (const place of world.places) {
    if (household.eligibility.state[place.index]! >= 0) continue
    const first = household.eligibility.exclusionsAt(place)[0]
    if (first === undefined) continue
    const entry = found.get(first.criterion) ?? { municipalities: [], evidence: [] }
    entry.municipalities.push(place.code)
    if (entry.evidence.length === 0) entry.evidence.push(...first.evidence)
    found.set(first.criterion, entry)
  }
  return [...found]
    .map(([criterion, entry]) => ({ criterion, ...entry }))
    .sort((a, b) => (a.criterion < b.criterion ? -1 : 1))
}

const missingOf = (criteria: ReadonlyArray<CriterionFit>): ReadonlyArray<MissingFact> =>
  criteria.flatMap((one) =>
    one.missing.map((text) => {
      const [about, fact] = text.split(":")
      return { about: about === "person" ? "person" : "municipality", fact: fact ?? text, criterion: one.criterion }
    })
  )

/** Points of each member where placed, by index. */
const memberPoints = (household: LaneHousehold, place: Place): ReadonlyArray<number> => {
  const points = household.household.members.map(() => 0)
  for (const { member, row, weight } of household.scored.terms) {
    points[member] = points[member]! + pointsOf(weight, row.value[place.index]!)
  }
  return points
}

const membersOf = (answer: Answer): Members => {
  const { household, place, lane } = answer
  if (place === null) return { mean: 0, lowestAdult: null, children: null }
  const points = memberPoints(household, place)
  const { date } = lane.problem.round
  const [adults, children]: [Array<number>, Array<number>] = [[], []]
  household.household.members.forEach((member, i) => (member.ageOn(date) < 18 ? children : adults).push(points[i] ?? 0))
  const mean = (values: ReadonlyArray<number>): number =>
    Math.round(values.reduce((sum, one) => sum + one, 0) / values.length)
  return {
    mean: mean(points),
    lowestAdult: adults.length === 0 ? null : Math.min(...adults),
    children: children.length === 0 ? null : mean(children)
  }
}

const childPoints = (household: LaneHousehold, children: ReadonlySet<number>, place: Place): number =>
  household.scored.terms
    .filter((term) => children.has(term.member))
    .reduce((sum, term) => sum + pointsOf(term.weight, term.row.value[place.index]!), 0)

const childrensBestOf = (answer: Answer): BestInterests | null => {
  const { household, lane, place } = answer
  const { date } = lane.problem.round
  const children = new Set(household.household.members.flatMap((member, i) => (member.ageOn(date) < 18 ? [i] : [])))
  if (children.size === 0) return null
  const { world } = lane.problem
  const ranked = rankedPlaces(household, world)
    .map((one) => ({ place: one, points: childPoints(household, children, one) }))
    .sort((a, b) => b.points - a.points || a.place.index - b.place.index)
  const points = place === null ? 0 : childPoints(household, children, place)
  const best = ranked[0]
  return {
    children: children.size,
    points,
    possible: household.scored.terms
      .filter((term) => children.has(term.member))
      .reduce((sum, term) => sum + term.weight, 0),
    bestForChildren:
      best === undefined
        ? null
        : {
            municipality: best.place.code,
            name: best.place.municipality.name,
            difference: Math.max(0, best.points - points)
          },
    views: [...children].map((i) => {
      const view = household.household.members[i]?.childView
      if (view === undefined) return { heard: false, reason: null }
      return view._tag === "heard"
        ? { heard: true, on: view.on, how: view.how, view: view.view }
        : { heard: false, reason: view.reason }
    }),
    assessment: household.household.bestInterests ?? null
  }
}

const warningsOf = (answer: Answer): ReadonlyArray<Warning> => {
  const { household } = answer.household
  const { date } = answer.lane.problem.round
  const missing = missingElements(household, date)
  const adults = household.adultsOn(date)
  const thin = adults.some((adult) => (adult.competence?.coverage ?? 0) < parameter("thinProfile"))
  const unclear = household.members.some((member) => member.healthNeeds.some((need) => !isReleased(need, date)))
  const turned18 = household.lane === "minors" && adults.length > 0
  const codes: ReadonlyArray<readonly [Warning["code"], boolean]> = [
    ["thin-profile", thin],
    ["health-not-clarified", unclear],
    ["turns-18", turned18],
    ["protected", household.protection !== undefined]
  ]
  return [
    ...(missing.length === 0 ? [] : [{ code: "not-ready" as const, elements: missing }]),
    ...codes.flatMap(([code, applies]) => (applies ? [{ code, elements: [] }] : []))
  ]
}

const shareableServicesOf = (answer: Answer): ReadonlyArray<ServiceClass> => {
  const needs = answer.household.household.members.flatMap((member) => member.healthNeeds)
  const released = needs.filter((need) => isReleasedToMunicipality(need, answer.lane.problem.round.date))
  return [...new Set(released.map((need) => need.service))].sort()
}

const reasonOf = (answer: Answer, rank: number | null): PlacementReason => {
  const { household, lane, state } = answer
  if (state === "fixed") return { code: "agreed-self-settlement" }
  if (state === "placed") {
    if (lane.problem.round.locks.some((lock) => lock.household === household.household.id)) return { code: "locked" }
    return { code: rank === 1 ? "own-best" : "best-for-the-round" }
  }
  if (lane.assignment.length === 0) return { code: "no-plan" }
  if (state === "held") return { code: "held-for-better", below: household.holdBelow, best: household.best }
  const eligible = household.eligibility.state.some((value) => value >= 0)
  return { code: eligible ? "no-place-left" : "no-eligible-municipality" }
}

export const explainAnswer = (answer: Answer, robustness: Robustness | null, topK: number): Explanation => {
  const { household, lane, place, state } = answer
  const { world, round } = lane.problem
  const fit = place === null ? emptyFit(household) : fitAt(household.scored, place, world)
  const prices = priceRow(lane, household.household)
  const ranked = rankedPlaces(household, world)
  const inOrder = ranked
    .slice(0, topK + 1)
    .map((one, i) => alternativeOf(answer, fit, prices, { place: one, rank: i + 1 }))
  const position = place === null ? -1 : ranked.findIndex((one) => one.index === place.index)
  const rank = position < 0 ? null : position + 1
  return {
    household: household.household.id,
    lane: lane.problem.lane,
    persons: household.household.persons,
    level: levelOf(household.household, round),
    state,
    reason: reasonOf(answer, rank),
    municipality: place?.code ?? null,
    name: place?.municipality.name ?? null,
    total: fit.points,
    possible: household.scored.possible,
    low: fit.low,
    high: fit.high,
    members: membersOf(answer),
    criteria: fit.criteria,
    facts: uniqueFacts(fit.criteria),
    missing: missingOf(fit.criteria),
    shareableServices: shareableServicesOf(answer),
    questions: place === null ? [] : household.eligibility.questionsAt(place),
    warnings: warningsOf(answer),
    rankOfPlaced: rank,
    eligible: ranked.length,
    alternatives: inOrder.filter((one) => !one.chosen).slice(0, topK),
    top: inOrder.slice(0, topK),
    excluded: excludedOf(household, world),
    price: place === null || state === "fixed" ? 0 : Math.round(prices[place.index] ?? 0),
    robustness,
    byKind: Object.fromEntries(
      rowKinds.map((kind) => [kind, fit.criteria.reduce((sum, one) => sum + one.byKind[kind], 0)])
    ) as Explanation["byKind"],
    childrensBest: childrensBestOf(answer),
    whyNot: null
  }
}

/** Each fact once, however many criteria use it. */
export const uniqueFacts = (criteria: ReadonlyArray<CriterionFit>): ReadonlyArray<Evidence> => [
  ...new Map(
    criteria.flatMap((one) => one.facts).map((fact) => [`${fact.fact} ${fact.value} ${fact.date}`, fact])
  ).values()
]
