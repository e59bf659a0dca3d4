/**
 * Fit of every household in every municipality (S20): Σ over members and criteria of weight × value, in whole points.
 * `prepareFit` reads the persons once; `pointsRow` is the kernel; `fitAt` explains one pair with the same arithmetic.
 */
import type { Purpose, SoftCriterionId } from "../domain/Criterion.ts"
import type { Household } from "../domain/Household.ts"
import { pointsPerPerson } from "../domain/Points.ts"
import type { Profile } from "../domain/Profile.ts"
import type { PersonSource } from "../domain/Provenance.ts"
import type { Concern, SoftCriterion, Subject } from "./Criterion.ts"
import { softCriteria } from "./criteria/index.ts"
import { expectedRow, type Row, type RowKind, rowKinds, subjectRow, weighted } from "./rows.ts"
import type { Evidence, Place, World } from "./World.ts"
import { memberWeights, pointsOf } from "./weights.ts"

/** A person the criterion concerns: the fact is known, or it is unknown. */
type Found = Exclude<Concern<Subject>, { readonly _tag: "not-concerned" }>

/** One criterion for one member: its weight in points and the row of values to multiply. */
export interface Term {
  readonly criterion: SoftCriterion
  readonly member: number
  readonly weight: number
  readonly row: Row
  readonly concern: Found
}

export interface ScoredHousehold {
  readonly household: Household
  readonly terms: ReadonlyArray<Term>
  /** Σ weights: what a perfect place would give. */
  readonly possible: number
}

interface Reading {
  readonly criterion: SoftCriterion
  readonly member: number
  readonly concern: Found
}

const weightedCriteria = (profile: Profile): ReadonlyArray<SoftCriterion> =>
  softCriteria.filter((one) => (profile.criteria[one.id] ?? 0) > 0 && (profile.purposes[one.purpose] ?? 0) > 0)

const read = (household: Household, criteria: ReadonlyArray<SoftCriterion>, world: World): ReadonlyArray<Reading> => {
  const readings: Array<Reading> = []
  const shared = new Map<SoftCriterion, Concern<Subject>>()
  household.members.forEach((person, member) => {
    for (const criterion of criteria) {
      const known = criterion.concerns === "household" ? shared.get(criterion) : undefined
      const concern = known ?? criterion.concern(person, household, world)
      if (criterion.concerns === "household") shared.set(criterion, concern)
      if (concern._tag !== "not-concerned") readings.push({ criterion, member, concern })
    }
  })
  return readings
}

/** Rows by criterion and subject, each computed once however many persons share it. */
class RowBook {
  readonly #rows = new Map<SoftCriterion, Map<string, { row: Row; persons: number }>>()
  readonly #expected = new Map<SoftCriterion, Row>()
  readonly #weighted = new Map<SoftCriterion, Map<string, Row>>()
  readonly world: World

  constructor(world: World) {
    this.world = world
  }

  count(criterion: SoftCriterion, subject: Subject): void {
    const rows = mapIn(this.#rows, criterion)
    const key = JSON.stringify(subject)
    const entry = rows.get(key)
    if (entry === undefined) rows.set(key, { row: subjectRow(criterion, subject, this.world), persons: 1 })
    else entry.persons++
  }

  expected(criterion: SoftCriterion): Row {
    const ready = this.#expected.get(criterion)
    if (ready !== undefined) return ready
    const row = expectedRow([...mapIn(this.#rows, criterion).values()], this.world.places.length)
    this.#expected.set(criterion, row)
    return row
  }

  row(criterion: SoftCriterion, concern: Found): Row {
    if (concern._tag === "unknown") return this.expected(criterion)
    const key = JSON.stringify(concern.subject)
    const entry = mapIn(this.#rows, criterion).get(key)
    if (entry === undefined) throw new Error(`Subject of ${criterion.id} was not counted before it was asked for`)
    return this.#weigh(criterion, key, entry.row, concern.source)
  }

  #weigh(criterion: SoftCriterion, key: string, row: Row, source: PersonSource | null): Row {
    if (source === null || source === "verified") return row
    const rows = mapIn(this.#weighted, criterion)
    const mixedKey = `${source} ${key}`
    const mixed = rows.get(mixedKey) ?? weighted(row, this.expected(criterion), source)
    rows.set(mixedKey, mixed)
    return mixed
  }
}

const mapIn = <A, B, C>(map: Map<A, Map<B, C>>, key: A): Map<B, C> => {
  const inner = map.get(key) ?? new Map<B, C>()
  map.set(key, inner)
  return inner
}

/** Reads every household of one lane. Households keep the order they are given in. */
export const prepareFit = (
  world: World,
  households: ReadonlyArray<Household>,
  profile: Profile
): ReadonlyArray<ScoredHousehold> => {
  const criteria = weightedCriteria(profile)
  const book = new RowBook(world)
  const readings = households.map((household) => read(household, criteria, world))
  for (const reading of readings.flat()) {
    if (reading.concern._tag === "known") book.count(reading.criterion, reading.concern.subject)
  }
  const weights = new Map<string, ReadonlyArray<number>>()
  const weightsOf = (concerning: ReadonlyArray<SoftCriterion>): ReadonlyArray<number> => {
    const key = concerning.map((one) => one.id).join()
    const shares = weights.get(key) ?? memberWeights(profile, concerning)
    weights.set(key, shares)
    return shares
  }
  return households.map((household, i) => {
    const terms = household.members.flatMap((_, member) => {
      const own = (readings[i] ?? []).filter((reading) => reading.member === member)
      const shares = weightsOf(own.map((reading) => reading.criterion))
      return own.map((reading, k) => ({
        ...reading,
        weight: shares[k] ?? 0,
        row: book.row(reading.criterion, reading.concern)
      }))
    })
    return { household, terms, possible: terms.reduce((total, term) => total + term.weight, 0) }
  })
}

/** Points of the household in every municipality, in the order of `world.places`. */
export const pointsRow = (scored: ScoredHousehold, places: number): Int32Array => {
  const points = new Int32Array(places)
  for (const { weight, row } of scored.terms) {
    const { value } = row
    for (let place = 0; place < places; place++) points[place]! += pointsOf(weight, value[place]!)
  }
  return points
}

export interface CriterionFit {
  readonly criterion: SoftCriterionId
  readonly purpose: Purpose
  readonly reference: string
  readonly points: number
  /** Points a perfect place would give on this criterion, over the members it concerns. */
  readonly possible: number
  readonly low: number
  readonly high: number
  readonly members: number
  readonly facts: ReadonlyArray<Evidence>
  readonly missing: ReadonlyArray<string>
  /** Points by the kind of fact behind them. */
  readonly byKind: Readonly<Record<RowKind, number>>
}

export interface Fit {
  readonly points: number
  readonly possible: number
  readonly low: number
  readonly high: number
  readonly criteria: ReadonlyArray<CriterionFit>
}

/** Mean fit on a screen, 0–100 with one decimal. */
export const percent = (points: number, possible: number): number =>
  possible === 0 ? 0 : Math.round((1000 * points) / possible) / 10

/**
 * The same sum as the kernel's, taken apart. Uncertainty of one criterion is shared by the members, so it adds up inside
 * a criterion; criteria err independently, so their half-widths add as squares.
 */
export const fitAt = (scored: ScoredHousehold, place: Place, world: World): Fit => {
  const byCriterion = Map.groupBy(scored.terms, (term) => term.criterion)
  const criteria = [...byCriterion].map(([criterion, terms]) => criterionFit(criterion, terms, place, world))
  const points = criteria.reduce((total, one) => total + one.points, 0)
  const width = (side: (one: CriterionFit) => number): number =>
    Math.round(Math.sqrt(criteria.reduce((total, one) => total + side(one) ** 2, 0)))
  return {
    points,
    possible: scored.possible,
    low: Math.max(0, points - width((one) => one.points - one.low)),
    high: Math.min(scored.possible, points + width((one) => one.high - one.points)),
    criteria
  }
}

const criterionFit = (
  criterion: SoftCriterion,
  terms: ReadonlyArray<Term>,
  place: Place,
  world: World
): CriterionFit => {
  const facts = new Map<string, Evidence>()
  const missing = new Set<string>()
  const byKind: Record<RowKind, number> = { measured: 0, modelled: 0, synthetic: 0, unknown: 0 }
  let [points, low, high, possible] = [0, 0, 0, 0]
  for (const { concern, row, weight } of terms) {
    const gained = pointsOf(weight, row.value[place.index] ?? 0)
    points += gained
    low += pointsOf(weight, row.low[place.index] ?? 0)
    high += pointsOf(weight, row.high[place.index] ?? 0)
    possible += weight
    byKind[concern._tag === "unknown" ? "unknown" : (rowKinds[row.kind[place.index] ?? 3] ?? "unknown")] += gained
    if (concern._tag === "unknown") {
      missing.add(`person:${concern.missing}`)
      facts.set("mean-of-persons", stoodIn("mean-of-persons", row, place, world))
    } else if (!collect(criterion, concern, place, world, facts, missing)) {
      facts.set("mean-of-centrality-class", stoodIn("mean-of-centrality-class", row, place, world))
    }
  }
  return {
    criterion: criterion.id,
    purpose: criterion.purpose,
    reference: criterion.reference,
    points,
    possible,
    low: Math.min(low, points),
    high: Math.max(high, points),
    members: terms.length,
    facts: [...facts.values()],
    missing: [...missing],
    byKind
  }
}

/** What took the place of an unknown fact: a mean, said to be one. */
const stoodIn = (
  fact: "mean-of-persons" | "mean-of-centrality-class",
  row: Row,
  place: Place,
  world: World
): Evidence => ({
  fact,
  value: Math.round((row.value[place.index] ?? 0) / 10),
  unit: "% of full value",
  source: "Treff",
  date: world.date,
  kind: "modelled"
})

/** Gathers evidence and gaps of one term; false when the municipality's fact is unknown. */
const collect = (
  criterion: SoftCriterion,
  concern: Extract<Found, { readonly _tag: "known" }>,
  place: Place,
  world: World,
  facts: Map<string, Evidence>,
  missing: Set<string>
): boolean => {
  const assessment = criterion.evaluate(concern.subject, place, world)
  for (const one of [...concern.evidence, ...assessment.evidence])
    facts.set(`${one.fact} ${one.value} ${one.date}`, one)
  if (assessment._tag === "known") return true
  for (const fact of assessment.missing) missing.add(`municipality:${fact}`)
  return false
}

/** Weight a household of so many persons can reach at most. */
export const mostPoints = (persons: number): number => persons * pointsPerPerson
