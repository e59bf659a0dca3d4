/** `treff schema NAME`: the JSON Schema of a format with an example, or an empty CSV template of a list. */
import { Effect, Schema } from "effect"
import { exampleOf } from "../intake/examples.ts"
import { type FormatName, formatNames, formats } from "../intake/formats.ts"
import { UsageError } from "./UsageError.ts"

const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name)

export const schemaOf = (name: string): Effect.Effect<unknown, UsageError> => {
  if (!isFormat(name)) {
    return Effect.fail(
      new UsageError({ problem: `No format is called ${name}.`, advice: `There are: ${formatNames.join(", ")}.` })
    )
  }
  const { definitions, schema } = Schema.toJsonSchemaDocument(formats[name].schema)
  return Effect.succeed({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: name,
    ...schema,
    $defs: definitions,
    examples: [exampleOf(name)]
  })
}

/** The header line of a list; formats that are not a list have none. */
export const csvTemplateOf = (name: string): Effect.Effect<string, UsageError> => {
  const columns = isFormat(name) ? formats[name].columns : undefined
  const lists = formatNames.filter((one) => formats[one].columns !== undefined)
  return columns === undefined
    ? Effect.fail(
        new UsageError({ problem: `${name} has no CSV template.`, advice: `These have one: ${lists.join(", ")}.` })
      )
    : Effect.succeed(columns.join(";"))
}
