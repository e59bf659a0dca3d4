/**
 * JSON as everybody must read it alike: UTF-8, no key twice, no key that JavaScript gives a meaning of its own, no number or
 * text that cannot be stored, and no more depth and keys than a form of ours has. Never tells what stood there.
 */
import { Result } from "effect"
import { visit } from "jsonc-parser"

const deepest = 64
const usualKeys = 10_000

/** Keys that could reach into the prototype of an object. */
const refusedKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"])

/** In one pass and without a stack, since the readers after it go as deep as the text does. */
const tooMuch = (text: string, mostKeys: number): string | undefined => {
  let depth = 0
  let keys = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (quoted) {
      if (sign === "\\") i++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === "{" || sign === "[") depth++
    else if (sign === "}" || sign === "]") depth--
    else if (sign === ":") keys++
    if (depth > deepest) return `The body is nested deeper than ${deepest} levels.`
    if (keys > mostKeys) return `The body has more than ${mostKeys} keys.`
  }
  return undefined
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0")

/** Of text that is JSON. */
const ambiguity = (text: string): string | undefined => {
  const open: Array<Set<string>> = []
  let found: string | undefined
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key) => {
      const keys = open.at(-1)
      if (keys?.has(key)) found ??= "An object of the body has the same key twice."
      if (refusedKeys.has(key)) found ??= "A key of the body is not allowed."
      if (!isStorable(key)) found ??= "A key of the body holds what is no character."
      keys?.add(key)
    },
    onLiteralValue: (value: unknown) => {
      if (typeof value === "string" && !isStorable(value)) found ??= "A text in the body holds what is no character."
      if (typeof value === "number" && !Number.isFinite(value)) found ??= "A number in the body is too large."
    }
  })
  return found
}

const notJson = "The body is not JSON in UTF-8."

/** The value, or what is wrong in one sentence. */
export const readJson = (
  bytes: Uint8Array,
  { mostKeys = usualKeys }: { readonly mostKeys?: number } = {}
): Result.Result<unknown, string> => {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Result.fail(notJson)
  }
  const excess = tooMuch(text, mostKeys)
  if (excess !== undefined) return Result.fail(excess)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return Result.fail(notJson)
  }
  const fault = ambiguity(text)
  return fault === undefined ? Result.succeed(value) : Result.fail(fault)
}
