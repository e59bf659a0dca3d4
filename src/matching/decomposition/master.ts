/**
 * The restricted master problem in HiGHS: some units (a household, or a linked set as one), some of their places as columns,
 * and the coupling rows less what fixed households use of them. Each row can be bought from and sold to at the edges of a
 * box around its price: that keeps the problem feasible and its duals from jumping. Where a row uses that, the box is set
 * around the new price and made wider, so in the end none is used and the box does not matter.
 */
import type { Highs, Model, ModelStatusCode } from "highs"
import { factorOf, secondsOf } from "../highs/matrix.ts"
import type { SetPrice } from "../referee/bound.ts"
import { weightOf } from "./couplingRows.ts"
import { type Coupled, stayUnplaced } from "./nearChoices.ts"

/** What HiGHS found: all amounts in units of the objective. */
export interface MasterAnswer {
  readonly value: number
  /** Price of each coupling row. */
  readonly price: Float64Array
  /** Price of each row of a separate set, in the order in which `separateRows` lists them. */
  readonly separate: Float64Array
  /** What each unit in the master is worth, by unit. */
  readonly worth: Float64Array
  readonly values: Float64Array
}

/** The households of a unit. */
type Households = Int32Array | ReadonlyArray<number>

/** The value of a choice that was closed after the problem was made. */
const closed = Number.NEGATIVE_INFINITY

/** A row of a separate set in a region (C5). */
interface SeparateRow {
  readonly set: number
  readonly region: number
  readonly box: number
}

/** How HiGHS is asked to solve: as it likes, then without presolve, then by the primal simplex method. */
const ways = [
  { presolve: "choose", simplex_strategy: 0 },
  { presolve: "off", simplex_strategy: 1 },
  { presolve: "off", simplex_strategy: 4 }
] as const

/** Activity below this is none. */
const nothing = 1e-9
/** How much wider a box becomes when it was used. */
const wider = 8

interface Pending {
  readonly rowLower: Array<number>
  readonly rowUpper: Array<number>
  readonly cost: Array<number>
  readonly upper: Array<number>
  readonly starts: Array<number>
  readonly indices: Array<number>
  readonly values: Array<number>
}

const nonePending = (): Pending => ({
  rowLower: [],
  rowUpper: [],
  cost: [],
  upper: [],
  starts: [0],
  indices: [],
  values: []
})

/** A row that can be bought from and sold to: its price range, the middle and half width of its box, and its columns. */
interface Box {
  readonly row: number
  readonly factor: number
  readonly least: number
  readonly most: number
  readonly persons: number
  middle: number
  reach: number
  readonly buy: number
  readonly sell: number
}

/** What one unit costs when bought and brings when sold: the edges of the box, or the ends of the price range. */
function edgesOf({ least, middle, most, reach }: Box): readonly [buy: number, sell: number] {
  return [Math.min(most, middle + reach), Math.max(least, middle - reach)]
}

export class Master {
  readonly #highs: Highs
  readonly #coupled: Coupled
  readonly #factor: number
  readonly #model: Model
  #pending = nonePending()
  #rows = 0
  #columns = 0
  /** What fixed households use of the coupling rows. */
  readonly #load: Float64Array
  #loadChanged = false
  #trading = true
  readonly #boxes: Array<Box> = []
  /** Box of each coupling row, -1 where the row cannot bind. */
  readonly #boxOf: Int32Array
  readonly #setsOf: ReadonlyMap<number, ReadonlyArray<number>>
  readonly #separateBox = new Map<number, number>()
  readonly separateRows: Array<SeparateRow> = []
  readonly #reach: number
  /** Row of each unit, -1 where it is not in the master. */
  readonly #unitRow: Int32Array
  /** Choices of each column: those of #picks from #pickStart[column]. */
  readonly #pickStart: Array<number> = [0]
  readonly #picks: Array<number> = []
  /** Households of each column, none for those of a box. */
  readonly #membersOf: Array<Households | undefined> = []
  readonly #present: Uint8Array
  readonly #joint = new Set<string>()

  constructor(highs: Highs, coupled: Coupled, price: Float64Array, reach: number) {
    const { instance, location } = coupled.choices
    this.#highs = highs
    this.#coupled = coupled
    this.#factor = factorOf(coupled.objective)
    this.#reach = reach
    this.#load = new Float64Array(coupled.rows.count)
    this.#unitRow = new Int32Array(instance.households.length + instance.linked.length).fill(-1)
    this.#present = new Uint8Array(location.length)
    const setsOf = new Map<number, Array<number>>()
    for (const [set, members] of instance.separate.entries())
      for (const h of members) setsOf.set(h, [...(setsOf.get(h) ?? []), set])
    this.#setsOf = setsOf
    this.#model = highs.createModel()
    this.#model.options.set({ output_flag: false })
    this.#model.changeObjectiveSense(highs.constants.objectiveSense.maximize)
    this.#boxOf = this.#addCouplingRows(price)
  }

  dispose(): void {
    this.#model.dispose()
  }

  #addRow(lower: number, upper: number): number {
    this.#pending.rowLower.push(lower)
    this.#pending.rowUpper.push(upper)
    return this.#rows++
  }

  #addColumn(worth: number, upper: number, rows: ReadonlyArray<number>, uses: ReadonlyArray<number>): number {
    const { cost, indices, starts, upper: uppers, values } = this.#pending
    cost.push(worth * this.#factor)
    uppers.push(upper)
    indices.push(...rows)
    values.push(...uses)
    starts.push(indices.length)
    this.#pickStart.push(this.#picks.length)
    return this.#columns++
  }

  #addBox(row: number, factor: number, least: number, most: number, persons: number, middle: number): number {
    const reach = this.#trading ? this.#reach * persons : Number.POSITIVE_INFINITY
    const [buy, sell] = [this.#columns, this.#columns + 1]
    const box = { row, factor, least, most, persons, middle, reach, buy, sell }
    const [buyPrice, sellPrice] = edgesOf(box)
    const open = (price: number): number => (Number.isFinite(price) ? Number.POSITIVE_INFINITY : 0)
    this.#addColumn(Number.isFinite(buyPrice) ? -buyPrice : 0, open(buyPrice), [row], [-factor])
    this.#addColumn(Number.isFinite(sellPrice) ? sellPrice : 0, open(sellPrice), [row], [factor])
    return this.#boxes.push(box) - 1
  }

  /** Rows that nothing can use are left out. */
  #addCouplingRows(price: Float64Array): Int32Array {
    const { rows, targets } = this.#coupled
    const { firstGroup, firstTarget, least, lower, most, persons, upper } = rows
    const boxOf = new Int32Array(rows.count).fill(-1)
    for (let at = 0; at < rows.count; at++) {
      const rewarded = least[at]! < 0
      if (!rewarded && !(most[at]! > 0 && (at >= firstGroup || upper[at]! > 0 || Number.isFinite(most[at]!)))) continue
      const target = targets[at - firstTarget]
      const factor = target === undefined ? 1 : factorOf(target.objective)
      const row = this.#addRow(rewarded ? lower[at]! * factor : Number.NEGATIVE_INFINITY, upper[at]! * factor)
      boxOf[at] = this.#addBox(row, factor, least[at]!, most[at]!, persons[at]!, price[at]!)
    }
    return boxOf
  }

  has(unit: number): boolean {
    return this.#unitRow[unit]! >= 0
  }

  /** Takes a unit in; its columns follow. */
  addUnit(unit: number): void {
    this.#unitRow[unit] = this.#addRow(1, 1)
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

  #separateBoxOf(set: number, region: number): Box {
    const key = this.#keyOf(set, region)
    const known = this.#separateBox.get(key)
    if (known !== undefined) return this.#boxes[known]!
    const row = this.#addRow(Number.NEGATIVE_INFINITY, 1)
    const box = this.#addBox(row, 1, 0, Number.POSITIVE_INFINITY, 1, 0)
    this.#separateBox.set(key, box)
    this.separateRows.push({ set, region, box })
    return this.#boxes[box]!
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
    const add = (row: number, amount: number): void => {
      uses.set(row, (uses.get(row) ?? 0) + amount)
    }
    let worth = 0
    for (const [index, k] of picks.entries()) {
      const h = households[index]!
      if (k === stayUnplaced) {
        worth += objective.unplaced[h]!
        continue
      }
      if (picks.length === 1) this.#present[k] = 1
      worth += objective.value[k]!
      this.#eachUse(h, k, (at, amount) => {
        const box = this.#boxes[this.#boxOf[at]!]
        if (box !== undefined) add(box.row, amount * box.factor)
      })
      for (const set of this.#setsOf.get(h) ?? [])
        add(this.#separateBoxOf(set, choices.instance.region[choices.location[k]!]!).row, 1)
    }
    this.#membersOf[this.#columns] = households
    this.#addColumn(worth, 1, [...uses.keys()], [...uses.values()])
    for (const k of picks) if (k !== stayUnplaced) this.#picks.push(k)
    this.#pickStart[this.#columns] = this.#picks.length
    return true
  }

  /** Passes on to HiGHS what was added since. */
  #flush(): void {
    const { cost, indices, rowLower, rowUpper, starts, upper, values } = this.#pending
    const [newRows, newColumns] = [rowLower.length, cost.length]
    if (newRows > 0) {
      this.#model.addRows({
        lower: Float64Array.from(rowLower),
        upper: Float64Array.from(rowUpper),
        matrix: {
          format: "csr",
          numRows: newRows,
          numCols: this.#columns - newColumns,
          starts: new Int32Array(newRows + 1),
          indices: new Int32Array(0),
          values: new Float64Array(0)
        }
      })
    }
    if (newColumns > 0) {
      this.#model.addCols({
        cost: Float64Array.from(cost),
        lower: new Float64Array(newColumns),
        upper: Float64Array.from(upper),
        matrix: {
          format: "csc",
          numRows: this.#rows,
          numCols: newColumns,
          starts: Int32Array.from(starts),
          indices: Int32Array.from(indices),
          values: Float64Array.from(values)
        }
      })
    }
    this.#pending = nonePending()
    if (this.#loadChanged) this.#passLoads()
  }

  #passLoads(): void {
    const { rows } = this.#coupled
    const index: Array<number> = []
    const lower: Array<number> = []
    const upper: Array<number> = []
    for (let at = 0; at < rows.count; at++) {
      const box = this.#boxes[this.#boxOf[at]!]
      if (box === undefined) continue
      index.push(box.row)
      const load = this.#load[at]!
      lower.push(rows.least[at]! < 0 ? (rows.lower[at]! - load) * box.factor : Number.NEGATIVE_INFINITY)
      upper.push((rows.upper[at]! - load) * box.factor)
    }
    this.#model.changeRowsBounds(
      { kind: "set", indices: Int32Array.from(index) },
      Float64Array.from(lower),
      Float64Array.from(upper)
    )
    this.#loadChanged = false
  }

  /** A basis carried over many changes can be beyond repair; slower ways that end otherwise are tried in turn. */
  #run(): ModelStatusCode {
    const { infeasible, optimal, timeLimit } = this.#highs.constants.modelStatus
    if (this.#columns === 0) return optimal
    let status: ModelStatusCode | undefined
    for (const way of ways) {
      if (status !== undefined) this.#model.clearSolver()
      this.#model.options.set(way)
      this.#model.run()
      status = this.#model.getModelStatus()
      if (status === optimal || status === timeLimit || status === infeasible) break
    }
    this.#model.options.set(ways[0]!)
    return status!
  }

  /** Solves what is there; throws when HiGHS fails. Infeasible says that somebody must be placed and cannot be. */
  solve(timeLeftMs: number): MasterAnswer | "infeasible" | "time" {
    this.#flush()
    const { modelStatus } = this.#highs.constants
    this.#model.options.set("time_limit", this.#model.getRunTime() + secondsOf(timeLeftMs))
    const status = this.#run()
    if (status === modelStatus.timeLimit) return "time"
    if (status === modelStatus.infeasible) return "infeasible"
    if (status !== modelStatus.optimal) throw new Error(`HiGHS ended a relaxation with status ${status}.`)
    const nobody = { colValue: new Float64Array(0), rowDual: new Float64Array(this.#rows) }
    const { colValue, rowDual } = this.#columns === 0 ? nobody : this.#model.getSolution()
    const { least, most } = this.#coupled.rows
    const unit = (box: Box): number => (rowDual[box.row]! * box.factor) / this.#factor
    return {
      value: this.#columns === 0 ? 0 : this.#model.getObjectiveValue() / this.#factor,
      price: Float64Array.from(this.#boxOf, (box, at) =>
        box < 0 ? 0 : Math.max(least[at]!, Math.min(most[at]!, unit(this.#boxes[box]!)))
      ),
      separate: Float64Array.from(this.separateRows, ({ box }) => Math.max(0, unit(this.#boxes[box]!))),
      worth: Float64Array.from(this.#unitRow, (row) => (row < 0 ? Number.NaN : rowDual[row]! / this.#factor)),
      values: colValue
    }
  }

  /** Passes the edges of boxes on to HiGHS. An edge that is nowhere closes its column. */
  #passBoxes(boxes: ReadonlyArray<Box>): void {
    if (boxes.length === 0) return
    const columns = Int32Array.from(boxes.flatMap(({ buy, sell }) => [buy, sell]))
    const edges = boxes.flatMap(edgesOf)
    const costs = edges.map((price, at) =>
      Number.isFinite(price) ? (at % 2 === 0 ? -price : price) * this.#factor : 0
    )
    const upper = edges.map((price) => (Number.isFinite(price) ? Number.POSITIVE_INFINITY : 0))
    this.#model.changeColsCost({ kind: "set", indices: columns }, costs)
    this.#model.changeColsBounds({ kind: "set", indices: columns }, new Float64Array(columns.length), upper)
  }

  /** Sets all boxes around these prices, with a reach as at first. */
  recentre(price: Float64Array, separate: ReadonlyArray<SetPrice>): void {
    const known = new Map(separate.map(({ amounts, region, set }) => [this.#keyOf(set, region), amounts[0]!]))
    for (const [at, index] of this.#boxOf.entries()) if (index >= 0) this.#boxes[index]!.middle = price[at]!
    for (const { box, region, set } of this.separateRows)
      this.#boxes[box]!.middle = known.get(this.#keyOf(set, region)) ?? 0
    if (this.#trading) for (const box of this.#boxes) box.reach = this.#reach * box.persons
    this.#passBoxes(this.#boxes)
  }

  /** Takes notice that capacities, values or who must be placed have changed. */
  refresh(): void {
    const { objective, must } = this.#coupled
    this.#flush()
    this.#loadChanged = true
    const open = new Float64Array(this.#columns)
    const columns: Array<number> = []
    for (let column = 0; column < this.#columns; column++) {
      const members = this.#membersOf[column]
      if (members === undefined) continue
      const [from, to] = [this.#pickStart[column]!, this.#pickStart[column + 1]!]
      let isOpen = from < to || members.every((h) => must[h] !== 1)
      for (let at = from; at < to; at++) if (objective.value[this.#picks[at]!] === closed) isOpen = false
      open[columns.push(column) - 1] = isOpen ? 1 : 0
    }
    this.#model.changeColsBounds(
      { kind: "set", indices: Int32Array.from(columns) },
      new Float64Array(columns.length),
      open.slice(0, columns.length)
    )
  }

  /** Sets the boxes that an answer used around its prices, and wider; returns how many there were, and the widest reach. */
  widen({ price, separate, values }: MasterAnswer): { readonly used: number; readonly reach: number } {
    const used: Array<Box> = []
    let reach = 0
    const look = (index: number, middle: number): void => {
      const box = this.#boxes[index]!
      const [buyPrice, sellPrice] = edgesOf(box)
      const bought = values[box.buy]! > nothing && buyPrice < box.most
      const sold = values[box.sell]! > nothing && sellPrice > box.least
      if (!bought && !sold) return
      box.middle = middle
      box.reach *= wider
      reach = Math.max(reach, box.reach / box.persons)
      used.push(box)
    }
    for (const [at, box] of this.#boxOf.entries()) if (box >= 0) look(box, price[at]!)
    for (const [at, { box }] of this.separateRows.entries()) look(box, separate[at]!)
    this.#passBoxes(used)
    return { used: used.length, reach }
  }

  /** From now on nothing is bought or sold but at what the problem itself charges: the columns must keep every row. */
  stopTrading(): void {
    this.#flush()
    this.#trading = false
    for (const box of this.#boxes) box.reach = Number.POSITIVE_INFINITY
    this.#passBoxes(this.#boxes)
  }

  /** Adds the shares of the units in the master to `share`. */
  addShares({ values }: MasterAnswer, share: Map<number, number>): void {
    for (let column = 0; column < this.#columns; column++) {
      const value = values[column]!
      if (value <= nothing) continue
      for (let at = this.#pickStart[column]!; at < this.#pickStart[column + 1]!; at++) {
        const k = this.#picks[at]!
        share.set(k, (share.get(k) ?? 0) + value)
      }
    }
  }
}
