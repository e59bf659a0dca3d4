/**
 * Some households of a plan as rows and columns of their own: capacity, minimums, groups and earlier objectives are what the
 * others leave of them. Linked and separate sets have no rows here; their members must not be among the free.
 */
import { ColumnList, factorOf } from "../highs/matrix.ts"
import type { Target } from "../instance/objectives.ts"
import type { Column } from "../solver/formulation.ts"
import { noChoice } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"

/** A household that may move, and the choices it may take, its own among them. */
export interface Free {
  readonly h: number
  readonly choices: ReadonlyArray<number>
}

/** The rows of a neighbourhood, numbered as they are first asked for. */
class Rows {
  readonly lower: Array<number> = []
  readonly upper: Array<number> = []
  readonly factors: Array<number> = []
  readonly #index = new Map<string, number>()

  at(key: string, bounds: () => readonly [lower: number, upper: number], factor = 1): number {
    const known = this.#index.get(key)
    if (known !== undefined) return known
    const [lower, upper] = bounds()
    this.#index.set(key, this.lower.length)
    this.factors.push(factor)
    this.lower.push(lower * factor)
    return this.upper.push(upper * factor) - 1
  }
}

/** The neighbourhood as a model, given an incumbent from which the free households have been taken out. */
export class NeighbourhoodModel {
  readonly rows = new Rows()
  readonly columns: ColumnList
  readonly owner: Array<readonly [h: number, k: number]> = []
  /** Location and dimension, as m·D + d, of each minimum row. */
  readonly #minimums = new Map<number, number>()
  readonly #softCapacities = new Map<number, number>()
  readonly #incumbent: Incumbent
  readonly #targets: ReadonlyArray<Target>
  readonly #pricesMinimums: boolean

  constructor(incumbent: Incumbent, targets: ReadonlyArray<Target>, free: ReadonlyArray<Free>) {
    this.#incumbent = incumbent
    this.#targets = targets
    this.columns = new ColumnList(factorOf(incumbent.objective), this.rows.factors)
    this.#pricesMinimums = [incumbent.objective, ...targets.map(({ objective }) => objective)].some(
      ({ shortfall }) => shortfall > 0
    )
    for (const { choices, h } of free) {
      for (const k of choices) {
        this.columns.push(this.#choiceColumn(h, k), "whole")
        this.owner.push([h, k])
      }
    }
    for (const [at, row] of this.#minimums) this.columns.push(this.#filledColumn(at, row), "any")
    for (const [at, row] of this.#softCapacities) this.columns.push(this.#exceedingColumn(at, row), "any")
  }

  #choiceColumn(h: number, k: number): Column {
    const { choices, groupsAt, isHard, load, objective } = this.#incumbent
    const { capacity, demand, dimensions, groups, minimum, persons } = choices.instance
    const width = dimensions.length
    const rows = [this.rows.at(`C1 ${h}`, () => [1, 1])]
    const coefficients = [1]
    const enter = (row: number, coefficient: number): void => {
      rows.push(row)
      coefficients.push(coefficient)
    }
    for (const [l, { objective: earlier }] of this.#targets.entries()) {
      const gain = k === noChoice ? 0 : earlier.value[k]! - earlier.unplaced[h]!
      if (gain !== 0) enter(this.#targetRow(l), gain)
    }
    if (k !== noChoice) {
      const m = choices.location[k]!
      for (let d = 0; d < width; d++) {
        const used = demand[h * width + d]!
        const at = m * width + d
        if (used === 0) continue
        const room = (): [number, number] => [Number.NEGATIVE_INFINITY, Math.max(0, capacity[at]! - load[at]!)]
        if (isHard[d] === 1) enter(this.rows.at(`C2 ${at}`, room), used)
        else if (this.#charges(d)) {
          const row = this.rows.at(`C8 ${at}`, room)
          this.#softCapacities.set(at, row)
          enter(row, used)
        }
        if (!this.#pricesMinimums || minimum[at]! <= load[at]!) continue
        const row = this.rows.at(`C3 ${at}`, () => [0, Number.POSITIVE_INFINITY])
        this.#minimums.set(at, row)
        enter(row, used)
      }
      for (const g of groupsAt[m]!) {
        const inside = this.#incumbent.personsIn(g)
        const { max, min } = groups[g]!
        enter(
          this.rows.at(`C6 ${g}`, () => [min - inside, max - inside]),
          persons[h]!
        )
      }
    }
    return {
      worth: k === noChoice ? objective.unplaced[h]! : objective.value[k]!,
      lower: 0,
      upper: 1,
      rows,
      coefficients
    }
  }

  /** An earlier objective, from what the incumbent reaches without the free households. */
  #targetRow(l: number): number {
    const { objective, value } = this.#targets[l]!
    const bounds = (): [number, number] => [value - this.#incumbent.reached(l), Number.POSITIVE_INFINITY]
    return this.rows.at(`O1 ${l}`, bounds, factorOf(objective))
  }

  /** Places that the free households fill of a minimum: at most what is missing without them. */
  #filledColumn(at: number, row: number): Column {
    const { choices, load, objective } = this.#incumbent
    const rows = [row]
    const coefficients = [-1]
    for (const [l, { objective: earlier }] of this.#targets.entries()) {
      if (earlier.shortfall === 0) continue
      rows.push(this.#targetRow(l))
      coefficients.push(earlier.shortfall)
    }
    const upper = choices.instance.minimum[at]! - load[at]!
    return { worth: objective.shortfall, lower: 0, upper, rows, coefficients }
  }

  /** Whether somebody charges for places above a soft capacity. */
  #charges(d: number): boolean {
    const { objective } = this.#incumbent
    return objective.surcharge[d]! > 0 || this.#targets.some(({ objective: earlier }) => earlier.surcharge[d]! > 0)
  }

  /** Places that the free households use above a soft capacity. */
  #exceedingColumn(at: number, row: number): Column {
    const { choices, objective } = this.#incumbent
    const d = at % choices.instance.dimensions.length
    const rows = [row]
    const coefficients = [-1]
    for (const [l, { objective: earlier }] of this.#targets.entries()) {
      if (earlier.surcharge[d] === 0) continue
      rows.push(this.#targetRow(l))
      coefficients.push(-earlier.surcharge[d]!)
    }
    return { worth: -objective.surcharge[d]!, lower: 0, upper: Number.POSITIVE_INFINITY, rows, coefficients }
  }

  /** Column values of the incumbent's own choices. */
  values(own: ReadonlyMap<number, number>): Float64Array {
    const values = new Float64Array(this.columns.size)
    for (const [column, [h, k]] of this.owner.entries()) if (own.get(h) === k) values[column] = 1
    const { capacity, minimum } = this.#incumbent.choices.instance
    const { load } = this.#incumbent
    let column = this.owner.length
    for (const at of this.#minimums.keys()) values[column++] = Math.min(this.#usedBy(own, at), minimum[at]! - load[at]!)
    for (const at of this.#softCapacities.keys())
      values[column++] = Math.max(0, this.#usedBy(own, at) - Math.max(0, capacity[at]! - load[at]!))
    return values
  }

  /** Places that choices use at m·D + d. */
  #usedBy(own: ReadonlyMap<number, number>, at: number): number {
    const { demand, dimensions } = this.#incumbent.choices.instance
    const { location } = this.#incumbent.choices
    const width = dimensions.length
    let used = 0
    for (const [h, k] of own)
      if (k !== noChoice && location[k] === Math.floor(at / width)) used += demand[h * width + (at % width)]!
    return used
  }
}
