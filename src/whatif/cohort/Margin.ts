/** A margin: how a population is divided, and who says so. A published figure has a source and a date, an assumption a reason. */
import type { Shares } from "./quota.ts"

type Basis =
  | { readonly kind: "published"; readonly source: string; readonly date: string }
  | { readonly kind: "assumption"; readonly reason: string }

export interface Margin<C extends string> {
  readonly title: string
  /** What is counted. */
  readonly of: string
  /** `%`: shares as published, also where rounding makes them miss 100. `count`: numbers, shown as shares of their sum. */
  readonly unit: "%" | "count"
  readonly shares: Shares<C>
  readonly basis: Basis
}

/** One line of the comparison: what was published or assumed, and what the generator made. Shares are in %. */
export interface MarginRow {
  readonly margin: string
  readonly title: string
  readonly of: string
  readonly category: string
  readonly unit: "%" | "days"
  /** null where nothing is published. */
  readonly published: number | null
  /** null where a figure is published. */
  readonly assumption: number | null
  readonly generated: number
  readonly count: number
  /** Publication, or the reason for the assumption. */
  readonly source: string
  readonly date: string | null
}

export const published = (source: string, date: string): Basis => ({ kind: "published", source, date })
export const assumed = (reason: string): Basis => ({ kind: "assumption", reason })

/** The share in %, as shown. */
export const percentOf = <C extends string>(margin: Margin<C>, category: C): number => {
  if (margin.unit === "%") return margin.shares[category]
  const sum = Object.values<number>(margin.shares).reduce((all, one) => all + one, 0)
  return (100 * margin.shares[category]) / sum
}
