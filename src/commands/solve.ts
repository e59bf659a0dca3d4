/** `treff solve`: an instance in, a plan with its proof out. */
import { Effect } from "effect"
import { readInstance } from "../intake/readInstance.ts"
import type { Instance } from "../matching/instance/Instance.ts"
import type { Rule } from "../matching/instance/objectives.ts"
import type { SolveResult } from "../matching/referee/SolveResult.ts"
import { resultOf } from "../matching/solver/resultOf.ts"
import { type SolveOptions, Solver } from "../matching/solver/Solver.ts"
import { answerIsNo, done } from "./exit.ts"
import { cancelledByInterrupt } from "./interruption.ts"
import { print, printJson, progress } from "./output.ts"
import { secondsSince } from "./seconds.ts"
import { progressLine } from "./solveProgress.ts"
import { renderSolveResult } from "./tables/solve.ts"
import { UsageError } from "./UsageError.ts"

export interface SolveRequest {
  readonly rule: Rule
  readonly gap: number
  /** Seconds. */
  readonly timeLimit?: number
  readonly seed: number
  /** Progress as JSON lines on stderr. */
  readonly progress?: boolean
}

/** What placing first costs: the best score when leaving people unplaced is free. Left out when there is no time for it. */
const priceOf = Effect.fn("priceOf")(function* (instance: Instance, options: SolveOptions, objective: number) {
  const solver = yield* Solver
  const outcome = yield* solver.solve(instance, { ...options, rule: "max-score" })
  if (outcome._tag !== "Optimal" && outcome._tag !== "FeasibleAtLimit") return {}
  const units = Math.max(outcome.objective, Math.round(objective * instance.scale))
  return {
    price: {
      maxScore: units / instance.scale,
      difference: (units - Math.round(objective * instance.scale)) / instance.scale
    }
  }
})

/** The result for an instance in memory. */
export const solveInstance = Effect.fn("solveInstance")(function* (
  instance: Instance,
  request: SolveRequest,
  watching: Pick<SolveOptions, "cancellation" | "onProgress"> = {}
) {
  const { gap, rule, seed, timeLimit } = request
  if (rule === "priced" && instance.prices === undefined) {
    return yield* new UsageError({
      problem: "The rule priced needs prices, and the instance has none.",
      advice: "Add `prices` to the file, or use --rule place-first or max-score."
    })
  }
  const solver = yield* Solver
  const started = performance.now()
  const leftMs = (): number | undefined =>
    timeLimit === undefined ? undefined : Math.max(0, timeLimit * 1000 - (performance.now() - started))
  const options = (): SolveOptions => {
    const timeLimitMs = leftMs()
    return { rule, gap, seed, ...watching, ...(timeLimitMs !== undefined && { timeLimitMs }) }
  }
  const outcome = yield* solver.solve(instance, options())
  const seconds = secondsSince(started)
  const result = resultOf(instance, outcome, { rule, gapLimit: gap, seed, solver: solver.name, seconds })
  const cancelled = result.stoppedBy === "cancelled"
  const wantsPrice = rule === "place-first" && result.objective !== null && leftMs() !== 0 && !cancelled
  const price = wantsPrice ? yield* priceOf(instance, options(), result.objective) : {}
  return { ...result, ...price } satisfies SolveResult
})

export const solve = Effect.fn("solve")(function* (file: string, request: SolveRequest) {
  progress("reading the instance")
  const instance = yield* readInstance(file)
  progress(`solving ${instance.households.length} households in ${instance.locations.length} locations`)
  const line = progressLine(request.progress === true)
  const solved = Effect.gen(function* () {
    const cancellation = yield* cancelledByInterrupt
    return yield* solveInstance(instance, request, { cancellation, ...(line && { onProgress: line.show }) })
  })
  return yield* Effect.scoped(solved).pipe(Effect.ensuring(Effect.sync(() => line?.clear())))
})

export const showSolved = (result: SolveResult, { json }: { readonly json: boolean }): number => {
  if (json) printJson(result)
  else print(renderSolveResult(result))
  return result.status === "infeasible" || result.status === "no-solution" ? answerIsNo : done
}
