/**
 * The restricted master problem: some units (a household, or a linked set as one), some of their places as columns, and the
 * coupling rows less what fixed households use of them, each row in a box.
 */
import type { Highs } from "highs"
import { factorOf } from "../highs/matrix.ts"
import type { SetPrice } from "../referee/bound.ts"
import { Boxes } from "./boxes.ts"
import { weightOf } from "./couplingRows.ts"
import { GrowingModel, type Optimum } from "./growingModel.ts"
import { type Coupled, stayUnplaced } from "./nearChoices.ts"

/** What the master found: all amounts in units of the objective. */
export interface MasterAnswer {
  readonly optimum: Optimum
  /** Price of each coupling row, and of separate sets in regions. */
  readonly price: Float64Array
  readonly separate: ReadonlyArray<SetPrice>
  /** What each unit in the master is worth, by unit; NaN for the others. */
  readonly worth: Float64Array
}

/** The households of a unit. */
type Households = Int32Array | ReadonlyArray<number>

/** The value of a choice that was closed after the problem was made. */
const closed = Number.NEGATIVE_INFINITY
/** A share below this is none. */
const nothing = 1e-9

/** A row of a separate set in a region (C5). */
interface SeparateRow {
  readonly set: number
  readonly region: number
  readonly box: number
}

export class Master {
  readonly #coupled: Coupled
  readonly #model: GrowingModel
  readonly #boxes: Boxes
  /** What fixed households use of the coupling rows. */
  readonly #load: Float64Array
  #loadChanged = false
  /** Box of each coupling row, -1 where nothing can use the row. */
  readonly #boxOf: Int32Array
  /** Separate sets of each household, and their rows by set and region; rows appear when a column needs them. */
  readonly #setsOf = new Map<number, Array<number>>()
  readonly #separateRows = new Map<number, SeparateRow>()
  /** Row of each unit, -1 where it is not in the master. */
  readonly #unitRow: Int32Array
  /** Households of each column, none for those of a box, and its choices: those of #picks up to #pickEnd[column]. */
  readonly #membersOf: Array<Households | undefined> = []
  readonly #pickEnd: Array<number> = []
  readonly #picks: Array<number> = []
  readonly #present: Uint8Array
  readonly #joint = new Set<string>()

  constructor(highs: Highs, coupled: Coupled, price: Float64Array, reach: number) {
    const { instance, location } = coupled.choices
    this.#coupled = coupled
    this.#model = new GrowingModel(highs, factorOf(coupled.objective))
    this.#boxes = new Boxes(this.#model, reach)
    this.#load = new Float64Array(coupled.rows.count)
    this.#unitRow = new Int32Array(instance.households.length + instance.linked.length).fill(-1)
    this.#present = new Uint8Array(location.length)
    for (const [set, members] of instance.separate.entries())
      for (const h of members) this.#setsOf.set(h, [...(this.#setsOf.get(h) ?? []), set])
    this.#boxOf = this.#addCouplingRows(price)
  }

  dispose(): void {
    this.#model.dispose()
  }

  #addCouplingRows(price: Float64Array): Int32Array {
    const { rows, targets } = this.#coupled
    const { firstGroup, firstTarget } = rows
    const boxOf = new Int32Array(rows.count).fill(-1)
    for (let at = 0; at < rows.count; at++) {
      const [least, most, persons] = [rows.least[at]!, rows.most[at]!, rows.persons[at]!]
      const usable = at >= firstGroup || rows.upper[at]! > 0 || Number.isFinite(most)
      if (least === 0 && !(most > 0 && usable)) continue
      const target = targets[at - firstTarget]
      const factor = target === undefined ? 1 : factorOf(target.objective)
      const row = this.#model.addRow(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      boxOf[at] = this.#boxes.add({ row, factor, least, most, persons }, price[at]!)
    }
    this.#loadChanged = true
    return boxOf
  }

  /** Takes a unit in; its columns follow. */
  addUnit(unit: number): void {
    this.#unitRow[unit] = this.#model.addRow(1, 1)
  }

  isPresent(k: number): boolean {
    return this.#present[k] === 1
  }

  /** Counts a household that is not in the master as placed by choice k, or no longer so (`times` −1). */
  load(h: number, k: number, times: number): void {
    if (k === stayUnplaced) return
    this.#loadChanged = true
    this.#eachUse(h, k, (at, amount) => {
      this.#load[at]! += times * amount
    })
  }

  /** The coupling rows that choice k of h uses. */
  #eachUse(h: number, k: number, use: (at: number, amount: number) => void): void {
    const { choices, rows, targets } = this.#coupled
    const { demand, dimensions, groups, persons } = choices.instance
    const [m, width] = [choices.location[k]!, dimensions.length]
    for (let d = 0; d < width; d++) {
      const amount = demand[h * width + d]!
      if (amount > 0) use(m * width + d, amount)
    }
    for (const [g, { locations }] of groups.entries()) if (locations.includes(m)) use(rows.firstGroup + g, persons[h]!)
    for (const [l, target] of targets.entries()) use(rows.firstTarget + l, weightOf(choices, target, h))
  }

  #keyOf(set: number, region: number): number {
    return set * this.#coupled.choices.instance.regions.length + region
  }

  #separateBox(set: number, region: number): number {
    const key = this.#keyOf(set, region)
    const known = this.#separateRows.get(key)
    if (known !== undefined) return known.box
    const row = this.#model.addRow(Number.NEGATIVE_INFINITY, 1)
    const box = this.#boxes.add({ row, factor: 1, least: 0, most: Number.POSITIVE_INFINITY, persons: 1 }, 0)
    this.#separateRows.set(key, { set, region, box })
    return box
  }

  /** The choices are open; where there are none, nobody of the unit must be placed. */
  #mayTake(households: Households, picks: ReadonlyArray<number>): boolean {
    const { must, objective } = this.#coupled
    const choices = picks.filter((k) => k !== stayUnplaced)
    return choices.length > 0
      ? choices.every((k) => objective.value[k] !== closed)
      : households.every((h) => must[h] !== 1)
  }

  /** Gives a unit a column: one choice, or `stayUnplaced`, for each of its households; false when it has it already. */
  addPlace(unit: number, households: Households, picks: ReadonlyArray<number>): boolean {
    const { choices, objective } = this.#coupled
    if (picks.some((k) => objective.value[k] === closed)) return false
    if (picks.length > 1) {
      const key = `${unit}:${picks.join()}`
      if (this.#joint.has(key)) return false
      this.#joint.add(key)
    }
    const uses = new Map<number, number>([[this.#unitRow[unit]!, 1]])
    const use = (box: number, amount: number): void => {
      if (box < 0) return
      const { factor, row } = this.#boxes.rowOf(box)
      uses.set(row, (uses.get(row) ?? 0) + amount * factor)
    }
    let worth = 0
    for (const [index, k] of picks.entries()) {
      const h = households[index]!
      worth += k === stayUnplaced ? objective.unplaced[h]! : objective.value[k]!
      if (k === stayUnplaced) continue
      if (picks.length === 1) this.#present[k] = 1
      this.#eachUse(h, k, (at, amount) => use(this.#boxOf[at]!, amount))
      const region = choices.instance.region[choices.location[k]!]!
      for (const set of this.#setsOf.get(h) ?? []) use(this.#separateBox(set, region), 1)
    }
    const column = this.#model.addColumn(
      worth,
      this.#mayTake(households, picks) ? 1 : 0,
      [...uses.keys()],
      [...uses.values()]
    )
    for (const k of picks) if (k !== stayUnplaced) this.#picks.push(k)
    this.#membersOf[column] = households
    this.#pickEnd[column] = this.#picks.length
    return true
  }

  /** The choices of each column that is not part of a box. */
  #eachPlace(look: (column: number, members: Households, picks: ReadonlyArray<number>) => void): void {
    let from = 0
    for (const [column, members] of this.#membersOf.entries()) {
      if (members === undefined) continue
      const to = this.#pickEnd[column]!
      look(column, members, this.#picks.slice(from, to))
      from = to
    }
  }

  /** What the coupling rows have left beside the fixed households. */
  #passLoads(): void {
    const { least, lower, upper } = this.#coupled.rows
    const limited = [...this.#boxOf.keys()].filter((at) => this.#boxOf[at]! >= 0)
    const rows = limited.map((at) => this.#boxes.rowOf(this.#boxOf[at]!))
    this.#model.setRows(
      Int32Array.from(rows, ({ row }) => row),
      Float64Array.from(limited, (at, index) =>
        least[at]! < 0 ? (lower[at]! - this.#load[at]!) * rows[index]!.factor : Number.NEGATIVE_INFINITY
      ),
      Float64Array.from(limited, (at, index) => (upper[at]! - this.#load[at]!) * rows[index]!.factor)
    )
    this.#loadChanged = false
  }

  /** Solves what is there. Infeasible says that somebody must be placed and cannot be. */
  solve(timeLeftMs: number): MasterAnswer | "infeasible" | "time" {
    if (this.#loadChanged) this.#passLoads()
    const optimum = this.#model.solve(timeLeftMs)
    if (optimum === "infeasible" || optimum === "time") return optimum
    return {
      optimum,
      price: Float64Array.from(this.#boxOf, (box) => (box < 0 ? 0 : this.#boxes.priceIn(optimum, box))),
      separate: [...this.#separateRows.values()].flatMap(({ box, region, set }) => {
        const price = this.#boxes.priceIn(optimum, box)
        return price > 0 ? [{ set, region, amounts: [price] }] : []
      }),
      worth: Float64Array.from(this.#unitRow, (row) => (row < 0 ? Number.NaN : optimum.duals[row]!))
    }
  }

  /** Widens the boxes that an answer used; returns how many there were, and the widest reach, per person. */
  widen({ optimum }: MasterAnswer): { readonly used: number; readonly reach: number } {
    return this.#boxes.widen(optimum)
  }

  /** From now on the columns themselves must keep every row. */
  stopTrading(): void {
    this.#boxes.stopTrading()
  }

  /** Takes notice that capacities, values or who must be placed have changed, and begins again around these prices. */
  refresh(price: Float64Array, separate: ReadonlyArray<SetPrice>): void {
    const columns: Array<number> = []
    const upper: Array<number> = []
    this.#eachPlace((column, members, picks) => {
      columns.push(column)
      upper.push(this.#mayTake(members, picks) ? 1 : 0)
    })
    this.#model.setUpper(Int32Array.from(columns), Float64Array.from(upper))
    this.#loadChanged = true
    const middles = new Map<number, number>()
    for (const [at, box] of this.#boxOf.entries()) middles.set(box, price[at]!)
    for (const { amounts, region, set } of separate) middles.set(this.#separateBox(set, region), amounts[0]!)
    this.#boxes.recentre((box) => middles.get(box) ?? 0)
  }

  /** Adds the shares of the units in the master to `share`. */
  addShares({ optimum: { values } }: MasterAnswer, share: Map<number, number>): void {
    this.#eachPlace((column, _, picks) => {
      if (values[column]! > nothing) for (const k of picks) share.set(k, (share.get(k) ?? 0) + values[column]!)
    })
  }
}
