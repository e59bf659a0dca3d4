/**
 * Text and tables that keep within a number of columns: wraps at spaces, aligns, paints. What comes from a file is stripped
 * of control characters first, so that no free text can steer the terminal.
 */
import { styleText } from "node:util"
import Table from "cli-table3"

export interface TerminalOptions {
  readonly columns: number
  /** False without a terminal and under NO_COLOR; the caller knows. */
  readonly color: boolean
}

export type Paint = "bold" | "dim" | "cyan" | "green" | "yellow" | "red"

export const painter =
  (color: boolean) =>
  (paint: Paint | undefined, text: string): string =>
    color && paint !== undefined && text !== "" ? styleText(paint, text, { validateStream: false }) : text

/** Narrower than this nothing is legible; wider than the second, lines of prose are hard to read. */
const [narrowest, widestProse] = [60, 100]

export const usableWidth = (columns: number): number => Math.max(narrowest, columns)

// Control characters, and marks that turn the direction of what follows.
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

const safe = (text: string): string =>
  text.normalize("NFC").replace(unsafe, (mark) => (mark === "\n" || mark === "\t" ? " " : ""))

export const lengthOf = (text: string): number => [...text].length

/** Lines of at most `width`; a no-break space does not break, and a word too long for a line is cut. */
export const wrap = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of safe(text).split(/ +/u)) {
    let rest = word
    if (line !== "" && lengthOf(line) + 1 + lengthOf(rest) <= width) {
      line = `${line} ${rest}`
      continue
    }
    if (line !== "") lines.push(line)
    while (lengthOf(rest) > width) {
      lines.push([...rest].slice(0, width).join(""))
      rest = [...rest].slice(width).join("")
    }
    line = rest
  }
  if (line !== "") lines.push(line)
  return lines
}

export const prose = (text: string, columns: number): ReadonlyArray<string> =>
  wrap(text, Math.min(usableWidth(columns), widestProse))

export interface Column {
  readonly head?: string
  readonly align?: "left" | "right"
  /** Gives way when the table is too wide: wraps down to this many characters. */
  readonly least?: number
}

export interface Cell {
  readonly text: string
  readonly paint?: Paint | undefined
}

/** Cells side by side, with a line across all columns below; or only such a line. */
export interface TableRow {
  readonly cells?: ReadonlyArray<Cell>
  readonly across?: Cell
}

const gap = 2
const indent = 2

const longest = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map((text) => lengthOf(safe(text))))

/** Natural widths; what is too much is taken from the columns that give way, the widest first. */
const widthsOf = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<TableRow>,
  width: number
): ReadonlyArray<number> => {
  const widths = columns.map((column, i) =>
    longest([column.head ?? "", ...rows.map((row) => row.cells?.[i]?.text ?? "")])
  )
  const slack = (i: number): number =>
    columns[i]?.least === undefined ? 0 : widths[i]! - Math.min(widths[i]!, columns[i]!.least!)
  let excess = widths.reduce((sum, one) => sum + one + gap, -gap) - width
  while (excess > 0) {
    const widest = widths.reduce(
      (best, _, i) => (slack(i) > 0 && (best < 0 || widths[i]! > widths[best]!) ? i : best),
      -1
    )
    if (widest < 0) break
    widths[widest]!--
    excess--
  }
  return widths
}

const frameless = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: ""
}

/** A table without frames: a line under the heads, and nothing else that is not content. */
export const renderTable = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<TableRow>,
  { color, columns: available }: TerminalOptions
): ReadonlyArray<string> => {
  const paint = painter(color)
  const width = usableWidth(available)
  const widths = widthsOf(columns, rows, width)
  const used = widths.reduce((sum, one) => sum + one + gap, -gap)
  // A line across may need more than the columns do: what is left of the width goes behind the last one.
  const total = rows.some((row) => row.across !== undefined) ? Math.max(used, width) : used
  const last = widths.length - 1
  const aligned = (line: string, i: number): string =>
    columns[i]?.align === "right" ? line.padStart(widths[i]!) : line
  const inColumn = ({ paint: as, text }: Cell, i: number): string =>
    wrap(text, widths[i]!)
      .map((line) => paint(as, aligned(line, i)))
      .join("\n")
  const acrossAll = ({ paint: as, text }: Cell, by: number) => ({
    colSpan: columns.length,
    content: wrap(text, total - by)
      .map((line) => " ".repeat(by) + paint(as, line))
      .join("\n")
  })
  const table = new Table({
    chars: frameless,
    colWidths: widths.map((one, i) => (i < last ? one + gap : one + total - used)),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    head: columns.some((column) => column.head !== undefined)
      ? columns.map((column, i) => inColumn({ text: column.head ?? "", paint: "bold" }, i))
      : []
  })
  for (const { across, cells } of rows) {
    if (cells !== undefined) table.push(cells.map(inColumn))
    if (across !== undefined) table.push([acrossAll(across, cells === undefined ? 0 : indent)])
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
}
