/**
 * Part of a plan solved anew by whole numbers: the households near a tie in the locations where the plan loses most are
 * free, all others stay. Members of linked and separate sets stay too, so their rows hold as they do.
 */
import type { Highs } from "highs"
import { createModel, factorOf, secondsOf } from "../highs/matrix.ts"
import type { Target } from "../instance/objectives.ts"
import { noChoice } from "./candidates.ts"
import type { Incumbent } from "./Incumbent.ts"
import { type Free, NeighbourhoodModel } from "./NeighbourhoodModel.ts"

interface Effort {
  readonly seed: number
  readonly nodes: number
  /** Simplex iterations after which the best plan so far is taken. */
  readonly iterations: number
  readonly timeLimitMs: number
  /** Distance to the best plan of the neighbourhood that is good enough, in units of the objective. */
  readonly within: number
}

/** Measured on instances of 700 to 20 000 households: presolve and the root heuristic take more time than they
 * give, and cuts that have become slack only slow the root down. */
const options = {
  presolve: "off",
  mip_pool_soft_limit: 500,
  mip_lp_age_limit: 1,
  mip_heuristic_run_root_reduced_cost: false,
  mip_rel_gap: 0
} as const

/**
 * Lets the free households take the best of their choices together. The change stays in the journal of the incumbent; true
 * when it is worth more and breaks nothing, else everything is as before.
 */
export function solveNeighbourhood(
  highs: Highs,
  incumbent: Incumbent,
  targets: ReadonlyArray<Target>,
  free: ReadonlyArray<Free>,
  effort: Effort
): boolean {
  const { breach, mark, value } = incumbent
  const own = new Map(free.map(({ h }) => [h, incumbent.choice[h]!]))
  for (const { h } of free) incumbent.set(h, noChoice)
  const part = new NeighbourhoodModel(incumbent, targets, free)
  const model = createModel(highs, part.columns, part.rows, "whole", {
    ...options,
    mip_abs_gap: effort.within * factorOf(incumbent.objective),
    mip_max_nodes: effort.nodes,
    random_seed: effort.seed,
    time_limit: secondsOf(effort.timeLimitMs)
  })
  try {
    model.setSolution({ colValue: part.values(own) })
    model.run({
      [highs.constants.callbackType.mipInterrupt](event): undefined {
        if (Number(event.data.mip_total_lp_iterations ?? 0) > effort.iterations) event.interrupt()
      }
    })
    const { solutionStatus } = highs.constants
    if (model.info.get("primal_solution_status") === solutionStatus.feasible) {
      const { colValue } = model.getSolution()
      for (const [column, [h, k]] of part.owner.entries()) if (colValue[column]! > 0.5) incumbent.set(h, k)
    }
  } finally {
    model.dispose()
  }
  if (incumbent.value > value && incumbent.breach <= breach) return true
  incumbent.undo(mark)
  return false
}
