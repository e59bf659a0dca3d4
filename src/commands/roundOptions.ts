/** The options every command about a round shares, and the round they ask for. */
import { Effect } from "effect"
import { loadRound } from "../intake/loadRound.ts"
import type { Mode } from "../matching/consistency.ts"
import { parsePair } from "./pairOption.ts"

export interface RoundOptions {
  readonly round?: string
  readonly municipalities?: string
  readonly profile?: string
  readonly lock: ReadonlyArray<string>
  readonly forbid: ReadonlyArray<string>
  readonly top: number
}

export const roundFrom = Effect.fn("roundFrom")(function* (options: RoundOptions, mode: Mode) {
  const locks = yield* Effect.forEach(options.lock, (text) => parsePair("--lock", text))
  const forbids = yield* Effect.forEach(options.forbid, (text) => parsePair("--forbid", text))
  return yield* loadRound({ ...options, locks, forbids }, mode)
})
