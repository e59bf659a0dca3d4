/** The choices within a distance of their household's best at given prices: what the price finder and the master look at. */
import type { Choices } from "../instance/choices.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { visitCharges } from "../referee/charges.ts"
import { type CouplingRows, pricesOf, rowsWorth } from "./couplingRows.ts"

/** A relaxation to be solved: the problem of a stage, its coupling rows, and whom the targets force to be placed. */
export interface Coupled {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  readonly must: Uint8Array
  readonly rows: CouplingRows
}

export const stayUnplaced = -1

/** The near choices of households.at(i) are those from start[i] up to start[i + 1]; `stayUnplaced` is one of them. */
export interface NearChoices {
  readonly households: Int32Array
  readonly start: Int32Array
  readonly choice: Int32Array
  /** What the prices prove, were these all households. */
  readonly bound: number
}

/** A list of whole numbers that grows. */
class Growing {
  #values = new Int32Array(4096)
  length = 0

  /** Room for `more` values. */
  room(more: number): Int32Array {
    if (this.length + more > this.#values.length) {
      const larger = new Int32Array(Math.max(this.#values.length * 2, this.length + more))
      larger.set(this.#values.subarray(0, this.length))
      this.#values = larger
    }
    return this.#values
  }

  taken(): Int32Array {
    return this.#values.subarray(0, this.length)
  }
}

/**
 * Choices at most `distance` per person worse than the household's best, of all households or of those given. `weight`
 * counts a household as several in the bound.
 */
export function nearChoices(
  { choices, must, objective, rows, targets }: Coupled,
  price: Float64Array,
  distance: number,
  households: Int32Array = Int32Array.from(must, (_, h) => h),
  weight?: Float64Array
): NearChoices {
  const { instance, location, start: from } = choices
  const { unplaced, value } = objective
  const net = new Float64Array(instance.locations.length)
  const start = new Int32Array(households.length + 1)
  const found = new Growing()
  let bound = rowsWorth(rows, price)
  let index = 0
  const visit = (h: number, charge: Float64Array, gain: number): void => {
    const [first, last] = [from[h]!, from[h + 1]!]
    let most = must[h] === 1 ? Number.NEGATIVE_INFINITY : unplaced[h]!
    for (let k = first; k < last; k++) {
      const amount = value[k]! + gain - charge[location[k]!]!
      net[k - first] = amount
      if (amount > most) most = amount
    }
    bound += most * (weight === undefined ? 1 : weight[index]!)
    const floor = most - distance * instance.persons[h]!
    const list = found.room(last - first + 1)
    let length = found.length
    for (let at = 0; at < last - first; at++)
      if (net[at]! >= floor && net[at] !== Number.NEGATIVE_INFINITY) list[length++] = first + at
    if (must[h] !== 1 && unplaced[h]! >= floor) list[length++] = stayUnplaced
    found.length = length
    start[++index] = length
  }
  visitCharges(choices, targets, pricesOf(rows, price), visit, households)
  return { households, start, choice: found.taken(), bound }
}

/** Most choices of a household that `fewOf` leaves. */
const mostAtFirst = 12
/** Multiples of it, without their whole part, spread evenly. */
const goldenTurn = (Math.sqrt(5) - 1) / 2

/** Of many choices that are equally near, few and not the same for every household. */
export function fewOf(listed: Int32Array, h: number): Int32Array {
  if (listed.length <= mostAtFirst) return listed
  const turn = (h * goldenTurn) % 1
  return Int32Array.from(
    { length: mostAtFirst },
    (_, index) => listed[Math.floor(((index + turn) * listed.length) / mostAtFirst)]!
  )
}
