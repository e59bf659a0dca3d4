/**
 * Rows that can be bought from and sold to at the edges of a box around their price. That keeps a master problem feasible
 * and its prices from jumping. Where an answer trades at an edge, the box is set around the new price and made wider, so in
 * the end none does and the boxes do not matter. At an end of the row's own price range trading is part of the problem: it
 * is a shortfall or a surcharge.
 */
import type { GrowingModel, Optimum } from "./growingModel.ts"

/** Activity below this is none. */
const nothing = 1e-9
/** How much wider a box becomes when it was used. */
const wider = 8

const infinite = Number.POSITIVE_INFINITY

export interface PricedRow {
  /** Its row in the model, and what one unit of it is there. */
  readonly row: number
  readonly factor: number
  /** Range of the price. */
  readonly least: number
  readonly most: number
  /** Persons that one unit stands for. */
  readonly persons: number
}

interface Box extends PricedRow {
  middle: number
  reach: number
  readonly buy: number
  readonly sell: number
}

/** What one unit costs when bought and brings when sold. */
function edgesOf({ least, middle, most, reach }: Box): readonly [buy: number, sell: number] {
  return [Math.min(most, middle + reach), Math.max(least, middle - reach)]
}

/** What the two columns of a box are worth, and up to where they may be used: an edge that is nowhere closes its column. */
const worths = ([buy, sell]: readonly [number, number]): ReadonlyArray<number> =>
  [-buy, sell].map((worth) => (Number.isFinite(worth) ? worth : 0))
const uppers = (edges: readonly [number, number]): ReadonlyArray<number> =>
  edges.map((price) => (Number.isFinite(price) ? infinite : 0))

export class Boxes {
  readonly #model: GrowingModel
  /** Half the width of a box at first, per person. */
  readonly #reach: number
  readonly #boxes: Array<Box> = []
  #isTrading = true

  constructor(model: GrowingModel, reach: number) {
    this.#model = model
    this.#reach = reach
  }

  /** Puts a box around a row; returns its index. */
  add(priced: PricedRow, middle: number): number {
    const reach = this.#isTrading ? this.#reach * priced.persons : infinite
    const next = this.#model.columns
    const box = { ...priced, middle, reach, buy: next, sell: next + 1 }
    const edges = edgesOf(box)
    for (const side of [0, 1])
      this.#model.addColumn(worths(edges)[side]!, uppers(edges)[side]!, [box.row], [(side === 0 ? -1 : 1) * box.factor])
    return this.#boxes.push(box) - 1
  }

  rowOf(index: number): PricedRow {
    return this.#boxes[index]!
  }

  /** The price of the row in an optimum, inside its range. */
  priceIn({ duals }: Optimum, index: number): number {
    const { factor, least, most, row } = this.#boxes[index]!
    return Math.max(least, Math.min(most, duals[row]! * factor))
  }

  #pass(boxes: ReadonlyArray<Box>): void {
    const columns = Int32Array.from(boxes.flatMap(({ buy, sell }) => [buy, sell]))
    this.#model.setWorth(columns, Float64Array.from(boxes.flatMap((box) => worths(edgesOf(box)))))
    this.#model.setUpper(columns, Float64Array.from(boxes.flatMap((box) => uppers(edgesOf(box)))))
  }

  /** Sets all boxes around new prices, with a reach as at first. */
  recentre(middleOf: (index: number) => number): void {
    for (const [index, box] of this.#boxes.entries()) {
      box.middle = middleOf(index)
      if (this.#isTrading) box.reach = this.#reach * box.persons
    }
    this.#pass(this.#boxes)
  }

  /** Widens the boxes that an optimum used; returns how many there were, and the widest reach, per person. */
  widen(optimum: Optimum): { readonly used: number; readonly reach: number } {
    const used: Array<Box> = []
    let reach = 0
    for (const [index, box] of this.#boxes.entries()) {
      const [buy, sell] = edgesOf(box)
      const bought = optimum.values[box.buy]! > nothing && buy < box.most
      const sold = optimum.values[box.sell]! > nothing && sell > box.least
      if (!bought && !sold) continue
      box.middle = this.priceIn(optimum, index)
      box.reach *= wider
      reach = Math.max(reach, box.reach / box.persons)
      used.push(box)
    }
    this.#pass(used)
    return { used: used.length, reach }
  }

  /** From now on nothing is traded but at the ends of the price ranges. */
  stopTrading(): void {
    this.#isTrading = false
    for (const box of this.#boxes) box.reach = infinite
    this.#pass(this.#boxes)
  }
}
