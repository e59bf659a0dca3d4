/**
 * The linear relaxation over all pairs, by column generation: a master problem holds a few columns of each household, its
 * duals price every other pair, and the best of those enter until none would improve it. The duals also give a bound that
 * is valid at every round, so stopping early costs strength, never truth.
 */
import type { Highs, Model } from "highs"
import { choiceOf } from "../instance/choices.ts"
import type { Assignment } from "../instance/Instance.ts"
import { boundOf, netValues, type Prices, type SetPrice, zeroPrices } from "../referee/bound.ts"
import type { Formulation } from "../solver/formulation.ts"
import { appendColumns, ColumnList, createModel, factorOf, rowFactors, scaledRows, secondsOf } from "./matrix.ts"
import type { Pieces } from "./pieces.ts"

export interface Relaxation {
  /** No plan is worth more, in units of the objective; not always whole. */
  readonly bound: number
  readonly prices: Prices
  /** Net value of each choice under the prices, and the best of each household. */
  readonly net: Float64Array
  readonly best: Float64Array
  /** Share of each household placed by each choice in the last master problem. */
  readonly share: ReadonlyMap<number, number>
  /** No pair improves the master: the bound is the optimum of the relaxation. */
  readonly complete: boolean
}

interface Limits {
  /** Stop when the bound, rounded down, is no more than this. */
  readonly enough: number
  readonly timeLeftMs: () => number
}

/** HiGHS accepts reduced costs up to 1e-7 of its own units; below that a column is no improvement. */
const tolerance = 2e-7

/** Prices of bound.ts from the duals of the rows; signs that only rounding can explain become 0. */
function pricesFrom(formulation: Formulation, dual: Float64Array, factors: ReadonlyArray<number>): Prices {
  const { capacityRow, choices, groupRow, linkedRows, minimumRow, objective, separateRows, targetRow, targets } =
    formulation
  const { groups } = choices.instance
  const factor = factorOf(objective)
  const unit = (row: number): number => (row < 0 ? 0 : (dual[row]! * factors[row]!) / factor)
  const prices = zeroPrices(choices, targets)
  for (let at = 0; at < prices.place.length; at++) {
    prices.place[at] =
      Math.min(Math.max(unit(capacityRow[at]!), 0), objective.surcharge[at % objective.surcharge.length]!) +
      Math.max(-objective.shortfall, Math.min(unit(minimumRow[at]!), 0))
  }
  for (const [g, row] of groupRow.entries()) {
    const price = unit(row)
    prices.group[g] =
      price > 0 && groups[g]!.max === Number.POSITIVE_INFINITY ? 0 : Math.max(price, -objective.groupShortfall)
  }
  const linked = linkedRows.map(({ region, rows, set }): SetPrice => {
    const amounts = rows.map((row) => -unit(row))
    return { set, region, amounts: [-amounts.reduce((sum, amount) => sum + amount, 0), ...amounts] }
  })
  const separate = separateRows.map(
    ({ region, rows, set }): SetPrice => ({ set, region, amounts: [Math.max(0, unit(rows[0]!))] })
  )
  for (const [l, row] of targetRow.entries()) prices.multipliers[l] = Math.max(0, -unit(row))
  return { ...prices, linked, separate }
}

/** The choices of h not yet in the master that are worth most, best first, above `floor`. */
function bestNew(
  formulation: Formulation,
  h: number,
  net: Float64Array,
  present: Uint8Array,
  floor: number,
  count: number
): ReadonlyArray<number> {
  const { start } = formulation.choices
  const found: Array<number> = []
  for (let k = start[h]!; k < start[h + 1]!; k++) {
    if (present[k] === 1 || !(net[k]! > floor)) continue
    if (found.length === count && net[k]! <= net[found[count - 1]!]!) continue
    const at = found.findIndex((other) => net[k]! > net[other]!)
    found.splice(at < 0 ? found.length : at, 0, k)
    if (found.length > count) found.pop()
  }
  return found
}

/** HiGHS is asked as it likes first; where that ends without an answer, without presolve, then by the primal simplex method. */
const ways = [
  { presolve: "choose", simplex_strategy: 1 },
  { presolve: "off", simplex_strategy: 1 },
  { presolve: "off", simplex_strategy: 4 }
] as const

/** The master problem: which choices it holds, and the model that grows with them. */
class Master {
  readonly present: Uint8Array
  /** Choice of each column, -1 for unplaced and slack columns. */
  readonly choice: Array<number> = []
  readonly factors: ReadonlyArray<number>
  readonly #formulation: Formulation
  readonly #columns: ColumnList
  #model: Model | undefined
  #passed = 0

  constructor(formulation: Formulation) {
    this.#formulation = formulation
    this.factors = rowFactors(formulation)
    this.#columns = new ColumnList(factorOf(formulation.objective), this.factors)
    this.present = new Uint8Array(formulation.choices.location.length)
    for (let h = 0; h + 1 < formulation.choices.start.length; h++) this.#push(formulation.unplacedColumn(h), -1)
    for (const column of formulation.slackColumns) this.#push(column, -1)
  }

  #push(column: ReturnType<Formulation["choiceColumn"]>, choice: number): void {
    this.#columns.push(column, "any")
    this.choice.push(choice)
  }

  add(h: number, k: number): void {
    if (this.present[k] === 1) return
    this.present[k] = 1
    this.#push(this.#formulation.choiceColumn(h, k), k)
  }

  solve(highs: Highs, timeLeftMs: number): Model {
    if (this.#model === undefined) {
      const rows = scaledRows(this.#formulation, this.factors)
      this.#model = createModel(highs, this.#columns, rows, "relaxed", {})
    } else if (this.#passed < this.#columns.size) {
      appendColumns(this.#model, this.#columns, this.#passed, this.#formulation.rows.length)
    }
    this.#passed = this.#columns.size
    const { optimal, timeLimit } = highs.constants.modelStatus
    for (const way of ways) {
      this.#model.options.set({ ...way, time_limit: this.#model.getRunTime() + secondsOf(timeLeftMs) })
      this.#model.run()
      const status = this.#model.getModelStatus()
      if (status === optimal || status === timeLimit) break
    }
    return this.#model
  }

  dispose(): void {
    this.#model?.dispose()
  }
}

function addFirstColumns(
  master: Master,
  pieces: Pieces,
  formulation: Formulation,
  start: Assignment,
  net: Float64Array
): void {
  const { choices } = formulation
  const all = choices.location.length <= pieces.wholeMaster
  for (let h = 0; h < start.length; h++) {
    const from = choices.start[h]!
    const count = all ? choices.start[h + 1]! - from : pieces.firstColumns
    for (const k of bestNew(formulation, h, net, master.present, Number.NEGATIVE_INFINITY, count)) master.add(h, k)
    const current = choiceOf(choices, h, start[h]!)
    if (current >= 0) master.add(h, current)
  }
}

/**
 * Solves the relaxation from a feasible plan. `hint` ranks the choices that enter first.
 * Throws when HiGHS ends a master problem without an optimum.
 */
export function relax(
  highs: Highs,
  pieces: Pieces,
  formulation: Formulation,
  start: Assignment,
  hint: Float64Array,
  limits: Limits
): Relaxation {
  const { choices, must, objective, targets } = formulation
  const master = new Master(formulation)
  const floor = tolerance / factorOf(objective)
  const blank = zeroPrices(choices, targets)
  const plain = netValues(choices, objective, targets, blank)
  const first = boundOf(choices, objective, targets, blank, must, plain)
  let strongest: Omit<Relaxation, "share" | "complete"> = {
    bound: first.total,
    prices: blank,
    net: plain,
    best: first.best
  }
  const share = new Map<number, number>()
  try {
    addFirstColumns(master, pieces, formulation, start, hint)
    for (;;) {
      const model = master.solve(highs, limits.timeLeftMs())
      const status = model.getModelStatus()
      if (status === highs.constants.modelStatus.timeLimit) return { ...strongest, share, complete: false }
      if (status !== highs.constants.modelStatus.optimal)
        throw new Error(`HiGHS ended a relaxation with status ${status}.`)
      const { colValue, rowDual } = model.getSolution()
      const prices = pricesFrom(formulation, rowDual, master.factors)
      const net = netValues(choices, objective, targets, prices)
      const { best, total } = boundOf(choices, objective, targets, prices, must, net)
      if (total < strongest.bound) strongest = { bound: total, prices, net, best }
      let entered = 0
      for (let h = 0; h < best.length; h++) {
        const dual = rowDual[h]! / factorOf(objective)
        if (best[h]! <= dual + floor) continue
        for (const k of bestNew(formulation, h, net, master.present, dual + floor, pieces.columnsPerRound)) {
          master.add(h, k)
          entered++
        }
      }
      const enough = Math.floor(strongest.bound + slackOf(strongest.bound)) <= limits.enough
      if (entered === 0 || enough || limits.timeLeftMs() <= 0) {
        for (const [column, value] of colValue.entries()) {
          const k = master.choice[column] ?? -1
          if (k >= 0 && value > 1e-6) share.set(k, value)
        }
        return { ...strongest, share, complete: entered === 0 }
      }
    }
  } finally {
    master.dispose()
  }
}

/** What the rounding of doubles can hide in a sum of this size. */
export function slackOf(total: number): number {
  return 1e-12 * Math.abs(total) + 1e-6
}
