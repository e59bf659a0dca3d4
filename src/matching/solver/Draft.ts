/** A plan being built: places left, persons in groups, regions a separate set has taken. Every hard row but C4 is kept at each step. */
import type { Choices } from "../instance/choices.ts"
import { type Assignment, isHard, unplaced } from "../instance/Instance.ts"

const separateSetsOf = (choices: Choices, h: number): ReadonlyArray<number> =>
  choices.instance.separate.flatMap((set, index) => (set.includes(h) ? [index] : []))

export class Draft {
  readonly assignment: Assignment
  readonly #choices: Choices
  readonly #left: Int32Array
  readonly #groupPersons: Int32Array
  readonly #groupsAt: ReadonlyArray<ReadonlyArray<number>>
  readonly #separateOf: ReadonlyMap<number, ReadonlyArray<number>>
  readonly #taken: ReadonlyArray<Set<number>>

  constructor(choices: Choices) {
    const { capacity, groups, households, locations, separate } = choices.instance
    this.#choices = choices
    this.assignment = new Int32Array(households.length).fill(unplaced)
    this.#left = capacity.slice()
    this.#groupPersons = new Int32Array(groups.length)
    this.#groupsAt = locations.map((_, m) => groups.flatMap((group, g) => (group.locations.includes(m) ? [g] : [])))
    this.#separateOf = new Map(
      [...new Set(separate.flatMap((set) => [...set]))].map((h) => [h, separateSetsOf(choices, h)])
    )
    this.#taken = separate.map(() => new Set<number>())
  }

  fits(h: number, m: number): boolean {
    const { demand, dimensions, groups, persons, region, surcharge } = this.#choices.instance
    const width = dimensions.length
    for (let d = 0; d < width; d++)
      if (isHard(surcharge[d]!) && demand[h * width + d]! > this.#left[m * width + d]!) return false
    if (this.#groupsAt[m]!.some((g) => this.#groupPersons[g]! + persons[h]! > groups[g]!.max)) return false
    return !(this.#separateOf.get(h) ?? []).some((set) => this.#taken[set]!.has(region[m]!))
  }

  place(h: number, m: number): void {
    this.#change(h, m, 1)
    this.assignment[h] = m
  }

  remove(h: number): void {
    this.#change(h, this.assignment[h]!, -1)
    this.assignment[h] = unplaced
  }

  #change(h: number, m: number, sign: 1 | -1): void {
    const { demand, dimensions, persons, region } = this.#choices.instance
    const width = dimensions.length
    for (let d = 0; d < width; d++) this.#left[m * width + d]! -= sign * demand[h * width + d]!
    for (const g of this.#groupsAt[m]!) this.#groupPersons[g]! += sign * persons[h]!
    for (const set of this.#separateOf.get(h) ?? []) {
      if (sign === 1) this.#taken[set]!.add(region[m]!)
      else this.#taken[set]!.delete(region[m]!)
    }
  }
}
