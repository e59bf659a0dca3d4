/** An outcome as the result that is printed: indices become ids again, whole units the numbers of the file. */
import { type Instance, unplaced } from "../instance/Instance.ts"
import type { Rule } from "../instance/objectives.ts"
import { recount } from "../referee/recount.ts"
import { gapOf, type SolveResult } from "../referee/SolveResult.ts"
import { type Limit, Outcome, type Solved } from "./Outcome.ts"
import { sentenceOf } from "./Row.ts"

/** What the outcome itself does not know about the run. */
export interface Run {
  readonly rule: Rule
  readonly gapLimit: number
  readonly seed: number
  readonly solver: string
  readonly seconds: number
}

const nothing = {
  objective: null,
  lpBound: null,
  bound: null,
  certifiedBound: null,
  gap: null,
  certifiedGap: null,
  placed: 0,
  persons: 0,
  prices: [],
  certificate: null,
  canonical: false
} as const

/** A bound and its certificate may differ by what rounding prices to integers costs; then the certified one is stated. */
const roundingShare = 1e-8

function boundsOf(
  instance: Instance,
  solved: Solved,
  gapLimit: number
): { readonly bound: number; readonly certified: number; readonly proof: SolveResult["proof"] } {
  const { bound, objective } = solved
  const certified = solved.certificate.levels.at(-1)?.bound ?? bound
  const rounding = bound > objective && certified - bound <= roundingShare * Math.abs(certified)
  const stillWithin = gapOf(certified / instance.scale, objective / instance.scale) <= gapLimit
  if (certified < bound || (rounding && stillWithin)) return { bound: certified, certified, proof: "certificate" }
  return { bound, certified, proof: bound === certified ? "certificate" : "solver" }
}

function amountsOf(instance: Instance, solved: Solved, gapLimit: number) {
  const { bound, certified, proof } = boundsOf(instance, solved, gapLimit)
  const [objective, most, proved] = [solved.objective, bound, certified].map((units) => units / instance.scale) as [
    number,
    number,
    number
  ]
  return {
    proof,
    objective,
    lpBound: Math.max(solved.lpBound / instance.scale, most),
    bound: most,
    certifiedBound: proved,
    gap: gapOf(most, objective),
    certifiedGap: gapOf(proved, objective)
  }
}

/** The first level of placing; files have one. */
function placedLevelOf(instance: Instance, solved: Solved): Pick<SolveResult, "placedLevel"> {
  const [reached] = solved.levels
  const [level] = instance.levels
  if (reached === undefined || level === undefined) return {}
  return { placedLevel: { objective: reached.objective / level.scale, bound: reached.bound / level.scale } }
}

function pricesOf(solved: Solved): SolveResult["prices"] {
  const level = solved.certificate.levels.at(-1)
  if (level === undefined) return []
  const unit = level.scale * level.precision
  return level.prices.map(({ dimension, location, price }) => ({ location, dimension, price: price / unit }))
}

function planOf(instance: Instance, rule: Rule, { plan }: Pick<Solved, "plan">) {
  const { households, locations } = instance
  const { persons, placed } = recount(instance, rule, plan)
  return {
    placed,
    persons,
    unplaced: households.filter((_, h) => plan[h] === unplaced),
    assignment: Object.fromEntries(households.map((id, h) => [id, locations[plan[h]!] ?? null]))
  }
}

/** The result of a solve; `price` of placing first is the caller's to add. */
export function resultOf(
  instance: Instance,
  outcome: Outcome,
  { gapLimit, rule, seconds, seed, solver }: Run
): SolveResult {
  const nobody = { plan: new Int32Array(instance.households.length).fill(unplaced) }
  const run = { gapLimit, solver, scale: instance.scale, seconds, seed }
  const found = (status: "optimal" | "feasible", stoppedBy: Limit | null, solved: Solved): SolveResult => ({
    rule,
    status,
    stoppedBy,
    ...amountsOf(instance, solved, gapLimit),
    ...placedLevelOf(instance, solved),
    ...planOf(instance, rule, solved),
    prices: pricesOf(solved),
    certificate: solved.certificate,
    canonical: solved.canonical,
    ...run
  })
  const none = { rule, proof: "solver", ...nothing, ...planOf(instance, rule, nobody), ...run } as const
  return Outcome.$match(outcome, {
    Optimal: (solved) => found("optimal", null, solved),
    FeasibleAtLimit: (solved) => found("feasible", solved.limit, solved),
    NoSolutionAtLimit: ({ limit }) => ({ ...none, status: "no-solution" as const, stoppedBy: limit }),
    Infeasible: ({ conflict }) => ({
      ...none,
      status: "infeasible" as const,
      stoppedBy: null,
      conflict: conflict.map((row) => sentenceOf(row, instance))
    })
  })
}
