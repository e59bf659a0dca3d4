/** Bench rows as a table for people. */
import Table from "cli-table3"
import type { Row } from "./main.ts"

const shown = (value: Row[string] | undefined): string => (value === null || value === undefined ? "–" : String(value))

export function tableOf(rows: ReadonlyArray<Row>): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const table = new Table({ head: columns, style: { head: [], border: [], compact: true } })
  table.push(...rows.map((row) => columns.map((column) => shown(row[column]))))
  return table.toString()
}
