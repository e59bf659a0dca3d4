/** A solve result as a table for the terminal: what was reached, what is proved, what it cost. */
import Table from "cli-table3"
import type { SolveResult } from "../../matching/referee/SolveResult.ts"

const amount = (value: number | null): string => (value === null ? "–" : value.toFixed(6))
const percent = (fraction: number | null): string => (fraction === null ? "–" : `${(100 * fraction).toFixed(4)} %`)
const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`

const endedBy: Readonly<Record<NonNullable<SolveResult["stoppedBy"]>, string>> = {
  time: "stopped by the time limit",
  nodes: "stopped by the limit on steps",
  cancelled: "cancelled"
}

export const renderSolveResult = (result: SolveResult): string => {
  const { certifiedBound, certifiedGap, gap, placedLevel, price, proof, stoppedBy, unplaced } = result
  const rows: ReadonlyArray<readonly [string, string]> = [
    ["Status", stoppedBy === null ? result.status : `${result.status}, ${endedBy[stoppedBy]}`],
    ["Rule", result.rule],
    ["Objective", amount(result.objective)],
    ["Bound", `${amount(result.bound)}, gap ${percent(gap)}, proved by the ${proof}`],
    ["Certified bound", `${amount(certifiedBound)}, gap ${percent(certifiedGap)}`],
    [
      "Placed",
      `${count(result.placed, "household")}, ${count(result.persons, "person")}; ${count(unplaced.length, "household")} unplaced`
    ],
    ...(placedLevel === undefined
      ? []
      : [["Placed first", `${placedLevel.objective} of at most ${placedLevel.bound}`] as const]),
    ...(price === undefined
      ? []
      : [["Price of placing first", `${amount(price.difference)} of ${amount(price.maxScore)}`] as const]),
    ["Solver", `${result.solver}, ${result.seconds} s, seed ${result.seed}`]
  ]
  const table = new Table({ style: { head: [], border: [], compact: true } })
  table.push(...rows.map(([label, value]) => [label, value]))
  const conflict =
    result.conflict === undefined
      ? []
      : ["These cannot all hold:", ...result.conflict.map((sentence) => `  ${sentence}`)]
  return [table.toString(), ...conflict].join("\n")
}
