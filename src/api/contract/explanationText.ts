/** An explanation in words: sections of paragraphs and rows. */
import { Schema } from "effect"
import type { ExplanationDocument } from "../../texts/document.ts"

const Row = Schema.Struct({ label: Schema.String, value: Schema.String, detail: Schema.optionalKey(Schema.String) })

export const ExplanationText = Schema.Struct({
  title: Schema.String,
  lead: Schema.String,
  sections: Schema.Array(
    Schema.Struct({
      id: Schema.Literals([
        "suggestion",
        "why",
        "facts",
        "unknown",
        "confirm",
        "alternatives",
        "round",
        "robustness",
        "childrens-best",
        "readiness",
        "excluded",
        "why-not",
        "needs",
        "rule",
        "considerations",
        "correct",
        "next",
        "caveats"
      ]),
      heading: Schema.String,
      paragraphs: Schema.Array(Schema.String),
      rows: Schema.optionalKey(Schema.Array(Row))
    })
  )
}).annotate({
  identifier: "ExplanationText",
  description: "The explanation in words, in the language asked for"
}) satisfies Schema.Schema<ExplanationDocument>
