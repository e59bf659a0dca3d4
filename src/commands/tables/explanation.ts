/** One household's explanation on a terminal: the document of src/texts, section by section. */
import type { DocumentSection, ExplanationDocument } from "../../texts/document.ts"
import { painter, prose, renderTable, type TableRow, type TerminalOptions } from "./layout.ts"

const least = 16

const rowsOf = ({ rows = [] }: DocumentSection): ReadonlyArray<TableRow> =>
  rows.map(({ detail, label, value }): TableRow => {
    const cells = [{ text: label }, { text: value, paint: "bold" as const }]
    return detail === undefined ? { cells } : { cells, across: { text: detail, paint: "dim" } }
  })

const renderSection = (section: DocumentSection, options: TerminalOptions): ReadonlyArray<string> => {
  const rows = rowsOf(section)
  return [
    "",
    painter(options.color)("cyan", section.heading),
    ...section.paragraphs.flatMap((paragraph) => prose(paragraph, options.columns)),
    ...(rows.length === 0 ? [] : renderTable([{ least }, { least }], rows, options))
  ]
}

export const renderExplanation = (document: ExplanationDocument, options: TerminalOptions): string => {
  const paint = painter(options.color)
  return [
    ...prose(document.title, options.columns).map((line) => paint("bold", line)),
    ...prose(document.lead, options.columns),
    ...document.sections.flatMap((section) => renderSection(section, options))
  ].join("\n")
}
