/** A whole-number problem over a part of the choices, by HiGHS branch and bound. What it proves holds for that part only. */
import type { Highs } from "highs"
import { type Assignment, isHard, unplaced } from "../instance/Instance.ts"
import { usedPlaces, valueOf } from "../instance/objectives.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import type { Formulation } from "../solver/formulation.ts"
import type { Limit } from "../solver/Outcome.ts"
import { ColumnList, createModel, factorOf, rowFactors, scaledRows, secondsOf } from "./matrix.ts"

interface CoreRequest {
  readonly formulation: Formulation
  /** Choices the plan may use. */
  readonly inCore: Uint8Array
  /** A feasible plan inside the core to start from. */
  readonly start: Assignment
  /** Accepted distance between bound and plan, in units of the objective. */
  readonly within: number
  readonly seed: number
  readonly timeLimitMs: number
  readonly nodeLimit: number
  /** Asked now and then; true ends the search. */
  readonly interrupted?: () => boolean
  /** Told the value of the best plan of the search, in units of the objective. */
  readonly report?: (value: number) => void
}

interface CoreAnswer {
  /** Best plan found, accepted by the referee. */
  readonly plan: Assignment | undefined
  /** No plan of the core is worth more. In units of the objective. */
  readonly bound: number
  readonly stopped: Limit | undefined
  readonly nodes: number
}

/**
 * Presolve and the root heuristic on reduced costs take most of the time of problems like these and give little; a small
 * pool of cuts keeps the root from choking on them. Measured on instances of 150 to 700 households.
 */
const searchOptions = {
  presolve: "off",
  mip_pool_soft_limit: 1000,
  mip_heuristic_run_root_reduced_cost: false
} as const

/** The part of a unit by which plan and bound may differ when the plan is optimal. */
const closeEnough = 0.9

interface CoreColumns {
  readonly list: ColumnList
  readonly owner: ReadonlyArray<readonly [h: number, m: number]>
}

function columnsOf({ formulation, inCore }: CoreRequest, factors: ReadonlyArray<number>): CoreColumns {
  const { choices } = formulation
  const list = new ColumnList(factorOf(formulation.objective), factors)
  const owner: Array<readonly [number, number]> = []
  for (let h = 0; h + 1 < choices.start.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      if (inCore[k] === 0) continue
      list.push(formulation.choiceColumn(h, k), "whole")
      owner.push([h, choices.location[k]!])
    }
    list.push(formulation.unplacedColumn(h), "whole")
    owner.push([h, unplaced])
  }
  for (const column of formulation.slackColumns) list.push(column, "any")
  return { list, owner }
}

/** Column values of a plan: a 1 for each household, and what its minimums lack. */
function valuesOf(formulation: Formulation, columns: CoreColumns, plan: Assignment): Float64Array {
  const values = new Float64Array(columns.list.size)
  for (const [column, [h, m]] of columns.owner.entries()) if (plan[h] === m) values[column] = 1
  const used = usedPlaces(formulation.choices, plan)
  let column = columns.owner.length
  for (const [at, row] of formulation.minimumRow.entries()) {
    if (row < 0) continue
    values[column] = Math.max(0, formulation.choices.instance.minimum[at]! - used[at]!)
    column++
  }
  const { capacity, surcharge } = formulation.choices.instance
  const soft = [...formulation.capacityRow.keys()].filter(
    (at) => formulation.capacityRow[at]! >= 0 && !isHard(surcharge[at % surcharge.length]!)
  )
  for (const [index, at] of soft.entries())
    values[values.length - soft.length + index] = Math.max(0, used[at]! - capacity[at]!)
  return values
}

/** The plan in a solution, if every household has exactly one whole answer there and the referee accepts it. */
function planOf(formulation: Formulation, columns: CoreColumns, values: Float64Array): Assignment | undefined {
  const plan = new Int32Array(formulation.choices.instance.households.length).fill(unplaced)
  for (const [column, [h, m]] of columns.owner.entries()) if (values[column]! > 0.5) plan[h] = m
  return isAcceptable(formulation.choices, formulation.objective, formulation.targets, plan) ? plan : undefined
}

/** Solves the core. A plan the referee rejects is not returned; the bound stays. */
export function solveCore(highs: Highs, request: CoreRequest): CoreAnswer {
  const { formulation, within } = request
  const factor = factorOf(formulation.objective)
  const factors = rowFactors(formulation)
  const columns = columnsOf(request, factors)
  const model = createModel(highs, columns.list, scaledRows(formulation, factors), "whole", {
    ...searchOptions,
    mip_rel_gap: 0,
    mip_abs_gap: Math.max(within * 0.99, closeEnough) * factor,
    random_seed: request.seed,
    time_limit: secondsOf(request.timeLimitMs),
    mip_max_nodes: Math.min(Math.max(0, request.nodeLimit), 2 ** 31 - 1)
  })
  try {
    model.setSolution({ colValue: valuesOf(formulation, columns, request.start) })
    const { callbackType } = highs.constants
    model.run({
      [callbackType.mipInterrupt]: (event) => {
        if (request.interrupted?.()) event.interrupt()
      },
      ...(request.report && {
        [callbackType.mipLogging]: ({ data: { mip_primal_bound: best } }) => {
          if (best !== undefined && Number.isFinite(best)) request.report?.(Math.round(best / factor))
        }
      })
    })
    const { modelStatus, solutionStatus } = highs.constants
    const status = model.getModelStatus()
    const nodes = Math.max(0, Number(model.info.get("mip_node_count")))
    const feasible = model.info.get("primal_solution_status") === solutionStatus.feasible
    const plan = feasible ? planOf(formulation, columns, model.getSolution().colValue) : undefined
    const proved = Number(model.info.get("mip_dual_bound")) / factor
    if (status === modelStatus.optimal) {
      const value = plan === undefined ? proved : valueOf(formulation.choices, formulation.objective, plan)
      return {
        plan,
        bound: plan !== undefined && within < 1 ? value : Math.max(proved, value),
        stopped: undefined,
        nodes
      }
    }
    const bound = Number.isFinite(proved) ? proved : Number.POSITIVE_INFINITY
    if (status === modelStatus.timeLimit || status === modelStatus.interrupted)
      return { plan, bound, stopped: "time", nodes }
    if (status === modelStatus.solutionLimit || status === modelStatus.iterationLimit)
      return { plan, bound, stopped: "nodes", nodes }
    throw new Error(`HiGHS ended a whole-number problem with status ${status}.`)
  } finally {
    model.dispose()
  }
}
