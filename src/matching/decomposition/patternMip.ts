/**
 * The best plan made of given patterns, by HiGHS: one pattern for each location at most, each household once or unplaced,
 * and every row that ties locations together (C4, C5, C6, O1). What it proves holds for these patterns only.
 */
import type { Highs } from "highs"
import { secondsOf } from "../highs/matrix.ts"
import { choiceOf } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import type { Formulation } from "../solver/formulation.ts"
import type { PatternPool } from "./patterns.ts"

export interface PatternProblem {
  readonly formulation: Formulation
  readonly pool: PatternPool
  /** Patterns to choose from; those of `start` among them. */
  readonly patterns: ReadonlyArray<number>
  readonly start: Assignment
  readonly seed: number
  readonly timeLimitMs: number
  readonly nodeLimit: number
}

export interface PatternAnswer {
  readonly plan: Assignment | undefined
  /** No other plan of these patterns is worth more. */
  readonly exhausted: boolean
  readonly nodes: number
}

/** The rows of the formulation that no single location can keep, counted from 0. */
function tyingRows({ rows }: Formulation): ReadonlyMap<number, number> {
  const own = new Set(["Once", "Capacity", "Minimum"])
  const tying = new Map<number, number>()
  for (const [row, { _tag }] of rows.entries()) if (!own.has(_tag)) tying.set(row, tying.size)
  return tying
}

/** A sparse matrix by columns. */
class Columns {
  readonly cost: Array<number> = []
  readonly upper: Array<number> = []
  readonly starts: Array<number> = [0]
  readonly indices: Array<number> = []
  readonly values: Array<number> = []

  push(worth: number, most: number, entries: ReadonlyMap<number, number>): void {
    this.cost.push(worth)
    this.upper.push(most)
    for (const [row, coefficient] of entries) {
      this.indices.push(row)
      this.values.push(coefficient)
    }
    this.starts.push(this.indices.length)
  }
}

const plus = (entries: Map<number, number>, row: number, coefficient: number): void => {
  entries.set(row, (entries.get(row) ?? 0) + coefficient)
}

/** Columns of the problem: each household unplaced, then each pattern. Worth in units of the objective times `factor`. */
function columnsOf({ formulation, patterns, pool }: PatternProblem, factor: number): Columns {
  const { choices, must, objective } = formulation
  const { households, locations } = choices.instance
  const first = households.length + locations.length
  const tying = tyingRows(formulation)
  const columns = new Columns()
  for (let h = 0; h < households.length; h++) {
    const entries = new Map([[h, 1]])
    const { coefficients, rows } = formulation.unplacedColumn(h)
    for (const [at, row] of rows.entries()) {
      const tied = tying.get(row)
      if (tied !== undefined) plus(entries, first + tied, coefficients[at]!)
    }
    columns.push(objective.unplaced[h]! * factor, must[h] === 1 ? 0 : 1, entries)
  }
  for (const p of patterns) {
    const m = pool.location[p]!
    const entries = new Map([[households.length + m, 1]])
    for (let at = pool.start[p]!; at < pool.start[p + 1]!; at++) {
      const h = pool.household[at]!
      plus(entries, h, 1)
      if (tying.size === 0) continue
      const { coefficients, rows } = formulation.choiceColumn(h, choiceOf(choices, h, m))
      for (const [entry, row] of rows.entries()) {
        const tied = tying.get(row)
        if (tied !== undefined) plus(entries, first + tied, coefficients[entry]!)
      }
    }
    columns.push(pool.worthOf(p, objective) * factor, 1, entries)
  }
  return columns
}

/** Column values of a plan. */
function valuesOf({ formulation, patterns, pool, start }: PatternProblem): Float64Array {
  const households = start.length
  const values = new Float64Array(households + patterns.length)
  const size = new Int32Array(formulation.choices.instance.locations.length)
  for (const [h, m] of start.entries()) {
    if (m === unplaced) values[h] = 1
    else size[m]!++
  }
  for (const [at, p] of patterns.entries()) {
    const m = pool.location[p]!
    const set = pool.household.subarray(pool.start[p], pool.start[p + 1])
    if (set.length === size[m] && set.every((h) => start[h] === m)) values[households + at] = 1
  }
  return values
}

function planOf({ formulation, patterns, pool }: PatternProblem, values: Float64Array): Assignment | undefined {
  const { choices, objective, targets } = formulation
  const plan = new Int32Array(choices.instance.households.length).fill(unplaced)
  for (const [at, p] of patterns.entries()) {
    if (values[plan.length + at]! < 0.5) continue
    for (const h of pool.household.subarray(pool.start[p], pool.start[p + 1])) plan[h] = pool.location[p]!
  }
  return isAcceptable(choices, objective, targets, plan) ? plan : undefined
}

/** Solves the problem. A plan the referee rejects is not returned. */
export function solvePatterns(highs: Highs, problem: PatternProblem, unit: number): PatternAnswer {
  const { formulation } = problem
  const columns = columnsOf(problem, 1 / unit)
  const { households, locations } = formulation.choices.instance
  const tied = [...tyingRows(formulation).keys()]
  const count = columns.cost.length
  const numRows = households.length + locations.length + tied.length
  const once = households.map(() => 1)
  const model = highs.createModel({
    numCols: count,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.cost,
    colLower: new Float64Array(count),
    colUpper: columns.upper,
    rowLower: [
      ...once,
      ...locations.map(() => Number.NEGATIVE_INFINITY),
      ...tied.map((row) => formulation.lower[row]!)
    ],
    rowUpper: [...once, ...locations.map(() => 1), ...tied.map((row) => formulation.upper[row]!)],
    matrix: {
      format: "csc",
      numRows,
      numCols: count,
      starts: columns.starts,
      indices: columns.indices,
      values: columns.values
    },
    integrality: new Int32Array(count).fill(1)
  })
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-7,
      random_seed: problem.seed,
      time_limit: secondsOf(problem.timeLimitMs),
      mip_max_nodes: Math.min(Math.max(0, problem.nodeLimit), 2 ** 31 - 1)
    })
    model.setSolution({ colValue: valuesOf(problem) })
    model.run()
    const { modelStatus, solutionStatus } = highs.constants
    const feasible = model.info.get("primal_solution_status") === solutionStatus.feasible
    return {
      plan: feasible ? planOf(problem, model.getSolution().colValue) : undefined,
      exhausted: model.getModelStatus() === modelStatus.optimal,
      nodes: Math.max(0, Number(model.info.get("mip_node_count")))
    }
  } finally {
    model.dispose()
  }
}
