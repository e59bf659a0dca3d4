/** Feature under test: an export no spreadsheet takes for formulas, read back as it was by two readers (case I4). */
import fc from "fast-check"
import { expect, test } from "vitest"
import { csv, flatRows } from "../../src/api/csv.ts"
import { repetitions } from "../support/repetitions.ts"

/** RFC 4180, letter by letter. */
const byLetters = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = []
  let row: Array<string> = []
  let cell = ""
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === ",") {
      row.push(cell)
      cell = ""
    } else if (!quoted && letter === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell])
      row = []
      cell = ""
      at++
    } else cell += letter
  }
  return rows
}

/** The same by pattern: cells, each with what ends it. */
const byPattern = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<Array<string>> = [[]]
  for (const [, inside, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/gu)) {
    rows.at(-1)!.push(inside!.replaceAll('""', '"'))
    if (end === "\r\n") rows.push([])
  }
  return rows.slice(0, -1)
}

const nasty = fc.oneof(
  fc.constantFrom(
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "",
    '"',
    '","',
    "\r\n",
    "'",
    "123456789012",
    "1e400",
    "æøå \u202e"
  ),
  fc.string(),
  fc.string({ unit: "grapheme" }).map((text) => `=${text}`)
)
const table = fc.array(fc.array(nasty, { minLength: 50, maxLength: 50 }), { minLength: 2, maxLength: 2 })

test("cells come back as text, and none begins like a formula", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = csv(rows)
      for (const read of [byLetters, byPattern]) {
        const found = read(text)
        expect(found.flat().filter((cell) => /^[=+\-@\t\r\0]/u.test(cell))).toEqual([])
        const plain = found.map((row, r) =>
          row.map((cell, c) =>
            cell === `'${rows[r]![c]!}` && /^[=+\-@\t\r\0]/u.test(rows[r]![c]!) ? cell.slice(1) : cell
          )
        )
        expect(plain).toEqual(rows)
      }
    }),
    { numRuns: repetitions(20) }
  )
})

test("every value of a document has its way to it", () => {
  expect(flatRows({ a: { b: [1, null, true] }, "c.d": "=x", e: [] })).toEqual([
    ["a.b.0", "1"],
    ["a.b.1", ""],
    ["a.b.2", "true"],
    ["c.d", "=x"]
  ])
})
