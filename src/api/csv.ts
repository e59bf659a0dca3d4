/**
 * Tables as CSV (RFC 4180) that no spreadsheet takes for formulas: every cell is quoted, and one that begins like a formula
 * gets an apostrophe before it. A cell without that beginning is read back as it was.
 */

/** What a spreadsheet, or the file system beneath it, might act on. */
const active = /^[=+\-@\t\r\0]/u

const cell = (text: string): string => `"${(active.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** Every value of a document with the way to it, in its order. */
export const flatRows = (value: Json, path = ""): ReadonlyArray<readonly [string, string]> => {
  if (value === null || typeof value !== "object") return [[path, String(value ?? "")]]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([key, one]) => flatRows(one as Json, path === "" ? String(key) : `${path}.${key}`))
}
