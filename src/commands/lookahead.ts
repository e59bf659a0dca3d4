/** `treff lookahead`: a year of arrivals under several policies, each measured against the best plan in hindsight. */
import { Effect } from "effect"
import { readInstance } from "../intake/readInstance.ts"
import type { YearRule } from "../matching/lookahead/Claims.ts"
import { lookAhead } from "../matching/lookahead/lookAhead.ts"
import { type Policy, policies } from "../matching/lookahead/playYear.ts"
import { yearProblem } from "../matching/lookahead/YearProblem.ts"
import type { YearReport } from "../matching/lookahead/YearReport.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson, progress } from "./output.ts"
import { renderYear } from "./tables/lookahead.ts"
import { UsageError } from "./UsageError.ts"

export interface LookaheadOptions {
  /** Absent: the households of the instance themselves, which flatters the look-ahead. */
  readonly pool?: string
  readonly rule: YearRule
  readonly batches: number
  readonly orders: number
  readonly futures: number
  readonly policies: string
  readonly spread: number
  readonly seed: number
}

const refuse = (problem: string, advice: string) => Effect.fail(new UsageError({ problem, advice }))

const policiesIn = Effect.fn("policiesIn")(function* (text: string) {
  const names = [...new Set(text.split(",").map((name) => name.trim()))]
  const known = names.filter((name): name is Policy => policies.some((policy) => policy === name))
  const unknown = names.find((name) => !known.some((policy) => policy === name))
  if (unknown !== undefined)
    return yield* refuse(`There is no policy "${unknown}".`, `Write --policies with any of ${policies.join(",")}.`)
  return known
})

const checkCounts = Effect.fn("checkCounts")(function* (options: LookaheadOptions) {
  for (const name of ["batches", "orders", "futures"] as const) {
    if (options[name] < 1) return yield* refuse(`--${name} is ${options[name]}.`, "It must be 1 or more.")
  }
  if (options.spread > 1)
    return yield* refuse(`--spread is ${options.spread}.`, "It is a share of the places: a number from 0 to 1.")
})

export const lookahead = Effect.fn("lookahead")(function* (file: string, options: LookaheadOptions) {
  const chosen = yield* policiesIn(options.policies)
  yield* checkCounts(options)
  progress("reading the instance")
  const instance = yield* readInstance(file)
  const pool = options.pool === undefined ? instance : yield* readInstance(options.pool)
  const year = yield* Effect.fromResult(yearProblem(instance, pool, options, { instance: file, pool: options.pool }))
  return yield* lookAhead(year, chosen, progress)
})

export const showYear = (
  report: YearReport,
  { json, pool }: { readonly json: boolean; readonly pool?: string }
): number => {
  if (json) printJson(report)
  else print(renderYear(report, pool === undefined))
  return report.status === "infeasible" ? answerIsNo : done
}
