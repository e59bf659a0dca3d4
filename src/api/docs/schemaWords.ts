/** A schema in a few words: its type as a developer writes it, and what else a value must keep. */
import type { SchemaNode } from "./OpenApi.ts"

export const nameOf = ({ $ref }: SchemaNode): string | undefined => $ref?.split("/").at(-1)

/** Parts of a type; a part with a name leads to the schema of that name. */
export type TypeWord = { readonly text: string; readonly schema?: string }

const between = (parts: ReadonlyArray<ReadonlyArray<TypeWord>>, text: string): ReadonlyArray<TypeWord> =>
  parts.flatMap((part, i) => (i === 0 ? part : [{ text }, ...part]))

const ofList = (items: SchemaNode): ReadonlyArray<TypeWord> => [{ text: "list of " }, ...typeWords(items)]

const choices = ({ anyOf, oneOf }: SchemaNode): ReadonlyArray<SchemaNode> | undefined => anyOf ?? oneOf

export const typeWords = (schema: SchemaNode): ReadonlyArray<TypeWord> => {
  const name = nameOf(schema)
  if (name !== undefined) return [{ text: name, schema: name }]
  const among = choices(schema)
  if (among !== undefined) return between(among.map(typeWords), " or ")
  if (schema.enum !== undefined) return [{ text: schema.enum.map((one) => JSON.stringify(one)).join(" | ") }]
  if ("const" in schema) return [{ text: JSON.stringify(schema.const) }]
  if (schema.items !== undefined) return ofList(schema.items)
  if (schema.allOf !== undefined && schema.type === undefined) return between(schema.allOf.map(typeWords), " and ")
  if (schema.type === "object" && typeof schema.additionalProperties === "object") {
    return [{ text: "object of " }, ...typeWords(schema.additionalProperties)]
  }
  return [{ text: schema.type === undefined ? "any" : [schema.type].flat().join(" or ") }]
}

const limits: Readonly<Partial<Record<keyof SchemaNode, string>>> = {
  format: "format",
  pattern: "pattern",
  minimum: "at least",
  exclusiveMinimum: "more than",
  maximum: "at most",
  exclusiveMaximum: "less than",
  minLength: "characters at least",
  maxLength: "characters at most",
  minItems: "items at least",
  maxItems: "items at most",
  uniqueItems: "no item twice"
}

/** What every whole number in JSON keeps is not worth saying. */
const says = (value: unknown): boolean => value !== undefined && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER

/** A check may stand beside the type or in a part of its own. */
export const constraints = (schema: SchemaNode): ReadonlyArray<string> => [
  ...Object.entries(limits).flatMap(([key, words]) => {
    const value = schema[key as keyof SchemaNode]
    return !says(value) ? [] : [value === true ? words : `${words} ${String(value)}`]
  }),
  ...(schema.allOf ?? []).flatMap(constraints)
]

export interface Row {
  /** Path from the schema's own value: `reasons[].code`. */
  readonly path: string
  readonly schema: SchemaNode
  readonly required: boolean
}

/** Deeper than any schema without a name of its own is. */
const deepest = 6

/** Every property, with those of nameless objects and lists beneath it; what has a name is shown under its own. */
export const rowsOf = (schema: SchemaNode, path = "", depth = 0): ReadonlyArray<Row> => {
  if (depth > deepest || nameOf(schema) !== undefined) return []
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => {
    const at = path === "" ? key : `${path}.${key}`
    return [{ path: at, schema: one, required: schema.required?.includes(key) ?? false }, ...rowsOf(one, at, depth + 1)]
  })
  const items = schema.items === undefined ? [] : rowsOf(schema.items, `${path}[]`, depth + 1)
  const values =
    typeof schema.additionalProperties === "object" ? rowsOf(schema.additionalProperties, `${path}{}`, depth + 1) : []
  const parts = [...(choices(schema) ?? []), ...(schema.allOf ?? [])].flatMap((one) => rowsOf(one, path, depth + 1))
  return [...own, ...items, ...values, ...parts]
}
