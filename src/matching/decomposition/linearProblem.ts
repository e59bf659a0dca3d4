/**
 * A relaxation that stays: capacities change, locations close, choices are ruled out or required, and it is solved again
 * from where it was. It knows the choices it was made with; capacity above what they were made for opens no others.
 */
import type { Highs } from "highs"
import { type Choices, choiceOf } from "../instance/choices.ts"
import { isHard } from "../instance/Instance.ts"
import type { Objective } from "../instance/objectives.ts"
import { ExactRelaxation } from "./exactRelaxation.ts"
import type { Coupled } from "./nearChoices.ts"
import type { Relaxation } from "./Relaxation.ts"
import { coupledOf, type RelaxationRequest, type Sizes, usualSizes } from "./relaxationRequest.ts"

const closed = Number.NEGATIVE_INFINITY

/** A problem of its own: changing it changes nothing of what the request was made from. */
function ownCoupled(request: RelaxationRequest): Coupled {
  const { instance } = request.choices
  const own = { ...instance, capacity: instance.capacity.slice(), minimum: instance.minimum.slice() }
  return coupledOf({ ...request, choices: { ...request.choices, instance: own }, objective: { ...request.objective } })
}

export class LinearProblem {
  readonly #request: RelaxationRequest
  readonly #coupled: Coupled
  readonly #relaxation: ExactRelaxation
  readonly #firstMust: Uint8Array
  /** Minimums as they stand, before capacities and closed locations take from them. */
  readonly #least: Int32Array
  readonly #excluded = new Set<number>()
  readonly #required = new Map<number, number>()
  readonly #closed = new Set<number>()
  /** Households whose choices changed since the last solve. */
  readonly #touched = new Set<number>()
  #isChanged = false

  constructor(highs: Highs, request: RelaxationRequest, sizes: Sizes = usualSizes) {
    this.#request = request
    this.#coupled = ownCoupled(request)
    this.#firstMust = this.#coupled.must.slice()
    this.#least = request.choices.instance.minimum.slice()
    this.#relaxation = new ExactRelaxation(highs, request, sizes, this.#coupled)
  }

  dispose(): void {
    this.#relaxation.dispose()
  }

  /** The pairs and their values as they stand now: what is ruled out is worth −∞. */
  get choices(): Choices {
    return this.#coupled.choices
  }

  get objective(): Objective {
    return this.#coupled.objective
  }

  /** The optimum as the problem stands now. */
  solve(timeLeftMs: () => number = this.#request.timeLeftMs): Relaxation {
    if (this.#isChanged) this.#relaxation.reconsider(Int32Array.from([...this.#touched].sort((a, b) => a - b)))
    this.#touched.clear()
    this.#isChanged = false
    return this.#relaxation.solve(timeLeftMs)
  }

  /** Gives location m this many places in dimension d. A minimum never stays above the capacity. */
  changeCapacity(m: number, d: number, places: number): void {
    this.#coupled.choices.instance.capacity[m * this.#coupled.choices.instance.dimensions.length + d] = places
    this.#reviewRows(m)
  }

  /** Asks of location m no more than this many places in dimension d; never more than when the problem was made. */
  changeMinimum(m: number, d: number, places: number): void {
    this.#least[m * this.#coupled.choices.instance.dimensions.length + d] = places
    this.#reviewRows(m)
  }

  /** Nobody can be placed in location m, and its minimum asks for nobody. */
  close(m: number): void {
    this.#closed.add(m)
    this.#reviewRows(m)
  }

  /** Takes back `close`. */
  reopen(m: number): void {
    this.#closed.delete(m)
    this.#reviewRows(m)
  }

  /** The rows of location m as its capacity now is, then the choices there. */
  #reviewRows(m: number): void {
    const { choices, rows } = this.#coupled
    const { capacity, dimensions, minimum } = choices.instance
    for (let d = 0; d < dimensions.length; d++) {
      const at = m * dimensions.length + d
      const least = this.#closed.has(m) ? 0 : this.#least[at]!
      minimum[at] = Math.min(least, capacity[at]!)
      rows.upper[at] = capacity[at]!
      if (rows.least[at]! < 0) rows.lower[at] = minimum[at]!
    }
    this.#isChanged = true
    for (let h = 0; h < choices.instance.households.length; h++) {
      const k = choiceOf(choices, h, m)
      if (k >= 0) this.#review(h, k)
    }
  }

  /** Rules out choice k of household h. */
  exclude(h: number, k: number): void {
    if (this.#excluded.has(k)) return
    this.#excluded.add(k)
    this.#review(h, k)
  }

  /** Takes back `exclude`. */
  allow(h: number, k: number): void {
    if (this.#excluded.delete(k)) this.#review(h, k)
  }

  /** Household h must be placed by choice k. */
  require(h: number, k: number): void {
    if (this.#required.get(h) === k) return
    this.#required.set(h, k)
    this.#coupled.must[h] = 1
    this.#reviewHousehold(h)
  }

  /** Takes back `require`. */
  free(h: number): void {
    if (!this.#required.delete(h)) return
    this.#coupled.must[h] = this.#firstMust[h]!
    this.#reviewHousehold(h)
  }

  #reviewHousehold(h: number): void {
    const { start } = this.#coupled.choices
    for (let k = start[h]!; k < start[h + 1]!; k++) this.#review(h, k)
    this.#touched.add(h)
    this.#isChanged = true
  }

  #isOpen(h: number, k: number): boolean {
    const { capacity, demand, dimensions, surcharge } = this.#coupled.choices.instance
    const m = this.#coupled.choices.location[k]!
    if (this.#closed.has(m) || this.#excluded.has(k) || (this.#required.get(h) ?? k) !== k) return false
    for (let d = 0; d < dimensions.length; d++)
      if (isHard(surcharge[d]!) && demand[h * dimensions.length + d]! > capacity[m * dimensions.length + d]!)
        return false
    return true
  }

  /** Opens or closes a choice, as everything said about it comes out. */
  #review(h: number, k: number): void {
    const original = this.#request.objective.value
    const objective = this.#coupled.objective as { value: Float64Array }
    const value = this.#isOpen(h, k) ? original[k]! : closed
    this.#isChanged = true
    if (objective.value[k] === value) return
    if (objective.value === original) objective.value = original.slice()
    objective.value[k] = value
    this.#touched.add(h)
  }
}
