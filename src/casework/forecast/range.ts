/** P10–P50–P90 of one count over many runs, by nearest rank: always a number that occurred. */
import type { Range } from "./Forecast.ts"

/** A count below this, at the upper end, is shown as 0–4. */
export const smallBelow = 5

const quantile = (sorted: ReadonlyArray<number>, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0

/** One count per run, also from the runs in which nobody came. */
export const rangeOf = (counts: ReadonlyArray<number>): Range => {
  const sorted = [...counts].sort((a, b) => a - b)
  const p90 = quantile(sorted, 0.9)
  if (p90 < smallBelow) return { _tag: "small" }
  return { _tag: "range", p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90 }
}
