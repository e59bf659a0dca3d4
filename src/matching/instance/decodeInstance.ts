/**
 * Reads a treff-instance/1 text. Three steps that know nothing of each other: text to JSON, document to plain data, plain
 * data to instance; for a large file the first is ScoreScanner's, which leaves the header as text and the scores as numbers.
 */
import { Effect, Option, Result, Schema } from "effect"
import { defineInstance, type InstanceSpec } from "./defineInstance.ts"
import { type Instance, ineligible, type Level } from "./Instance.ts"
import { InstanceHeader } from "./InstanceDocument.ts"
import { InstanceInvalid } from "./InstanceInvalid.ts"
import { parseJson, repeatedKeys } from "./jsonText.ts"
import type { ScannedInstance } from "./ScoreScanner.ts"
import { scaleFor, toUnits } from "./scale.ts"

type Read<A> = Result.Result<A, InstanceInvalid>

const invalid = (field: string, problem: string, advice: string): Read<never> =>
  Result.fail(new InstanceInvalid({ field, problem, advice }))

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** Up to this many characters a text is searched for keys that stand twice; larger ones come from programs, not from hands. */
const searchedForRepeats = 4_000_000

function readJson(text: string): Read<unknown> {
  const parsed = Result.mapError(
    parseJson(text),
    ({ line, column, problem }) =>
      new InstanceInvalid({
        line,
        field: "",
        problem: `The text stops being JSON at column ${column}: ${problem}`,
        advice: "Check that the file is complete and was not edited by hand."
      })
  )
  const [repeated] = Result.isSuccess(parsed) && text.length <= searchedForRepeats ? repeatedKeys(text) : []
  if (repeated === undefined) return parsed
  const { key, line, pointer } = repeated
  const problem = `The key "${key}" stands twice in one object.`
  return Result.fail(new InstanceInvalid({ line, field: `${pointer}/${key}`, problem, advice: "Keep one of the two." }))
}

const valueAt = (document: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce((value: unknown, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], document)

const pointerTo = (path: ReadonlyArray<PropertyKey>): string => path.map((key) => `/${String(key)}`).join("")

const headerReader = Schema.toStandardSchemaV1(InstanceHeader)["~standard"]

/** The document without its scores, checked against the schema. */
function readHeader(document: unknown): Read<InstanceHeader> {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return invalid("", `The document is ${shown(document)}.`, "It must be an object in the format treff-instance/1.")
  }
  const format = "format" in document ? document.format : undefined
  if (format !== "treff-instance/1") {
    const problem = format === undefined ? "The format is not named." : `The format is ${shown(format)}.`
    return invalid("/format", problem, 'Expected "treff-instance/1".')
  }
  const read = headerReader.validate(document)
  if (read instanceof Promise) throw new Error("The header schema became asynchronous.")
  if (read.issues === undefined) return Result.succeed(read.value)
  const issue = read.issues[0]
  const path = (issue?.path ?? []).map((key) => (typeof key === "object" ? key.key : key))
  const field = pointerTo(path)
  if (issue?.message === "Missing key") return invalid(field, "The field is missing.", "Add it.")
  return invalid(field, `The value is ${shown(valueAt(document, path))}.`, `${issue?.message ?? "It is not valid"}.`)
}

/** What else than scores must be whole in the file's unit. */
function scaleOfHeader(header: InstanceHeader): number {
  const { movePrice = 0, prices, surcharges = {} } = header
  const amounts = [movePrice, prices?.unplacedPerPerson ?? 0, prices?.shortfallPerPlace ?? 0]
  return [...amounts, ...Object.values(surcharges)].reduce((scale, value) => scaleFor(value, scale), 1)
}

/** Scores as numbers of the file, row by row; the array is the caller's to give away. */
type Matrix = Float64Array

/** The score matrix in whole units, and the unit. Works in place. */
function inWholeUnits(score: Matrix, header: InstanceHeader): { readonly score: Matrix; readonly scale: number } {
  let scale = scaleOfHeader(header)
  for (let at = 0; at < score.length; at++) if (score[at] !== ineligible) scale = scaleFor(score[at]!, scale)
  for (let at = 0; at < score.length; at++) if (score[at] !== ineligible) score[at] = toUnits(score[at]!, scale)
  return { score, scale }
}

const rowCountWrong = (found: number, expected: number): Read<never> =>
  invalid(
    "/score",
    `There are ${found} rows of scores for ${expected} households.`,
    "Give one row for each household, in their order."
  )

/** Reads the matrix from parsed JSON, and explains what is wrong with it. */
function readScores(matrix: unknown, header: InstanceHeader): Read<Matrix> {
  const { households, locations } = header
  if (!Array.isArray(matrix)) {
    return invalid(
      "/score",
      matrix === undefined ? "The scores are missing." : `The scores are ${shown(matrix)}.`,
      "Give a list with one row of scores for each household."
    )
  }
  if (matrix.length !== households.length) return rowCountWrong(matrix.length, households.length)
  const score = new Float64Array(households.length * locations.length).fill(ineligible)
  for (const [i, row] of matrix.entries()) {
    const household = households[i]?.id
    if (!Array.isArray(row) || row.length !== locations.length) {
      const found = Array.isArray(row) ? `has ${row.length} scores` : `is ${shown(row)}`
      return invalid(
        `/score/${i}`,
        `Row ${i} of the scores, household ${household}, ${found}.`,
        `Expected ${locations.length}, one for each location.`
      )
    }
    for (let j = 0; j < row.length; j++) {
      const value: unknown = row[j]
      if (value === null) continue
      if (typeof value !== "number" || !Number.isFinite(value)) {
        const problem = `The score of household ${household} in location ${locations[j]?.id} is ${typeof value === "number" ? String(value) : shown(value)}.`
        return invalid(
          `/score/${i}/${j}`,
          problem,
          "A score is a finite number, or null where the pair is not eligible."
        )
      }
      score[i * locations.length + j] = value
    }
  }
  return Result.succeed(score)
}

/** The one level of an instance: persons, weighted by priority. */
function levelOf(header: InstanceHeader): Level {
  const priorities = header.households.map(({ priority = 1 }) => priority)
  const scale = priorities.reduce((fitting, value) => scaleFor(value, fitting), 1)
  const weight = Float64Array.from(header.households, ({ persons }, i) => persons * toUnits(priorities[i]!, scale))
  return { name: "placed", weight, scale }
}

function specFrom(header: InstanceHeader, matrix: Matrix): InstanceSpec {
  const { score, scale } = inWholeUnits(matrix, header)
  const { announced, forbids = {}, groups, linked, locks, movePrice = 0, prices, separate, surcharges } = header
  const listed = Object.entries(forbids).map(
    ([household, ids]) => [household, typeof ids === "string" ? [ids] : ids] as const
  )
  return {
    name: header.name ?? "",
    dimensions: header.dimensions,
    locations: header.locations,
    households: header.households,
    score,
    scale,
    levels: [levelOf(header)],
    ...(prices && {
      prices: {
        unplacedPerPerson: toUnits(prices.unplacedPerPerson ?? 0, scale),
        shortfallPerPlace: toUnits(prices.shortfallPerPlace ?? 0, scale)
      }
    }),
    ...(surcharges && {
      surcharges: Object.fromEntries(
        Object.entries(surcharges).map(([dimension, price]) => [dimension, toUnits(price, scale)])
      )
    }),
    ...(linked && { linked }),
    ...(separate && { separate }),
    ...(groups && { groups }),
    ...(announced && { announced }),
    movePrice: toUnits(movePrice, scale),
    ...(locks && { locks }),
    forbids: Object.fromEntries(listed)
  }
}

/** Plain data from a parsed document. */
export function specOf(document: unknown): Read<InstanceSpec> {
  return Result.gen(function* () {
    const header = yield* readHeader(document)
    return specFrom(header, yield* readScores((document as { readonly score?: unknown }).score, header))
  })
}

/**
 * The instance a scanner found, or undefined when anything about it is not as it should be: decodeInstance then says what,
 * from the whole text.
 */
export function instanceFromScan({ header: text, scores }: ScannedInstance): Instance | undefined {
  const document = readJson(text)
  const header = Result.isSuccess(document) ? readHeader(document.success) : document
  if (Result.isFailure(header)) return undefined
  const { households, locations } = header.success
  if (scores.lengths.length !== households.length || scores.lengths.some((count) => count !== locations.length))
    return undefined
  return Option.getOrUndefined(Result.getSuccess(defineInstance(specFrom(header.success, scores.values))))
}

/** The instance in a text, or the first thing that is wrong with it. `file` only names the source in the error. */
export function decodeInstance(text: string, file?: string): Effect.Effect<Instance, InstanceInvalid> {
  return Effect.suspend(() => {
    const read = readJson(text).pipe(Result.flatMap(specOf), Result.flatMap(defineInstance))
    const named = Result.mapError(read, (error) =>
      file === undefined ? error : new InstanceInvalid({ ...error, file })
    )
    return Effect.fromResult(named)
  })
}
