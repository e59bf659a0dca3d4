/**
 * Fit of every household in every municipality (S20): Σ over members and criteria of weight × value, in whole points.
 * `prepareFit` reads the persons once into columns; `pointsMatrix` adds them up for every pair; `fitAt` takes one pair apart,
 * from the same rows and weights and to the same point.
 */
import type { Purpose, SoftCriterionId } from "../domain/Criterion.ts"
import type { Household } from "../domain/Household.ts"
import { pointsPerPerson } from "../domain/Points.ts"
import type { Profile } from "../domain/Profile.ts"
import type { SoftCriterion } from "./Criterion.ts"
import type { Found } from "./RowBook.ts"
import { type Row, type RowKind, rowKinds } from "./rows.ts"
import { type Term, TermTable } from "./TermTable.ts"
import type { Evidence, Place, World } from "./World.ts"
import { pointsOf } from "./weights.ts"

/** A household of a lane, scored: what explains it is made when it is asked for. */
export class ScoredHousehold {
  readonly household: Household
  readonly #table: TermTable
  readonly #h: number

  constructor(household: Household, table: TermTable, h: number) {
    this.household = household
    this.#table = table
    this.#h = h
  }

  get terms(): ReadonlyArray<Term> {
    return this.#table.terms(this.#h)
  }

  /** Σ weights: what a perfect place would give. */
  get possible(): number {
    return this.#table.possible(this.#h)
  }

  addPoints(points: Int32Array): void {
    this.#table.addPoints(this.#h, points)
  }
}

/** Reads every household of one lane. Households keep the order they are given in. */
export const prepareFit = (
  world: World,
  households: ReadonlyArray<Household>,
  profile: Profile
): ReadonlyArray<ScoredHousehold> => {
  const table = new TermTable(world, households, profile)
  return households.map((household, h) => new ScoredHousehold(household, table, h))
}

/** Points of every household in every municipality at [h·M + m], the one matrix there is. */
export const pointsMatrix = (scored: ReadonlyArray<ScoredHousehold>, places: number): Int32Array => {
  const points = new Int32Array(scored.length * places)
  scored.forEach((one, h) => one.addPoints(points.subarray(h * places, (h + 1) * places)))
  return points
}

/** Points of the household in every municipality, in the order of `world.places`. */
export const pointsRow = (scored: ScoredHousehold, places: number): Int32Array => pointsMatrix([scored], places)

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
