/** Rows and columns of a formulation in the shape HiGHS takes, and back. Amounts are scaled to numbers it works well with. */
import type { Highs, Model } from "highs"
import type { Objective } from "../instance/objectives.ts"
import type { Column, Formulation } from "../solver/formulation.ts"

/**
 * What one unit of an objective becomes inside HiGHS: at least 1e-5, well above its tolerances, so that two plans one unit
 * apart stay two plans; amounts with few units are passed as they are.
 */
export function factorOf(objective: Objective): number {
  return Math.max(1 / objective.scale, 1e-5)
}

const integer = 1
const continuous = 0

/** A sparse matrix by columns, grown one column at a time. */
export class ColumnList {
  readonly cost: Array<number> = []
  readonly lower: Array<number> = []
  readonly upper: Array<number> = []
  readonly starts: Array<number> = [0]
  readonly indices: Array<number> = []
  readonly values: Array<number> = []
  readonly integrality: Array<number> = []
  readonly #factor: number
  readonly #rowFactor: ReadonlyArray<number>

  constructor(factor: number, rowFactor: ReadonlyArray<number>) {
    this.#factor = factor
    this.#rowFactor = rowFactor
  }

  get size(): number {
    return this.cost.length
  }

  push(column: Column, kind: "whole" | "any"): void {
    this.cost.push(column.worth * this.#factor)
    this.lower.push(column.lower)
    this.upper.push(column.upper)
    this.integrality.push(kind === "whole" ? integer : continuous)
    for (const [at, row] of column.rows.entries()) {
      this.indices.push(row)
      this.values.push(column.coefficients[at]! * this.#rowFactor[row]!)
    }
    this.starts.push(this.indices.length)
  }
}

/** Factor of every row: only the rows of earlier objectives are scaled, as those objectives are. */
export function rowFactors(formulation: Formulation): ReadonlyArray<number> {
  const factors = new Array<number>(formulation.rows.length).fill(1)
  for (const [l, row] of formulation.targetRow.entries())
    if (row >= 0) factors[row] = factorOf(formulation.targets[l]!.objective)
  return factors
}

interface RowBounds {
  readonly lower: ReadonlyArray<number>
  readonly upper: ReadonlyArray<number>
}

export function scaledRows({ lower, upper }: Formulation, factors: ReadonlyArray<number>): RowBounds {
  return {
    lower: lower.map((value, row) => value * factors[row]!),
    upper: upper.map((value, row) => value * factors[row]!)
  }
}

/** A model that maximises; whoever asks for it disposes of it. */
export function createModel(
  highs: Highs,
  columns: ColumnList,
  rows: RowBounds,
  kind: "relaxed" | "whole",
  options: Readonly<Record<string, number | string | boolean>>
): Model {
  const model = highs.createModel({
    numCols: columns.size,
    numRows: rows.lower.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.cost,
    colLower: columns.lower,
    colUpper: columns.upper,
    rowLower: rows.lower,
    rowUpper: rows.upper,
    matrix: {
      format: "csc",
      numRows: rows.lower.length,
      numCols: columns.size,
      starts: columns.starts,
      indices: columns.indices,
      values: columns.values
    },
    ...(kind === "whole" && { integrality: Int32Array.from(columns.integrality) })
  })
  try {
    model.options.set({ output_flag: false, ...options })
    return model
  } catch (error) {
    model.dispose()
    throw error
  }
}

/** Appends the columns of `columns` from `from` on to a model built from the earlier ones. */
export function appendColumns(model: Model, columns: ColumnList, from: number, rows: number): void {
  const first = columns.starts[from]!
  model.addCols({
    cost: Float64Array.from(columns.cost.slice(from)),
    lower: Float64Array.from(columns.lower.slice(from)),
    upper: Float64Array.from(columns.upper.slice(from)),
    matrix: {
      format: "csc",
      numRows: rows,
      numCols: columns.size - from,
      starts: Int32Array.from(columns.starts.slice(from), (start) => start - first),
      indices: Int32Array.from(columns.indices.slice(first)),
      values: Float64Array.from(columns.values.slice(first))
    }
  })
}

/** HiGHS wants seconds, and finite ones. */
export function secondsOf(timeMs: number): number {
  return Math.min(timeMs / 1000, 1e7)
}
