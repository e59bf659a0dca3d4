/**
 * Reads a treff-instance/1 file of any size: chunk by chunk where the file is as expected, and as one text where it is not,
 * because only the whole text can say which line or field is wrong.
 */
import { createReadStream } from "node:fs"
import { Effect } from "effect"
import { decodeInstance, instanceFromScan } from "../matching/instance/decodeInstance.ts"
import type { Instance } from "../matching/instance/Instance.ts"
import { ScoreScanner } from "../matching/instance/ScoreScanner.ts"
import { readText } from "./files.ts"

const chunkBytes = 2 ** 20

/** The instance, or undefined when the file is missing or holds anything a scanner is not sure of. */
async function scan(file: string): Promise<Instance | undefined> {
  const scanner = new ScoreScanner()
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }))
      if (!scanner.push(chunk as Uint8Array)) return undefined
  } catch {
    return undefined
  }
  const scanned = scanner.end()
  return scanned === undefined ? undefined : instanceFromScan(scanned)
}

export const readInstance = Effect.fn("readInstance")(function* (file: string) {
  const scanned = yield* Effect.promise(() => scan(file))
  if (scanned !== undefined) return scanned
  return yield* decodeInstance(yield* readText(file), file)
})
