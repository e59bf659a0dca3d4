/** A year under several policies as a table for the terminal: shares of hindsight, persons placed, how even the months were. */
import Table from "cli-table3"
import type { PolicyReport, YearReport } from "../../matching/lookahead/YearReport.ts"

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`

const names = { random: "random", greedy: "greedy", bidPrice: "bid price" } as const

const policyRow = (name: string, report: PolicyReport, spread: boolean): ReadonlyArray<string> => [
  name,
  report.objective.toFixed(6),
  percent(report.mean),
  percent(report.worst),
  percent(report.best),
  report.placed.toFixed(1),
  percent(report.monthlySpread),
  ...(spread ? [percent(report.priceOfSpread ?? 0)] : []),
  report.seconds.toFixed(1)
]

export const renderYear = (report: YearReport, poolIsInstance: boolean): string => {
  const { batches, conflict, futures, hindsight, hindsightPlaced, orders, policies, pool, seed } = {
    ...report,
    orders: Object.values(report.policies)[0]?.orders.length ?? 0,
    pool: report.poolHouseholds
  }
  if (report.status === "infeasible" || hindsight === null)
    return ["These cannot all hold:", ...conflict.map((sentence) => `  ${sentence}`)].join("\n")
  const spread = report.spread > 0
  const table = new Table({
    head: [
      "Policy",
      "Total",
      "Of hindsight",
      "worst",
      "best",
      "Persons",
      "Other month",
      ...(spread ? ["Price of spread"] : []),
      "Seconds"
    ],
    colAligns: ["left", ...Array.from({ length: spread ? 8 : 7 }, () => "right" as const)],
    style: { head: [], border: [], compact: true }
  })
  table.push([
    "hindsight",
    hindsight.toFixed(6),
    percent(1),
    "",
    "",
    String(hindsightPlaced),
    "",
    ...(spread ? [""] : []),
    ""
  ])
  for (const [key, found] of Object.entries(policies))
    table.push([...policyRow(names[key as keyof typeof names], found, spread)])
  const played = `${count(report.households, "household")}, ${count(report.persons, "person")} in ${count(batches, "batch").replace("batchs", "batches")}, mean of ${count(orders, "random order")}; ${count(futures, "future")} before each batch from a pool of ${count(pool, "household")}; rule ${report.rule}, seed ${seed}`
  return [
    table.toString(),
    played,
    "Other month: share of the persons placed who would have to come in another month for each location to receive as many in all.",
    ...(spread ? [`Spread ${report.spread}: that share of each location's places opens evenly, batch by batch.`] : []),
    ...(poolIsInstance
      ? ["The pool is the instance itself, which flatters the bid price: give another year with --pool."]
      : [])
  ].join("\n")
}
