/**
 * A linear programme in HiGHS that grows: rows and columns are collected and passed on together before it is solved, from
 * the basis it had. Knows nothing of households. Worth is maximised and counted in units of the objective.
 */
import type { Highs, Model, ModelStatusCode } from "highs"
import { secondsOf } from "../highs/matrix.ts"

/** How HiGHS is asked to solve: as it likes, then without presolve, then by the primal simplex method. */
const ways = [
  { presolve: "choose", simplex_strategy: 0 },
  { presolve: "off", simplex_strategy: 1 },
  { presolve: "off", simplex_strategy: 4 }
] as const

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

/** The optimum: its worth, the columns' values, and what one more unit of each row is worth. */
export interface Optimum {
  readonly worth: number
  readonly values: Float64Array
  readonly duals: Float64Array
}

export class GrowingModel {
  readonly #highs: Highs
  readonly #model: Model
  /** What one unit of worth is inside HiGHS. */
  readonly #factor: number
  #pending = nonePending()
  #rows = 0
  #columns = 0

  constructor(highs: Highs, factor: number) {
    this.#highs = highs
    this.#factor = factor
    this.#model = highs.createModel()
    this.#model.options.set({ output_flag: false })
    this.#model.changeObjectiveSense(highs.constants.objectiveSense.maximize)
  }

  dispose(): void {
    this.#model.dispose()
  }

  get columns(): number {
    return this.#columns
  }

  addRow(lower: number, upper: number): number {
    this.#pending.rowLower.push(lower)
    this.#pending.rowUpper.push(upper)
    return this.#rows++
  }

  /** A column from 0 to `upper`. */
  addColumn(worth: number, upper: number, rows: ReadonlyArray<number>, uses: ReadonlyArray<number>): number {
    this.#pending.cost.push(worth * this.#factor)
    this.#pending.upper.push(upper)
    this.#pending.indices.push(...rows)
    this.#pending.values.push(...uses)
    this.#pending.starts.push(this.#pending.indices.length)
    return this.#columns++
  }

  setRows(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    this.#flush()
    if (rows.length > 0) this.#model.changeRowsBounds({ kind: "set", indices: rows }, lower, upper)
  }

  setUpper(columns: Int32Array, upper: Float64Array): void {
    this.#flush()
    const lower = new Float64Array(columns.length)
    if (columns.length > 0) this.#model.changeColsBounds({ kind: "set", indices: columns }, lower, upper)
  }

  setWorth(columns: Int32Array, worth: Float64Array): void {
    this.#flush()
    const cost = worth.map((amount) => amount * this.#factor)
    if (columns.length > 0) this.#model.changeColsCost({ kind: "set", indices: columns }, cost)
  }

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
    if (newRows + newColumns > 0) this.#pending = nonePending()
  }

  /** A basis carried over many changes can be beyond repair; slower ways that end otherwise are tried in turn. */
  #run(timeLeftMs: number): ModelStatusCode {
    const { infeasible, optimal, timeLimit } = this.#highs.constants.modelStatus
    this.#model.options.set("time_limit", this.#model.getRunTime() + secondsOf(timeLeftMs))
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

  /** Solves what is there. Throws when HiGHS fails. */
  solve(timeLeftMs: number): Optimum | "infeasible" | "time" {
    this.#flush()
    if (this.#columns === 0) return { worth: 0, values: new Float64Array(0), duals: new Float64Array(this.#rows) }
    const { infeasible, optimal, timeLimit } = this.#highs.constants.modelStatus
    const status = this.#run(timeLeftMs)
    if (status === timeLimit) return "time"
    if (status === infeasible) return "infeasible"
    if (status !== optimal) throw new Error(`HiGHS ended a relaxation with status ${status}.`)
    const { colValue, rowDual } = this.#model.getSolution()
    const worth = this.#model.getObjectiveValue() / this.#factor
    return { worth, values: colValue, duals: rowDual.map((dual) => dual / this.#factor) }
  }
}
