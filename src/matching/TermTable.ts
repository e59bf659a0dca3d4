/**
 * The terms of every household of a lane as columns: which row, with which weight. Households are read once; what a term
 * rests on is read again only for the household that is explained. Owns the order of terms; refuses intervals and texts.
 */
import type { Household } from "../domain/Household.ts"
import type { Profile } from "../domain/Profile.ts"
import { fullValue } from "./Assessment.ts"
import type { Concern, SoftCriterion, Subject } from "./Criterion.ts"
import { softCriteria } from "./criteria/index.ts"
import { type Found, RowBook } from "./RowBook.ts"
import type { Row } from "./rows.ts"
import type { World } from "./World.ts"
import { memberWeights } from "./weights.ts"

/** One criterion for one member: its weight in points and the row of values to multiply. */
export interface Term {
  readonly criterion: SoftCriterion
  readonly member: number
  readonly weight: number
  readonly row: Row
  readonly concern: Found
}

const weightedCriteria = (profile: Profile): ReadonlyArray<SoftCriterion> =>
  softCriteria.filter((one) => (profile.criteria[one.id] ?? 0) > 0 && (profile.purposes[one.purpose] ?? 0) > 0)

/** Reads members against the criteria. What concerns a household is asked once, of its first member. */
const readMembers = (
  household: Household,
  criteria: ReadonlyArray<SoftCriterion>,
  world: World,
  found: (member: number, criterion: number, concern: Found) => void
): void => {
  const shared: Array<Concern<Subject> | undefined> = []
  for (let member = 0; member < household.members.length; member++) {
    for (let i = 0; i < criteria.length; i++) {
      const criterion = criteria[i]!
      const concern = shared[i] ?? criterion.concern(household.members[member]!, household, world)
      if (criterion.concerns === "household") shared[i] = concern
      if (concern._tag !== "not-concerned") found(member, i, concern)
    }
  }
}

/** Weights by the set of criteria that concern a member; a set is the sum of 2ⁱ over its criteria i. */
const weightsBySet = (criteria: ReadonlyArray<SoftCriterion>, profile: Profile) => {
  const known = new Map<number, ReadonlyArray<number>>()
  return (set: number): ReadonlyArray<number> => {
    const chosen = () => criteria.filter((_, i) => Math.floor(set / 2 ** i) % 2 === 1)
    const weights = known.get(set) ?? memberWeights(profile, chosen())
    known.set(set, weights)
    return weights
  }
}

export class TermTable {
  readonly #households: ReadonlyArray<Household>
  readonly #world: World
  readonly #criteria: ReadonlyArray<SoftCriterion>
  /** The terms of household h begin at start[h], member by member in registry order; some of weight 0 fill up the last four. */
  readonly #start: Int32Array
  readonly #rowNumber: Int32Array
  readonly #weight: Int32Array
  readonly #rows: ReadonlyArray<Row>
  /** The values of each row as shares of one. */
  readonly #shares: ReadonlyArray<Float64Array>
  /** The household explained last: an explanation asks for the same terms again and again. */
  #explained: { readonly h: number; readonly terms: ReadonlyArray<Term> } | undefined

  constructor(world: World, households: ReadonlyArray<Household>, profile: Profile) {
    const criteria = weightedCriteria(profile)
    const book = new RowBook(criteria, world)
    const most = households.reduce((sum, { persons }) => sum + inFours(persons * criteria.length), 0)
    const [rowNumber, weight] = [new Int32Array(most), new Int32Array(most)]
    const weightsOf = weightsBySet(criteria, profile)
    this.#start = new Int32Array(households.length + 1)
    let end = 0
    households.forEach((household, h) => {
      const sets = household.members.map(() => 0)
      readMembers(household, criteria, world, (member, criterion, concern) => {
        sets[member]! += 2 ** criterion
        rowNumber[end++] = book.count(criterion, concern)
      })
      end = inFours(end)
      this.#start[h + 1] = end
      let term = this.#start[h]!
      for (const set of sets) for (const one of weightsOf(set)) weight[term++] = one
    })
    this.#households = households
    this.#world = world
    this.#criteria = criteria
    this.#rowNumber = rowNumber.slice(0, end)
    this.#weight = weight.slice(0, end)
    this.#rows = book.rows()
    this.#shares = this.#rows.map(({ value }) => sharesOf(value))
  }

  /** Σ weights of the household: what a perfect place would give. */
  possible(h: number): number {
    return this.#weight.subarray(this.#start[h], this.#start[h + 1]).reduce((sum, weight) => sum + weight, 0)
  }

  terms(h: number): ReadonlyArray<Term> {
    if (this.#explained?.h === h) return this.#explained.terms
    const terms: Array<Term> = []
    readMembers(this.#households[h]!, this.#criteria, this.#world, (member, i, concern) => {
      const term = this.#start[h]! + terms.length
      const [weight, row] = [this.#weight[term]!, this.#rows[this.#rowNumber[term]!]!]
      terms.push({ criterion: this.#criteria[i]!, member, weight, row, concern })
    })
    this.#explained = { h, terms }
    return terms
  }

  /** Adds the household's points to a row that starts at zero. */
  addPoints(h: number, points: Int32Array): void {
    for (let term = this.#start[h]!; term < this.#start[h + 1]!; term += 4) this.#addFour(term, points)
  }

  /** Four terms in one pass over the places: half the time goes into reading and writing sums. */
  #addFour(term: number, points: Int32Array): void {
    const [a, b, c, d] = [
      this.#sharesAt(term),
      this.#sharesAt(term + 1),
      this.#sharesAt(term + 2),
      this.#sharesAt(term + 3)
    ]
    const weight = this.#weight
    const [ofA, ofB, ofC, ofD] = [weight[term]!, weight[term + 1]!, weight[term + 2]!, weight[term + 3]!]
    for (let place = 0; place < points.length; place++) {
      points[place]! +=
        wholePoints(ofA * a[place]!) +
        wholePoints(ofB * b[place]!) +
        wholePoints(ofC * c[place]!) +
        wholePoints(ofD * d[place]!)
    }
  }

  #sharesAt(term: number): Float64Array {
    return this.#shares[this.#rowNumber[term]!]!
  }
}

const sharesOf = (values: Int16Array): Float64Array => {
  const shares = new Float64Array(values.length)
  for (let place = 0; place < values.length; place++) shares[place] = values[place]! / fullValue
  return shares
}

const inFours = (terms: number): number => Math.ceil(terms / 4) * 4

/**
 * Whole points as `pointsOf` rounds them, half up, but without its division and Math.round, which took most of the time. A
 * weight times a share is a multiple of 0.001 but for an error below 10⁻⁹; a quarter of 0.001 on top of the half outweighs it.
 */
const wholePoints = (points: number): number => (points + 0.50025) | 0
