/**
 * What households of one signature use in one location, once for all of them: a cell. Prices of rows become charges of cells,
 * and what is gathered in cells becomes the load of rows.
 */
import { type Coupled, type NearChoices, stayUnplaced } from "./nearChoices.ts"

/** Up to this many pairs of signature and location are looked up in a table; above it every near choice has its own cell. */
const largestTable = 2 ** 22

export interface Cells {
  /** All cells. */
  readonly all: Int32Array
  /** Cell of each near choice, -1 for staying unplaced. */
  readonly of: Int32Array
  /** The rows that a cell uses, and how much of each: those from start[cell] up to start[cell + 1]. */
  readonly start: Int32Array
  readonly row: Int32Array
  readonly use: Float64Array
}

function groupsByLocation({ choices }: Coupled): ReadonlyArray<ReadonlyArray<number>> {
  const { groups, locations } = choices.instance
  const found = locations.map((): Array<number> => [])
  for (const [g, group] of groups.entries()) for (const m of group.locations) found[m]!.push(g)
  return found
}

/** Cell of each near choice, and the near choice that stands for each cell. */
function numberCells({ choices }: Coupled, near: NearChoices): { readonly of: Int32Array; readonly first: Int32Array } {
  const { location, samples, signature } = choices
  const locations = choices.instance.locations.length
  const size = samples.length * locations
  const known = size <= largestTable ? new Int32Array(size).fill(-1) : undefined
  const of = new Int32Array(near.choice.length).fill(-1)
  const first: Array<number> = []
  for (const [index, h] of near.households.entries()) {
    const row = signature[h]! * locations
    for (let at = near.start[index]!; at < near.start[index + 1]!; at++) {
      const k = near.choice[at]!
      if (k === stayUnplaced) continue
      const pair = row + location[k]!
      const cell = known?.[pair] ?? -1
      of[at] = cell < 0 ? first.push(at) - 1 : cell
      if (known !== undefined) known[pair] = of[at]!
    }
  }
  return { of, first: Int32Array.from(first) }
}

export function cellsOf(coupled: Coupled, near: NearChoices): Cells {
  const { choices, rows } = coupled
  const { demand, dimensions, persons } = choices.instance
  const width = dimensions.length
  const groupsAt = groupsByLocation(coupled)
  const { first, of } = numberCells(coupled, near)
  const start = new Int32Array(first.length + 1)
  const row: Array<number> = []
  const use: Array<number> = []
  let index = 0
  for (const [cell, at] of first.entries()) {
    while (near.start[index + 1]! <= at) index++
    const h = near.households[index]!
    const m = choices.location[near.choice[at]!]!
    for (let d = 0; d < width; d++) {
      const used = demand[h * width + d]!
      if (used === 0) continue
      row.push(m * width + d)
      use.push(used)
    }
    for (const g of groupsAt[m]!) {
      row.push(rows.firstGroup + g)
      use.push(persons[h]!)
    }
    start[cell + 1] = row.length
  }
  return { all: Int32Array.from(first.keys()), of, start, row: Int32Array.from(row), use: Float64Array.from(use) }
}

/** What the cells listed are charged when the rows cost `price`. */
export function chargeCells(
  { row, start, use }: Cells,
  listed: Int32Array,
  price: Float64Array,
  charge: Float64Array
): void {
  for (let index = 0; index < listed.length; index++) {
    const cell = listed[index]!
    let sum = 0
    for (let at = start[cell]!; at < start[cell + 1]!; at++) sum += use[at]! * price[row[at]!]!
    charge[cell] = sum
  }
}

/** Adds to the rows what `mass` households in each cell listed use of them. */
export function loadRows({ row, start, use }: Cells, listed: Int32Array, mass: Float64Array, load: Float64Array): void {
  for (let index = 0; index < listed.length; index++) {
    const cell = listed[index]!
    const households = mass[cell]!
    for (let at = start[cell]!; at < start[cell + 1]!; at++) load[row[at]!]! += households * use[at]!
  }
}

/** The same with the squares of what they use. */
export function loadSquares(
  { row, start, use }: Cells,
  listed: Int32Array,
  mass: Float64Array,
  load: Float64Array
): void {
  for (let index = 0; index < listed.length; index++) {
    const cell = listed[index]!
    const households = mass[cell]!
    for (let at = start[cell]!; at < start[cell + 1]!; at++) load[row[at]!]! += households * use[at]! * use[at]!
  }
}
