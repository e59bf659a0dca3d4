/**
 * Which move to try next. At the prices of the relaxation the distance to the bound is the sum of regrets and of idle priced
 * places, so proposals look there: places that stand idle, households that are not where they would be best, near ties.
 */
import type { Prices } from "../referee/bound.ts"
import type { Candidates } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"
import type { Insertion } from "./insertion.ts"

/** Shares of the proposals that fill idle places and that try near ties; the rest starts from households with regret. */
const filling = 0.3
const nearTies = 0.5
/** How often idle places are looked for before another kind of proposal is made. */
const looks = 10
/** How often the next candidate of a household is preferred to the one at hand. */
const further = 0.6
/** Share of the last kind that starts from any household. */
const anyHousehold = 0.25

export class Proposals {
  readonly #incumbent: Incumbent
  readonly #candidates: Candidates
  readonly #insertion: Insertion
  readonly #prices: Prices
  readonly #random: () => number
  /** Places, as m·D + d, that are priced or below a minimum and that somebody could use. */
  readonly #priced: ReadonlyArray<number>
  /** Households that have more than one candidate. */
  readonly #movable: ReadonlyArray<number>
  /** Candidates by regret, and how many of them are near enough now. */
  readonly #near: ReadonlyArray<number>
  #nearCount: number
  #regretful: ReadonlyArray<number> = []

  constructor(
    incumbent: Incumbent,
    candidates: Candidates,
    insertion: Insertion,
    prices: Prices,
    farthest: number,
    random: () => number
  ) {
    const { askingStart, choice, regret, start } = candidates
    const { minimum } = incumbent.choices.instance
    this.#incumbent = incumbent
    this.#candidates = candidates
    this.#insertion = insertion
    this.#prices = prices
    this.#random = random
    this.#priced = Array.from(prices.place.keys()).filter(
      (at) => askingStart[at + 1]! > askingStart[at]! && (prices.place[at] !== 0 || minimum[at]! > 0)
    )
    this.#movable = Array.from(incumbent.plan.keys()).filter((h) => start[h + 1]! - start[h]! > 1)
    this.#near = Array.from(choice.keys())
      .filter((candidate) => regret[candidate]! <= farthest)
      .sort((a, b) => regret[a]! - regret[b]! || a - b)
    this.#nearCount = this.#near.length
  }

  /** Looks at the plan afresh; candidates with more regret than `farthest` are no longer near. It never grows. */
  refresh(farthest: number): void {
    const { regret } = this.#candidates
    while (this.#nearCount > 1 && regret[this.#near[this.#nearCount - 1]!]! > farthest) this.#nearCount--
    this.#regretful = this.#movable.filter((h) => this.#insertion.regretNow(h) > 0)
  }

  /** A candidate to try, or -1 where nobody has more than one. */
  next(): number {
    if (this.#movable.length === 0) return -1
    const kind = this.#random()
    const idle = kind < filling ? this.#idle() : -1
    if (idle >= 0) return idle
    if (kind < filling + nearTies && this.#nearCount > 0) return this.#near[this.#draw(this.#nearCount)]!
    const pool = this.#regretful.length === 0 || this.#random() < anyHousehold ? this.#movable : this.#regretful
    return this.#ofHousehold(pool[this.#draw(pool.length)]!)
  }

  #draw(count: number): number {
    return Math.floor(this.#random() * count)
  }

  /** A household for places that stand idle, or that a minimum lacks. */
  #idle(): number {
    if (this.#priced.length === 0) return -1
    const { choices, load } = this.#incumbent
    const { capacity, minimum } = choices.instance
    const { asking, askingStart } = this.#candidates
    for (let look = 0; look < looks; look++) {
      const at = this.#priced[this.#draw(this.#priced.length)]!
      if (load[at]! >= (this.#prices.place[at]! > 0 ? capacity[at]! : minimum[at]!)) continue
      const from = askingStart[at]!
      return asking[from + this.#draw(askingStart[at + 1]! - from)]!
    }
    return -1
  }

  #ofHousehold(h: number): number {
    const { start } = this.#candidates
    const from = start[h]!
    let rank = 0
    while (this.#random() < further) rank++
    return from + (rank % (start[h + 1]! - from))
  }
}
