/**
 * The best plan made of given patterns, by HiGHS: one pattern for each location at most, each household once or unplaced,
 * and every row that ties locations together (C4, C5, C6, O1). What it proves holds for these patterns only.
 */
import type { Highs } from "highs"
import { factorOf, secondsOf } from "../highs/matrix.ts"
import { choiceOf } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import type { Formulation } from "../solver/formulation.ts"
import type { PatternPool } from "./patterns.ts"

export interface PatternProblem {
  readonly formulation: Formulation
  readonly pool: PatternPool
  /** Patterns to choose from, of any locations; those of `start` among them. */
  readonly patterns: ReadonlyArray<number>
  /** Households whose place is decided, ascending; all others stay where `start` has them. */
  readonly households: ReadonlyArray<number>
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

/** Part of a unit by which plan and bound may differ when the plan is the best. */
const closeEnough = 0.9

/** Rows: each household once, each location one pattern, then the rows that no single location can keep. */
interface Rows {
  readonly household: ReadonlyMap<number, number>
  readonly location: ReadonlyMap<number, number>
  /** From a row of the formulation to a row here. */
  readonly tying: ReadonlyMap<number, number>
  readonly count: number
}

const ofOneLocation = new Set(["Once", "Capacity", "Minimum"])

function rowsOf({ formulation, households, patterns, pool }: PatternProblem): Rows {
  let count = 0
  const number = (keys: Iterable<number>): ReadonlyMap<number, number> =>
    new Map([...new Set(keys)].map((key) => [key, count++]))
  const household = number(households)
  const location = number(patterns.map((p) => pool.location[p]!))
  const tying = number(formulation.rows.flatMap(({ _tag }, row) => (ofOneLocation.has(_tag) ? [] : [row])))
  return { household, location, tying, count }
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

/** Adds what a household does in the tying rows where m is its place, or where it has none. */
function tie({ formulation }: PatternProblem, rows: Rows, h: number, m: number, entries: Map<number, number>): void {
  if (rows.tying.size === 0) return
  const { choices } = formulation
  const column = m === unplaced ? formulation.unplacedColumn(h) : formulation.choiceColumn(h, choiceOf(choices, h, m))
  for (const [at, row] of column.rows.entries()) {
    const tied = rows.tying.get(row)
    if (tied !== undefined) entries.set(tied, (entries.get(tied) ?? 0) + column.coefficients[at]!)
  }
}

/** Columns of the problem: each household unplaced, then each pattern. */
function columnsOf(problem: PatternProblem, rows: Rows): Columns {
  const { formulation, households, patterns, pool } = problem
  const { must, objective } = formulation
  const factor = factorOf(objective)
  const columns = new Columns()
  for (const h of households) {
    const entries = new Map([[rows.household.get(h)!, 1]])
    tie(problem, rows, h, unplaced, entries)
    columns.push(objective.unplaced[h]! * factor, must[h] === 1 ? 0 : 1, entries)
  }
  for (const p of patterns) {
    const m = pool.location[p]!
    const entries = new Map([[rows.location.get(m)!, 1]])
    for (const h of pool.households(p)) {
      entries.set(rows.household.get(h)!, 1)
      tie(problem, rows, h, m, entries)
    }
    columns.push(pool.worthOf(p, objective) * factor, 1, entries)
  }
  return columns
}

/** What the households that stay where they are do in the tying rows. */
function activityOfOthers(problem: PatternProblem, rows: Rows): ReadonlyMap<number, number> {
  const activity = new Map<number, number>()
  if (rows.tying.size > 0)
    for (const [h, m] of problem.start.entries()) if (!rows.household.has(h)) tie(problem, rows, h, m, activity)
  return activity
}

/** Column values of the plan to start from. */
function valuesOf({ households, patterns, pool, start }: PatternProblem): Float64Array {
  const values = new Float64Array(households.length + patterns.length)
  const size = new Map<number, number>()
  for (const [at, h] of households.entries()) {
    const m = start[h]!
    if (m === unplaced) values[at] = 1
    else size.set(m, (size.get(m) ?? 0) + 1)
  }
  for (const [at, p] of patterns.entries()) {
    const m = pool.location[p]!
    const set = pool.households(p)
    if (set.length === size.get(m) && set.every((h) => start[h] === m)) values[households.length + at] = 1
  }
  return values
}

function planOf(problem: PatternProblem, values: Float64Array): Assignment | undefined {
  const { formulation, households, patterns, pool } = problem
  const { choices, objective, targets } = formulation
  const plan = problem.start.slice()
  for (const h of households) plan[h] = unplaced
  for (const [at, p] of patterns.entries()) {
    if (values[households.length + at]! < 0.5) continue
    for (const h of pool.households(p)) plan[h] = pool.location[p]!
  }
  return isAcceptable(choices, objective, targets, plan) ? plan : undefined
}

/** Solves the problem. A plan the referee rejects is not returned. */
export function solvePatterns(highs: Highs, problem: PatternProblem): PatternAnswer {
  const { lower, objective, upper } = problem.formulation
  const rows = rowsOf(problem)
  const columns = columnsOf(problem, rows)
  const others = activityOfOthers(problem, rows)
  const tied = [...rows.tying]
  const once = problem.households.map(() => 1)
  const count = columns.cost.length
  const model = highs.createModel({
    numCols: count,
    numRows: rows.count,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.cost,
    colLower: new Float64Array(count),
    colUpper: columns.upper,
    rowLower: [
      ...once,
      ...[...rows.location].map(() => Number.NEGATIVE_INFINITY),
      ...tied.map(([row, here]) => lower[row]! - (others.get(here) ?? 0))
    ],
    rowUpper: [
      ...once,
      ...[...rows.location].map(() => 1),
      ...tied.map(([row, here]) => upper[row]! - (others.get(here) ?? 0))
    ],
    matrix: {
      format: "csc",
      numRows: rows.count,
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
      mip_abs_gap: closeEnough * factorOf(objective),
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
