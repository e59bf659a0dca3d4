/**
 * One objective by javascript-lp-solver, over all choices at once. Its word is not taken for anything: an answer counts
 * only when it is whole, accepted by the referee, and no worse than a plan already known.
 */
import jslp, { type Model, type SolveResult } from "javascript-lp-solver"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { ceilingOf, valueOf } from "../instance/objectives.ts"
import { netValues, zeroPrices } from "../referee/bound.ts"
import { improvePrices } from "../referee/improvePrices.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { type Column, type Formulation, formulate } from "../solver/formulation.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageAnswer, StageRequest } from "../solver/stage.ts"

type Entry = readonly [name: string, h: number, m: number]

interface Stated {
  readonly model: Model
  readonly entries: ReadonlyArray<Entry>
}

const rowName = (row: number): string => `r${row}`

/** The formulation as named rows and columns; `whole` makes the decisions integer. */
function state(formulation: Formulation, whole: boolean, timeoutMs: number): Stated {
  const { choices, lower, objective, upper } = formulation
  const entries: Array<Entry> = []
  const variables: Record<string, Record<string, number>> = {}
  const add = (name: string, column: Column): void => {
    const coefficients: Record<string, number> = { worth: column.worth / objective.scale }
    for (const [at, row] of column.rows.entries()) coefficients[rowName(row)] = column.coefficients[at]!
    variables[name] = coefficients
  }
  for (let h = 0; h + 1 < choices.start.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      add(`x${k}`, formulation.choiceColumn(h, k))
      entries.push([`x${k}`, h, choices.location[k]!])
    }
    const column = formulation.unplacedColumn(h)
    if (column.upper === 0) continue
    add(`u${h}`, column)
    entries.push([`u${h}`, h, unplaced])
  }
  for (const [index, column] of formulation.slackColumns.entries()) add(`s${index}`, column)
  const constraints = Object.fromEntries(
    lower.map((least, row) => {
      const most = upper[row]!
      const bounds =
        least === most
          ? { equal: most }
          : { ...(Number.isFinite(least) && { min: least }), ...(Number.isFinite(most) && { max: most }) }
      return [rowName(row), bounds] as const
    })
  )
  const model: Model = {
    optimize: "worth",
    opType: "max",
    constraints,
    variables,
    options: { timeout: timeoutMs, tolerance: 0 },
    ...(whole && { ints: Object.fromEntries(entries.map(([name]) => [name, 1])) })
  }
  return { model, entries }
}

/** The plan in an answer, if the answer says one whole thing about every household. */
function planOf(
  formulation: Formulation,
  entries: ReadonlyArray<Entry>,
  answer: Readonly<Record<string, unknown>>
): Assignment | undefined {
  const { choices, objective, targets } = formulation
  const plan = new Int32Array(choices.instance.households.length).fill(unplaced)
  const seen = new Uint8Array(plan.length)
  for (const [name, h, m] of entries) {
    const value = Number(answer[name] ?? 0)
    if (Math.abs(value - Math.round(value)) > 1e-6) return undefined
    if (Math.round(value) === 0) continue
    if (Math.round(value) !== 1 || seen[h] === 1) return undefined
    seen[h] = 1
    plan[h] = m
  }
  return seen.every((flag) => flag === 1) && isAcceptable(choices, objective, targets, plan) ? plan : undefined
}

export function solveStage(request: StageRequest): StageAnswer {
  const { choices, objective, start, targets, timeLeftMs } = request
  const greedy = greedyPlan(choices, objective, netValues(choices, objective, targets, zeroPrices(choices, targets)))
  const known =
    isAcceptable(choices, objective, targets, greedy) &&
    valueOf(choices, objective, greedy) > valueOf(choices, objective, start)
      ? greedy
      : start
  const reached = valueOf(choices, objective, known)
  const ceiling = ceilingOf(choices, objective)
  const { bound, prices } = improvePrices(choices, objective, targets, reached)
  const most = Math.min(ceiling, Math.floor(bound + 1e-6))
  const base = { prices, candidates: undefined, nodes: 0 }
  if (reached >= most)
    return {
      ...base,
      plan: known,
      value: reached,
      bound: reached,
      lpBound: Math.min(ceiling, bound),
      stopped: undefined
    }

  const formulation = formulate(choices, objective, targets)
  const relaxed = state(formulation, false, timeLeftMs())
  const relaxation = jslp.Solve(relaxed.model) as SolveResult
  const lpBound = relaxation.feasible ? Math.min(bound, relaxation.result * objective.scale) : bound
  const whole = state(formulation, true, timeLeftMs())
  const answer = jslp.Solve(whole.model) as SolveResult
  const plan = answer.feasible ? planOf(formulation, whole.entries, answer) : undefined
  const value = plan === undefined ? Number.NEGATIVE_INFINITY : valueOf(choices, objective, plan)
  if (timeLeftMs() <= 0) {
    const better = value > reached
    return {
      ...base,
      plan: better ? plan! : known,
      value: Math.max(value, reached),
      bound: most,
      lpBound,
      stopped: "time"
    }
  }
  if (plan === undefined) throw new Error("its answer is not a whole plan that the referee accepts.")
  if (value < reached) throw new Error("its answer is worse than a plan that was already known.")
  return { ...base, plan, value, bound: value, lpBound: Math.max(value, lpBound), stopped: undefined }
}
