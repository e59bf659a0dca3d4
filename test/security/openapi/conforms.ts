/**
 * Whether a JSON value is what a schema of the OpenAPI document says: where it differs, by pointer. Stricter than the schema
 * in one thing: a key that is described nowhere is a difference, since nobody has been told of it.
 */
import type { SchemaNode } from "../../../src/api/docs/OpenApi.ts"
import { resolved, type Schemas } from "./document.ts"

type Differences = ReadonlyArray<string>

const typeOf = (value: unknown): string => {
  if (value === null) return "null"
  return Array.isArray(value) ? "array" : typeof value
}

const isOfType = (value: unknown, type: string): boolean =>
  type === "integer" ? Number.isInteger(value) : typeOf(value) === type

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const ofNumber = (
  value: number,
  { exclusiveMaximum, exclusiveMinimum, maximum, minimum }: SchemaNode,
  at: string
): Differences =>
  (minimum !== undefined && value < minimum) ||
  (maximum !== undefined && value > maximum) ||
  (exclusiveMinimum !== undefined && value <= exclusiveMinimum) ||
  (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    ? [`${at} is out of bounds`]
    : []

const ofText = (value: string, { maxLength, minLength, pattern }: SchemaNode, at: string): Differences =>
  (minLength !== undefined && value.length < minLength) ||
  (maxLength !== undefined && value.length > maxLength) ||
  (pattern !== undefined && !new RegExp(pattern, "u").test(value))
    ? [`${at} has another form`]
    : []

const ofArray = (value: ReadonlyArray<unknown>, schema: SchemaNode, schemas: Schemas, at: string): Differences => {
  const { items, maxItems = Number.POSITIVE_INFINITY, minItems = 0, prefixItems = [] } = schema
  if (value.length < minItems || value.length > maxItems) return [`${at} has ${value.length} items`]
  return value.flatMap((one, i) => {
    const wanted = prefixItems[i] ?? items
    return wanted === undefined ? [] : differences(one, wanted, schemas, `${at}/${i}`)
  })
}

const ofObject = (value: object, schema: SchemaNode, schemas: Schemas, at: string): Differences => {
  const { additionalProperties, properties = {}, required = [] } = schema
  const missing = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${at}/${key} is missing`)
  // An object without any key described is open on purpose.
  const isOpen = additionalProperties !== false && Object.keys(properties).length === 0
  const wrong = Object.entries(value).flatMap(([key, one]) => {
    const described = properties[key]
    if (described !== undefined) return differences(one, described, schemas, `${at}/${key}`)
    if (typeof additionalProperties === "object") return differences(one, additionalProperties, schemas, `${at}/${key}`)
    return isOpen ? [] : [`${at}/${key} is described nowhere`]
  })
  return [...missing, ...wrong]
}

export const differences = (value: unknown, named: SchemaNode, schemas: Schemas, at = ""): Differences => {
  const schema = resolved(named, schemas)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) {
    const tried = choices.map((choice) => differences(value, choice, schemas, at))
    const closest = tried.reduce((a, b) => (b.length < a.length ? b : a))
    if (closest.length > 0) return closest
  }
  if (schema.enum !== undefined && !schema.enum.some((one) => same(one, value))) return [`${at} is none of its choices`]
  if (schema.const !== undefined && !same(schema.const, value)) return [`${at} is not the constant`]
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${at} is of type ${typeOf(value)}`]
  if (typeof value === "number") return ofNumber(value, schema, at)
  if (typeof value === "string") return ofText(value, schema, at)
  if (Array.isArray(value)) return ofArray(value, schema, schemas, at)
  return typeof value === "object" && value !== null && choices === undefined
    ? ofObject(value, schema, schemas, at)
    : []
}
