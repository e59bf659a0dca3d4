/** Text → value by schema. Owns the way from a schema's issue to a file, a line and a field a person can find. */
import { Effect, Schema } from "effect"
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from "jsonc-parser"
import { InputInvalid } from "./InputInvalid.ts"

/** Where in a document: keys and places in lists. */
export type Path = ReadonlyArray<string | number>

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length

export const fieldOf = (path: Path): string =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("")

/** The deepest part of the path that exists: a missing key has no line of its own. */
export const lineOf = (text: string, path: Path): number | null => {
  const root = parseTree(text)
  if (root === undefined) return null
  for (let depth = path.length; depth >= 0; depth--) {
    const node = findNodeAtLocation(root, path.slice(0, depth) as Array<string | number>)
    if (node !== undefined) return lineAt(text, node.offset)
  }
  return null
}

const sentence = (code: string): string => code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()

const syntaxError = (text: string, file: string): InputInvalid => {
  const errors: Array<ParseError> = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const first = errors[0]
  return new InputInvalid({
    file,
    line: first === undefined ? null : lineAt(text, first.offset),
    field: "",
    problem: first === undefined ? "not valid JSON" : `not valid JSON (${sentence(printParseErrorCode(first.error))})`,
    advice: text.trim() === "" ? "The file is empty." : "Check that the file is complete and was saved as JSON.",
    more: 0
  })
}

/** Strict JSON. The platform's parser reads; the slower one that knows lines is asked only when something is wrong. */
export const parseJson = (text: string, file: string): Effect.Effect<unknown, InputInvalid> =>
  Effect.try({ try: (): unknown => JSON.parse(text), catch: () => syntaxError(text, file) })

const describe = (message: string): string =>
  message.replace(/^Expected /, "expected ").replace(/^Missing key$/, "is missing")

/** Decodes strictly by schema; the first problem is described in full, the rest are counted. */
export const decodeText = <A, I>(
  schema: Schema.Codec<A, I>,
  text: string,
  file: string,
  schemaName: string
): Effect.Effect<A, InputInvalid> =>
  Effect.flatMap(parseJson(text, file), (value) => {
    const result = Schema.toStandardSchemaV1(schema)["~standard"].validate(value)
    if (result instanceof Promise) throw new Error(`Schema ${schemaName} must decode without waiting`)
    if (result.issues === undefined) return Effect.succeed(result.value)
    const first = result.issues[0]
    const path = (first?.path ?? []).map((part) => (typeof part === "object" ? part.key : part)) as Path
    return Effect.fail(
      new InputInvalid({
        file,
        line: lineOf(text, path),
        field: fieldOf(path),
        problem: describe(first?.message ?? "does not fit the schema"),
        advice: `\`treff schema ${schemaName}\` shows the format with an example.`,
        more: result.issues.length - 1
      })
    )
  })
