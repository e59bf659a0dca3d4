/**
 * Values a schema of the OpenAPI document allows, and what is made of them to see whether they are refused. Names of fields
 * that mean something of ours (a round, a household …) often get one that exists, so that more than the door is tried.
 */
import type { SchemaNode } from "../../../src/api/docs/OpenApi.ts"
import type { Chance } from "./Chance.ts"
import { resolved, type Schemas } from "./document.ts"

/** What exists, by the name of the field or parameter that would hold it. */
export type Known = Readonly<Record<string, ReadonlyArray<string>>>

/** Texts that have broken programs before. */
export const oddTexts: ReadonlyArray<string> = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "æøå ÅØÆ",
  "ǅ İ ß \u200f\u202e",
  "𝕊𝕖𝕖 🏔️👩‍👩‍👧",
  "\r\nset-cookie: a=b",
  "'; drop table core.round; --",
  "{{7*7}}#{7*7}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "%00%ff%2e%2e",
  "__proto__",
  "constructor",
  "null",
  "NaN",
  "1e309",
  "-0",
  "00000000-0000-0000-0000-000000000000",
  "2024-02-30",
  "9999-12-31",
  "0000-00-00",
  "4601 ",
  "x".repeat(5_000)
]

const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => String(chance.below(10))).join("")
const hex = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => chance.below(16).toString(16)).join("")
const uuid = (chance: Chance): string =>
  `${hex(chance, 8)}-${hex(chance, 4)}-4${hex(chance, 3)}-8${hex(chance, 3)}-${hex(chance, 12)}`
const letters = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + chance.below(26))).join("")
const day = (chance: Chance): string =>
  `20${20 + chance.below(10)}-${String(1 + chance.below(12)).padStart(2, "0")}-${String(1 + chance.below(28)).padStart(2, "0")}`

/** One maker for each form our schemas use; a form nobody has thought of makes a plain word. */
const forms: ReadonlyArray<readonly [RegExp, (chance: Chance) => string]> = [
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}T/u, (chance) => `${day(chance)}T12:00:00Z`],
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}/u, day],
  [/0-9a-fA-F/u, uuid],
  [/\^\\d\{12\}/u, (chance) => digits(chance, 12)],
  [/\^\\d\{4\}/u, (chance) => digits(chance, 4)],
  [/\^\\d\{2\}/u, (chance) => digits(chance, 2)],
  [/\^\\d\{1,15\}/u, (chance) => digits(chance, 1 + chance.below(15))],
  [/\[A-Z\]\{3\}/u, (chance) => letters(chance, 3).toUpperCase()],
  [/\[a-z\]\{3\}/u, (chance) => letters(chance, 3)]
]

const text = ({ format, maxLength = 40, minLength = 0, pattern }: SchemaNode, chance: Chance): string => {
  if (format === "uuid") return uuid(chance)
  if (pattern !== undefined)
    return (forms.find(([form]) => form.test(pattern))?.[1] ?? ((one) => letters(one, 4)))(chance)
  const length = Math.min(maxLength, minLength + chance.below(40))
  return chance.percent(10)
    ? `Ønske ${chance.pick(oddTexts)}`.padEnd(minLength).slice(0, maxLength)
    : letters(chance, length)
}

const number = ({ maximum, minimum, type }: SchemaNode, chance: Chance): number => {
  const least = Math.max(minimum ?? -1_000, Number.MIN_SAFE_INTEGER)
  const most = Math.min(maximum ?? least + 2_000, Number.MAX_SAFE_INTEGER)
  if (chance.percent(15)) return chance.pick([least, most])
  const near =
    least < -1_000 && most > 1_000 ? chance.below(60) - 5 : least + chance.below(Math.min(most - least + 1, 1_000))
  return type === "integer" ? Math.trunc(near) : near + (chance.percent(30) ? 0.5 : 0)
}

const anything = (chance: Chance): unknown =>
  chance.pick([null, true, 0, -1.5, "x", [], {}, [1, "a", null], { a: { b: [] } }, chance.pick(oddTexts)])

/** Deeper than this, what may be left out is left out. */
const deep = 7

/** A value the schema allows; `name` is that of the field it is for. */
export const makeValue = (
  named: SchemaNode,
  context: { readonly schemas: Schemas; readonly known: Known; readonly chance: Chance },
  name = "",
  depth = 0
): unknown => {
  const { chance, known, schemas } = context
  const schema = resolved(named, schemas)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return makeValue(chance.pick(choices), context, name, depth)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return chance.pick(schema.enum)
  const type = [schema.type].flat()[0]
  switch (type) {
    case "string":
      return known[name] !== undefined && chance.percent(80) ? chance.pick(known[name]) : text(schema, chance)
    case "integer":
    case "number":
      return number(schema, chance)
    case "boolean":
      return chance.percent(50)
    case "null":
      return null
    case "array": {
      const { items, maxItems = 4, minItems = 0, prefixItems = [] } = schema
      const length = Math.min(maxItems, Math.max(minItems, prefixItems.length, depth > deep ? 0 : chance.below(3)))
      return Array.from({ length }, (_, i) => makeValue(prefixItems[i] ?? items ?? {}, context, name, depth + 1))
    }
    case "object": {
      const { properties = {}, required = [] } = schema
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([key]) => required.includes(key) || (depth <= deep && chance.percent(50)))
          .map(([key, one]) => [key, makeValue(one, context, key, depth + 1)])
      )
    }
    default:
      return anything(chance)
  }
}

/** Somewhere in the value, one thing is changed. */
const changed = (value: unknown, change: (value: unknown) => unknown, chance: Chance): unknown => {
  if (typeof value !== "object" || value === null || chance.percent(25)) return change(value)
  const keys = Object.keys(value)
  if (keys.length === 0) return change(value)
  const key = chance.pick(keys)
  const inner = changed((value as Record<string, unknown>)[key], change, chance)
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? inner : one))
  return inner === dropped
    ? Object.fromEntries(Object.entries(value).filter(([one]) => one !== key))
    : { ...value, [key]: inner }
}

const dropped = Symbol("dropped")
const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)])

type Mutation = (value: unknown, chance: Chance) => unknown

const mutations: ReadonlyArray<Mutation> = [
  (value, chance) => changed(value, () => dropped, chance),
  (value, chance) =>
    changed(
      value,
      (one) =>
        typeof one === "object" && one !== null
          ? { ...one, [chance.pick(["id", "version", "role", "municipality", "x"])]: 1 }
          : [one],
      chance
    ),
  (value, chance) => changed(value, () => anything(chance), chance),
  (value, chance) => changed(value, () => null, chance),
  (value, chance) => changed(value, () => chance.pick(oddTexts), chance),
  (value, chance) =>
    changed(value, () => chance.pick([1e308, -1e308, 2 ** 53, -1, 0.1, 1e-7, 2 ** 31, 2 ** 63]), chance),
  (value, chance) => changed(value, (one) => Array.from({ length: 300 }, () => one), chance),
  (value, chance) => changed(value, () => nested(chance.pick([10, 63, 64, 65, 200])), chance)
]

type TextMutation = (text: string, chance: Chance) => string

/** What no value can say: JSON that is said oddly, or no JSON. */
const textMutations: ReadonlyArray<TextMutation> = [
  (json) => json.replace(/^\{("(?:[^"\\]|\\.)*":)/u, "{$1null,$1"),
  (json) => json.replace(/^\{/u, '{"__proto__":{"a":1},'),
  (json, chance) => json.slice(0, chance.below(json.length + 1)),
  (json) => `\ufeff${json}`,
  (json) => `${json}\n${json}`,
  (json) => json.replace(/:\s*"/u, ':"\\ud800'),
  (json) => json.replaceAll(/\d+/gu, "1e400"),
  () => "",
  (_, chance) => chance.pick(oddTexts)
]

/** The body as text: as it was, or with one thing or two wrong with it. */
export const makeBody = (value: unknown, chance: Chance): string => {
  if (chance.percent(40)) return JSON.stringify(value) ?? ""
  let now = value
  for (let n = 0; n <= chance.below(2); n++) {
    const next = chance.pick(mutations)(now, chance)
    now = next === dropped ? undefined : next
  }
  const json = JSON.stringify(now) ?? ""
  return chance.percent(20) ? chance.pick(textMutations)(json, chance) : json
}
