/** `treff solve`: an instance in, a plan with its proof out. Amounts are turned back into the units of the file here. */
import Table from "cli-table3"
import { Effect } from "effect"
import { readText } from "../intake/files.ts"
import { decodeInstance } from "../matching/instance/decodeInstance.ts"
import { type Instance, unplaced } from "../matching/instance/Instance.ts"
import type { Rule } from "../matching/instance/objectives.ts"
import { gapOf, type SolveResult } from "../matching/referee/SolveResult.ts"
import { Outcome, type Solved } from "../matching/solver/Outcome.ts"
import { sentenceOf } from "../matching/solver/Row.ts"
import { type SolveOptions, Solver } from "../matching/solver/Solver.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson, progress } from "./output.ts"
import { secondsSince } from "./seconds.ts"
import { UsageError } from "./UsageError.ts"

export interface SolveRequest {
  readonly rule: Rule
  readonly gap: number
  readonly timeLimit?: number
  readonly seed: number
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
  certificate: null
} as const

const everyoneUnplaced = (instance: Instance) => ({
  unplaced: [...instance.households],
  assignment: Object.fromEntries(instance.households.map((id) => [id, null]))
})

const planOf = ({ households, locations, persons }: Instance, { plan }: Solved) => {
  const placed = [...plan.keys()].filter((h) => plan[h] !== unplaced)
  return {
    placed: placed.length,
    persons: placed.reduce((sum, h) => sum + persons[h]!, 0),
    unplaced: households.filter((_, h) => plan[h] === unplaced),
    assignment: Object.fromEntries(households.map((id, h) => [id, plan[h] === unplaced ? null : locations[plan[h]!]!]))
  }
}

const pricesOf = (solved: Solved): SolveResult["prices"] => {
  const level = solved.certificate.levels.at(-1)
  if (level === undefined) return []
  const unit = level.scale * level.precision
  return level.prices
    .filter((one) => one.price !== 0)
    .map(({ dimension, location, price }) => ({ location, dimension, price: price / unit }))
}

const amountsOf = (instance: Instance, solved: Solved) => {
  const { bound, lpBound, objective } = solved
  const certified = Math.min(solved.certificate.levels.at(-1)?.bound ?? Number.POSITIVE_INFINITY)
  const level = solved.levels[0]
  const levelScale = instance.levels[0]?.scale ?? 1
  return {
    proof: certified <= bound ? ("certificate" as const) : ("solver" as const),
    objective: objective / instance.scale,
    lpBound: lpBound / instance.scale,
    bound: bound / instance.scale,
    certifiedBound: certified / instance.scale,
    gap: gapOf(bound / instance.scale, objective / instance.scale),
    certifiedGap: gapOf(certified / instance.scale, objective / instance.scale),
    ...(level === undefined
      ? {}
      : { placedLevel: { objective: level.objective / levelScale, bound: level.bound / levelScale } })
  }
}

const solvedResult = (
  instance: Instance,
  solved: Solved,
  status: "optimal" | "feasible",
  stoppedBy: "time" | "nodes" | null
) => ({
  status,
  stoppedBy,
  ...amountsOf(instance, solved),
  ...planOf(instance, solved),
  prices: pricesOf(solved),
  certificate: solved.certificate
})

const resultOf = (instance: Instance, outcome: Outcome) =>
  Outcome.$match(outcome, {
    Optimal: (solved) => solvedResult(instance, solved, "optimal", null),
    FeasibleAtLimit: (solved) => solvedResult(instance, solved, "feasible", solved.limit),
    NoSolutionAtLimit: ({ limit }) => ({
      status: "no-solution" as const,
      stoppedBy: limit,
      proof: "solver" as const,
      ...nothing,
      ...everyoneUnplaced(instance)
    }),
    Infeasible: ({ conflict }) => ({
      status: "infeasible" as const,
      stoppedBy: null,
      proof: "solver" as const,
      ...nothing,
      ...everyoneUnplaced(instance),
      conflict: conflict.map((row) => sentenceOf(row, instance))
    })
  })

/** What placing first costs: the best score when leaving people unplaced is free. */
const priceOf = Effect.fn("priceOf")(function* (instance: Instance, options: SolveOptions, objective: number) {
  const solver = yield* Solver
  const outcome = yield* solver.solve(instance, { ...options, rule: "max-score" })
  if (outcome._tag !== "Optimal" && outcome._tag !== "FeasibleAtLimit") return {}
  const maxScore = outcome.objective / instance.scale
  return {
    price: { maxScore, difference: (outcome.objective - Math.round(objective * instance.scale)) / instance.scale }
  }
})

/** The result for an instance in memory. */
export const solveInstance = Effect.fn("solveInstance")(function* (instance: Instance, request: SolveRequest) {
  if (request.rule === "priced" && instance.prices === undefined) {
    return yield* new UsageError({
      problem: "The rule priced needs prices, and the instance has none.",
      advice: "Add `prices` to the file, or use --rule place-first or max-score."
    })
  }
  const solver = yield* Solver
  const started = performance.now()
  const options: SolveOptions = {
    rule: request.rule,
    gap: request.gap,
    seed: request.seed,
    ...(request.timeLimit === undefined ? {} : { timeLimitMs: request.timeLimit * 1000 })
  }
  const outcome = yield* solver.solve(instance, options)
  const found = resultOf(instance, outcome)
  const seconds = secondsSince(started)
  const price =
    request.rule === "place-first" && found.objective !== null ? yield* priceOf(instance, options, found.objective) : {}
  const result: SolveResult = {
    rule: request.rule,
    ...found,
    ...price,
    solver: solver.name,
    scale: instance.scale,
    seconds,
    seed: request.seed
  }
  return result
})

export const solve = Effect.fn("solve")(function* (file: string, request: SolveRequest) {
  progress("reading the instance")
  const instance = yield* decodeInstance(yield* readText(file), file)
  progress(`solving ${instance.households.length} households in ${instance.locations.length} locations`)
  return yield* solveInstance(instance, request)
})

const number = (value: number | null, digits = 6): string => (value === null ? "–" : value.toFixed(digits))

const render = (result: SolveResult): string => {
  const table = new Table({ style: { head: [], border: [], compact: true } })
  const row = (label: string, value: string): number => table.push([label, value])
  row("Status", result.stoppedBy === null ? result.status : `${result.status}, stopped by ${result.stoppedBy}`)
  row("Objective", number(result.objective))
  row(
    "Bound",
    `${number(result.bound)} (gap ${number(result.gap === null ? null : 100 * result.gap, 4)} %, by ${result.proof})`
  )
  row(
    "Certified bound",
    `${number(result.certifiedBound)} (gap ${number(result.certifiedGap === null ? null : 100 * result.certifiedGap, 4)} %)`
  )
  row("Placed", `${result.placed} households, ${result.persons} persons; ${result.unplaced.length} households unplaced`)
  if (result.placedLevel !== undefined)
    row("Placed first", `${result.placedLevel.objective} of at most ${result.placedLevel.bound}`)
  if (result.price !== undefined)
    row("Price of placing first", `${number(result.price.difference)} of ${number(result.price.maxScore)}`)
  row("Solver", `${result.solver}, ${result.seconds} s, seed ${result.seed}`)
  return [table.toString(), ...(result.conflict ?? []).map((sentence) => `These cannot all hold: ${sentence}`)].join(
    "\n"
  )
}

export const showSolved = (result: SolveResult, { json }: { readonly json: boolean }): number => {
  if (json) printJson(result)
  else print(render(result))
  return result.status === "infeasible" || result.status === "no-solution" ? answerIsNo : done
}
