/**
 * What JSON.parse does not tell: where a text stops being JSON, and which keys an object repeats (the parser would keep
 * the last one in silence). Reading values stays with JSON.parse.
 */
import { Result } from "effect"

interface JsonProblem {
  readonly line: number
  readonly column: number
  readonly problem: string
}

interface RepeatedKey {
  /** JSON pointer of the object that repeats it. */
  readonly pointer: string
  readonly key: string
  readonly line: number
}

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])|$)/gy

const space = /[ \t\n\r]*/y

interface Open {
  readonly kind: "{" | "["
  readonly pointer: string
  readonly keys: Set<string>
  key: string
  count: number
}

const placeOf = (text: string, position: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, position)
  const lastBreak = before.lastIndexOf("\n")
  return { line: before.split("\n").length, column: position - lastBreak }
}

/** Walks the tokens once; stops at the first that cannot stand where it stands. */
function walk(text: string): { readonly problem?: JsonProblem; readonly repeated: ReadonlyArray<RepeatedKey> } {
  const repeated: Array<RepeatedKey> = []
  const stack: Array<Open> = []
  let expects: "value" | "value or ]" | "key" | "key or }" | "colon" | "comma" | "end" = "value"
  let position = 0
  const stop = (problem: string): { readonly problem: JsonProblem; readonly repeated: ReadonlyArray<RepeatedKey> } => ({
    problem: { ...placeOf(text, position), problem },
    repeated
  })
  const pointer = (): string => {
    const top = stack.at(-1)
    if (top === undefined) return ""
    return `${top.pointer}/${top.kind === "[" ? top.count : top.key.replaceAll("~", "~0").replaceAll("/", "~1")}`
  }
  const close = (): void => {
    stack.pop()
    expects = stack.length === 0 ? "end" : "comma"
  }
  for (;;) {
    token.lastIndex = position
    const found = token.exec(text)
    space.lastIndex = position
    position += space.exec(text)?.[0].length ?? 0
    if (found === null) {
      if (/^(?:"(?:[^"\\]|\\.)*|[\w.+-]*)$/s.test(text.slice(position))) return stop("The text ends in the middle.")
      const what = text.slice(position, position + 12).split(/[\n\r]/, 1)[0]
      return stop(`${JSON.stringify(what)} is not JSON.`)
    }
    const [, mark, text_, scalar] = found
    if (mark === undefined && text_ === undefined && scalar === undefined) {
      return expects === "end" ? { repeated } : stop("The text ends in the middle.")
    }
    const isValue: boolean =
      mark === "{" || mark === "[" || (mark === undefined && expects !== "key" && expects !== "key or }")
    const top = stack.at(-1)
    if (isValue) {
      if (expects !== "value" && expects !== "value or ]")
        return stop("A value stands where none is expected; a comma may be missing.")
      if (mark === "{" || mark === "[") {
        stack.push({ kind: mark, pointer: pointer(), keys: new Set(), key: "", count: 0 })
        expects = mark === "{" ? "key or }" : "value or ]"
      } else expects = stack.length === 0 ? "end" : "comma"
    } else if (text_ !== undefined) {
      const key: string = JSON.parse(text_)
      if (top?.keys.has(key)) repeated.push({ pointer: top.pointer, key, line: placeOf(text, position).line })
      top?.keys.add(key)
      if (top !== undefined) top.key = key
      expects = "colon"
    } else if (mark === ":" && expects === "colon") expects = "value"
    else if (mark === "," && expects === "comma" && top !== undefined) {
      top.count++
      expects = top.kind === "{" ? "key" : "value"
    } else if (mark === "}" && top?.kind === "{" && (expects === "comma" || expects === "key or }")) close()
    else if (mark === "]" && top?.kind === "[" && (expects === "comma" || expects === "value or ]")) close()
    else
      return stop(
        `"${mark ?? scalar}" stands where ${expects === "end" ? "nothing more" : `a ${expects}`} is expected.`
      )
    position = token.lastIndex
  }
}

/** The value of a JSON text, or where it stops being one. */
export function parseJson(text: string): Result.Result<unknown, JsonProblem> {
  return Result.try({
    try: (): unknown => JSON.parse(text),
    catch: () => walk(text).problem ?? { line: 1, column: 1, problem: "The text is not JSON." }
  })
}

/** Every key that an object of the text holds twice, in the order of the text. */
export function repeatedKeys(text: string): ReadonlyArray<RepeatedKey> {
  return walk(text).repeated
}
