/**
 * The Lagrangian dual of the coupling rows, smoothed: each household takes the soft maximum of its near choices, at a
 * temperature per person, instead of the best one. It is convex in the prices and has a slope and a curvature everywhere;
 * as the temperature falls it comes down to the bound that the prices prove.
 */
import { type Cells, cellsOf, chargeCells, loadRows, loadSquares } from "./cells.ts"
import { weightOf } from "./couplingRows.ts"
import { type Coupled, type NearChoices, stayUnplaced } from "./nearChoices.ts"

/** Shares below this are left out of the curvature. */
const leastShare = 1e-4
/** e to the power of less than this is nothing. */
const coldest = -20

export class SmoothedDual {
  readonly #near: NearChoices
  readonly #cells: Cells
  readonly #firstTarget: number
  readonly #targets: number
  /** Persons of each household, how many households it stands for, and its weight in each target at [index · L + l]. */
  readonly #persons: Float64Array
  readonly #weight: Float64Array
  readonly #targetWeight: Float64Array
  /** Value and share of each near choice. */
  readonly #value: Float64Array
  readonly #share: Float64Array
  readonly #charge: Float64Array
  readonly #mass: Float64Array
  /** Households that hesitate between choices, and their shares, as last measured. */
  readonly #hesitant: Int32Array
  readonly #hesitantStart: Int32Array
  readonly #hesitantCell: Int32Array
  readonly #hesitantShare: Float64Array
  readonly #effect: Float64Array
  #hesitantCount = 0
  /** Cells that somebody hesitates about. */
  #hesitantCells = new Int32Array()
  #temperature = 1

  constructor(coupled: Coupled, near: NearChoices, weight?: Float64Array) {
    const { choices, objective, rows, targets } = coupled
    const { choice, households, start } = near
    this.#near = near
    this.#cells = cellsOf(coupled, near)
    this.#firstTarget = rows.firstTarget
    this.#targets = targets.length
    this.#persons = Float64Array.from(households, (h) => choices.instance.persons[h]!)
    this.#weight = weight ?? new Float64Array(households.length).fill(1)
    this.#targetWeight = new Float64Array(households.length * targets.length)
    this.#value = new Float64Array(choice.length)
    for (const [index, h] of households.entries()) {
      for (let at = start[index]!; at < start[index + 1]!; at++) {
        const k = choice[at]!
        this.#value[at] = k === stayUnplaced ? objective.unplaced[h]! : objective.value[k]!
      }
      for (const [l, target] of targets.entries())
        this.#targetWeight[index * targets.length + l] = weightOf(choices, target, h)
    }
    this.#share = new Float64Array(choice.length)
    this.#charge = new Float64Array(this.#cells.all.length)
    this.#mass = new Float64Array(this.#cells.all.length)
    this.#hesitant = new Int32Array(households.length)
    this.#hesitantStart = new Int32Array(households.length + 1)
    this.#hesitantCell = new Int32Array(choice.length)
    this.#hesitantShare = new Float64Array(choice.length)
    this.#effect = new Float64Array(choice.length)
  }

  /** What being placed costs a household at the prices of the targets. */
  #entry(index: number, price: Float64Array): number {
    let cost = 0
    for (let l = 0; l < this.#targets; l++)
      cost += price[this.#firstTarget + l]! * this.#targetWeight[index * this.#targets + l]!
    return cost
  }

  #loadTargets(index: number, households: number, load: Float64Array): void {
    for (let l = 0; l < this.#targets; l++)
      load[this.#firstTarget + l]! += households * this.#targetWeight[index * this.#targets + l]!
  }

  /** What households are worth at the prices; `load` becomes what they use of each row. */
  measure(price: Float64Array, temperature: number, load: Float64Array): number {
    const { households, start } = this.#near
    const [cell, value, share, charge, mass] = [this.#cells.of, this.#value, this.#share, this.#charge, this.#mass]
    chargeCells(this.#cells, this.#cells.all, price, charge)
    mass.fill(0)
    load.fill(0)
    let total = 0
    for (let index = 0; index < households.length; index++) {
      const [from, to] = [start[index]!, start[index + 1]!]
      const entry = this.#entry(index, price)
      let top = Number.NEGATIVE_INFINITY
      for (let at = from; at < to; at++) {
        const place = cell[at]!
        const net = place < 0 ? value[at]! : value[at]! - charge[place]! - entry
        share[at] = net
        if (net > top) top = net
      }
      const warmth = temperature * this.#persons[index]!
      let sum = 0
      for (let at = from; at < to; at++) {
        const distance = (share[at]! - top) / warmth
        const part = distance < coldest ? 0 : Math.exp(distance)
        share[at] = part
        sum += part
      }
      const weight = this.#weight[index]!
      total += weight * (top + warmth * Math.log(sum))
      let placed = 0
      for (let at = from; at < to; at++) {
        const part = share[at]! / sum
        share[at] = part
        const place = cell[at]!
        if (place < 0) continue
        placed += part
        mass[place]! += weight * part
      }
      this.#loadTargets(index, weight * placed, load)
    }
    loadRows(this.#cells, this.#cells.all, mass, load)
    return total
  }

  /** How hard it is to move a household from where it stands. */
  #stiffness(index: number): number {
    return this.#weight[index]! / (this.#temperature * this.#persons[index]!)
  }

  /** Notes who hesitates at the shares just measured, and adds the diagonal of the curvature to `diagonal`. */
  bend(temperature: number, diagonal: Float64Array): void {
    const { households, start } = this.#near
    const [share, cell, mass] = [this.#share, this.#cells.of, this.#mass]
    mass.fill(0)
    this.#temperature = temperature
    let [count, length] = [0, 0]
    for (let index = 0; index < households.length; index++) {
      const [from, to] = [start[index]!, start[index + 1]!]
      let largest = 0
      for (let at = from; at < to; at++) if (share[at]! > largest) largest = share[at]!
      if (largest > 1 - leastShare) continue
      const stiffness = this.#stiffness(index)
      this.#hesitant[count] = index
      this.#hesitantStart[count++] = length
      let placed = 0
      for (let at = from; at < to; at++) {
        const part = share[at]!
        if (part <= leastShare) continue
        const place = cell[at]!
        this.#hesitantCell[length] = place
        this.#hesitantShare[length++] = part
        if (place < 0) continue
        placed += part
        mass[place]! += stiffness * part * (1 - part)
      }
      for (let l = 0; l < this.#targets; l++)
        diagonal[this.#firstTarget + l]! +=
          stiffness * placed * (1 - placed) * this.#targetWeight[index * this.#targets + l]! ** 2
    }
    this.#hesitantStart[count] = length
    this.#hesitantCount = count
    this.#hesitantCells = this.#cells.all.filter((place) => mass[place]! > 0)
    loadSquares(this.#cells, this.#hesitantCells, mass, diagonal)
  }

  /** Adds the curvature times `direction` to `out`. */
  addCurvature(direction: Float64Array, out: Float64Array): void {
    const [cell, share, effect] = [this.#hesitantCell, this.#hesitantShare, this.#effect]
    const [charge, mass] = [this.#charge, this.#mass]
    chargeCells(this.#cells, this.#hesitantCells, direction, charge)
    for (const place of this.#hesitantCells) mass[place] = 0
    for (let count = 0; count < this.#hesitantCount; count++) {
      const index = this.#hesitant[count]!
      const [from, to] = [this.#hesitantStart[count]!, this.#hesitantStart[count + 1]!]
      const entry = this.#entry(index, direction)
      let mean = 0
      for (let at = from; at < to; at++) {
        const place = cell[at]!
        const change = place < 0 ? 0 : charge[place]! + entry
        effect[at] = change
        mean += share[at]! * change
      }
      const stiffness = this.#stiffness(index)
      let moved = 0
      for (let at = from; at < to; at++) {
        const place = cell[at]!
        if (place < 0) continue
        const pull = stiffness * share[at]! * (effect[at]! - mean)
        moved += pull
        mass[place]! += pull
      }
      this.#loadTargets(index, moved, out)
    }
    loadRows(this.#cells, this.#hesitantCells, mass, out)
  }
}
