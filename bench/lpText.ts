/** A formulation as CPLEX LP text, for solvers that read files. Minimises the negative, since not all of them maximise alike. */
import type { Column, Formulation } from "../src/matching/solver/formulation.ts"

const term = (coefficient: number, name: string): string =>
  `${coefficient < 0 ? "-" : "+"} ${Math.abs(coefficient)} ${name}`

/** Names of the columns and the columns themselves, choices first. */
function columnsOf({ choices, choiceColumn, slackColumns, unplacedColumn }: Formulation) {
  const columns: Array<{ readonly name: string; readonly column: Column; readonly whole: boolean }> = []
  for (let h = 0; h + 1 < choices.start.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++)
      columns.push({ name: `x${k}`, column: choiceColumn(h, k), whole: true })
    columns.push({ name: `u${h}`, column: unplacedColumn(h), whole: true })
  }
  slackColumns.forEach((column, at) => columns.push({ name: `s${at}`, column, whole: false }))
  return columns
}

export function lpTextOf(formulation: Formulation, kind: "relaxed" | "whole"): string {
  const columns = columnsOf(formulation)
  const rows = formulation.rows.map((): Array<string> => [])
  for (const { column, name } of columns)
    column.rows.forEach((row, at) => rows[row]!.push(term(column.coefficients[at]!, name)))
  const constraints = rows.flatMap((terms, row) => {
    const [least, most] = [formulation.lower[row]!, formulation.upper[row]!]
    const sum = terms.join("\n ")
    if (terms.length === 0) return []
    if (least === most) return [`r${row}: ${sum} = ${least}`]
    return [
      ...(Number.isFinite(least) ? [`l${row}: ${sum} >= ${least}`] : []),
      ...(Number.isFinite(most) ? [`r${row}: ${sum} <= ${most}`] : [])
    ]
  })
  return [
    "Minimize",
    ` obj: ${columns.map(({ column, name }) => term(-column.worth, name)).join("\n ")}`,
    "Subject To",
    ...constraints,
    "Bounds",
    ...columns.map(({ column, name }) => ` ${column.lower} <= ${name} <= ${column.upper}`),
    ...(kind === "whole" ? ["Binaries", ...columns.filter(({ whole }) => whole).map(({ name }) => ` ${name}`)] : []),
    "End"
  ].join("\n")
}
