/** How column values arrive: dates and times as text, never as a Date in the machine's own time zone. */
import { types } from "pg"

const asText = new Set<number>([types.builtins.DATE, types.builtins.TIMESTAMP, types.builtins.TIMESTAMPTZ])

export const columnTypes: { getTypeParser: typeof types.getTypeParser } = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    asText.has(oid)
      ? (value: string) => value
      : types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser
}
