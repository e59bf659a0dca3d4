/** What a plan is worth, counted from the instance alone in whole units; a plan need not be feasible to be counted. */
import { type Assignment, type Instance, ineligible, isHard, unplaced } from "../instance/Instance.ts"
import type { Rule } from "../instance/objectives.ts"

export interface Count {
  /** Households and persons placed. */
  readonly placed: number
  readonly persons: number
  /** Weight placed on each level, in units of the level. */
  readonly levels: ReadonlyArray<number>
  /** Score less what the rule charges, in units of 1/scale; undefined when a pair placed has no score. */
  readonly objective: number | undefined
}

/** Places missing to the minimums, over all locations and dimensions (C3). */
function shortfallOf(instance: Instance, plan: Assignment): number {
  const width = instance.dimensions.length
  const missing = Float64Array.from(instance.minimum)
  for (const [h, m] of plan.entries()) {
    if (m === unplaced) continue
    for (let d = 0; d < width; d++) missing[m * width + d]! -= instance.demand[h * width + d]!
  }
  return missing.reduce((sum, places) => sum + Math.max(0, places), 0)
}

/** What using more than the soft capacities costs, over all locations and dimensions (C8). */
function surchargesOf(instance: Instance, plan: Assignment): number {
  const { capacity, demand, surcharge } = instance
  if (surcharge.every(isHard)) return 0
  const width = surcharge.length
  const left = Float64Array.from(capacity)
  for (const [h, m] of plan.entries()) {
    if (m === unplaced) continue
    for (let d = 0; d < width; d++) left[m * width + d]! -= demand[h * width + d]!
  }
  return left.reduce((sum, places, at) => {
    const price = surcharge[at % width]!
    return isHard(price) ? sum : sum + price * Math.max(0, -places)
  }, 0)
}

export function recount(instance: Instance, rule: Rule, plan: Assignment): Count {
  const { announced, levels, locations, movePrice, persons, prices, score } = instance
  let [objective, people, placed] = [0, 0, 0]
  for (const [h, m] of plan.entries()) {
    if (m === unplaced) {
      if (rule === "priced") objective -= prices?.unplaced[h] ?? 0
    } else {
      objective += score[h * locations.length + m]!
      people += persons[h]!
      placed++
    }
    if (announced[h] !== unplaced && announced[h] !== m) objective -= movePrice
  }
  objective -= surchargesOf(instance, plan)
  if (rule !== "max-score") objective -= (prices?.shortfall ?? 0) * shortfallOf(instance, plan)
  return {
    placed,
    persons: people,
    levels: levels.map(({ weight }) => plan.reduce((sum, m, h) => (m === unplaced ? sum : sum + weight[h]!), 0)),
    objective: objective === ineligible ? undefined : objective + 0
  }
}
