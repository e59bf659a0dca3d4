/** A year under several policies as a table for the terminal: shares of hindsight, persons placed, how even the months were. */
import Table from "cli-table3"
import { policies as yearPolicies } from "../../matching/lookahead/playYear.ts"
import { type PolicyReport, policyKeys, type YearReport } from "../../matching/lookahead/YearReport.ts"

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`

const names = { random: "random", greedy: "greedy", "bid-price": "bid price" } as const

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

const headsOf = (spread: boolean): ReadonlyArray<string> => [
  "Policy",
  "Total",
  "Of hindsight",
  "worst",
  "best",
  "Persons",
  "Other month",
  ...(spread ? ["Price of spread"] : []),
  "Seconds"
]

const batchesOf = (number: number): string => `${number} ${number === 1 ? "batch" : "batches"}`

/** What was played, and how to read the columns. */
const notesOf = (report: YearReport, poolIsInstance: boolean): ReadonlyArray<string> => {
  const { batches, futures, households, orders, persons, poolHouseholds, rule, seed, spread } = report
  return [
    `${count(households, "household")}, ${count(persons, "person")} in ${batchesOf(batches)}, mean of ${count(orders, "random order")}; rule ${rule}, seed ${seed}.`,
    `Before each batch the bid price draws ${count(futures, "future")} from a pool of ${count(poolHouseholds, "household")}.`,
    "Other month: share of the persons placed who would have to come in another month for each location to receive as many in all.",
    ...(spread > 0 ? [`Spread ${spread}: that share of each location's places opens evenly, batch by batch.`] : []),
    ...(poolIsInstance
      ? ["The pool is the instance itself, which flatters the bid price: give another year with --pool."]
      : [])
  ]
}

export const renderYear = (report: YearReport, poolIsInstance: boolean): string => {
  const { conflict, hindsight, hindsightPlaced, hindsightProved, policies } = report
  if (hindsight === null) return ["These cannot all hold:", ...conflict.map((sentence) => `  ${sentence}`)].join("\n")
  const spread = report.spread > 0
  const heads = headsOf(spread)
  const table = new Table({
    head: [...heads],
    colAligns: heads.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true }
  })
  const best = [
    hindsightProved ? "hindsight" : "hindsight, at most",
    hindsight.toFixed(6),
    percent(1),
    "",
    "",
    String(hindsightPlaced)
  ]
  table.push(heads.map((_, column) => best[column] ?? ""))
  for (const policy of yearPolicies) {
    const found = policies[policyKeys[policy]]
    if (found !== undefined) table.push([...policyRow(names[policy], found, spread)])
  }
  return [table.toString(), ...notesOf(report, poolIsInstance)].join("\n")
}
