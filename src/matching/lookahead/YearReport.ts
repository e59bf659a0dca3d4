/** What a year under several policies amounts to: shares of the best plan in hindsight, and how evenly the places were used. */
import type { YearRule } from "./Claims.ts"
import type { Policy } from "./playYear.ts"

/** One order under one policy. */
export interface OrderReport {
  /** In the unit of the scores. */
  readonly objective: number
  /** Of what the best plan in hindsight gains over nobody placed. */
  readonly share: number
  readonly householdsPlaced: number
  readonly placed: number
  readonly monthlySpread: number
}

export interface PolicyReport {
  /** Shares of hindsight over the orders. */
  readonly mean: number
  readonly worst: number
  readonly best: number
  /** Means over the orders; `placed` counts persons. */
  readonly objective: number
  readonly householdsPlaced: number
  readonly placed: number
  readonly monthlySpread: number
  /** Share of hindsight lost to spreading over the year; absent where nothing is spread. */
  readonly priceOfSpread?: number
  readonly seconds: number
  readonly orders: ReadonlyArray<OrderReport>
}

/** Policies as keys of a document. */
export const policyKeys = { random: "random", greedy: "greedy", "bid-price": "bidPrice" } as const satisfies Record<
  Policy,
  string
>
export type PolicyKey = (typeof policyKeys)[Policy]

export interface YearReport {
  readonly format: "treff-lookahead/1"
  readonly instance: string
  readonly rule: YearRule
  readonly households: number
  readonly persons: number
  readonly poolHouseholds: number
  readonly batches: number
  readonly orders: number
  readonly futures: number
  readonly spread: number
  readonly seed: number
  readonly status: "done" | "infeasible"
  /** The best plan had everybody been known from the first day; null where there is none. */
  readonly hindsight: number | null
  /** False: the solver gave up, and `hindsight` is the bound it had reached. */
  readonly hindsightProved: boolean
  readonly hindsightPlaced: number
  readonly policies: Readonly<Partial<Record<PolicyKey, PolicyReport>>>
  /** Why even the best plan does not exist: rows that cannot all hold. Empty unless infeasible. */
  readonly conflict: ReadonlyArray<string>
  readonly seconds: number
}
