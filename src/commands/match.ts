/** `treff match`: scores and solves one round, explains every placement, prices its rules. */
import { Effect } from "effect"
import type { LoadedRound } from "../intake/loadRound.ts"
import type { Mode } from "../matching/consistency.ts"
import { type MatchProgress, matchRound } from "../matching/matchRound.ts"
import { version } from "../version.ts"
import { keepForLater, reportAhead } from "./matchAhead.ts"
import { progress } from "./output.ts"
import { type RoundOptions, roundFrom } from "./roundOptions.ts"
import { secondsSince } from "./seconds.ts"

const sentences: Readonly<Record<MatchProgress["stage"], string>> = {
  scoring: "scoring",
  solving: "solving",
  explaining: "explaining",
  pricing: "pricing the rules"
}

const tell = ({ solver, stage, step }: MatchProgress): void => {
  if (solver === undefined) progress(step === undefined ? sentences[stage] : `knock-on ${step[0]} of ${step[1]}`)
}

export const matchLoaded = ({ findings, input }: LoadedRound, topK: number, load: number, knockOn: boolean) =>
  matchRound(input, { topK, load, knockOn, findings, version, tell })

export interface MatchOptions extends RoundOptions {
  readonly knockOn?: boolean
  /** Another round, whose households stand for those still to come. */
  readonly pool?: string
}

export const match = Effect.fn("match")(function* (options: MatchOptions, mode: Mode) {
  progress("reading the round and the municipalities")
  const started = performance.now()
  const own = yield* roundFrom(options, mode)
  const kept = options.pool === undefined ? undefined : yield* keepForLater(own, options.pool, options, mode)
  const loaded = kept?.loaded ?? own
  const load = secondsSince(started)
  const { report, solved } = yield* matchLoaded(loaded, options.top, load, options.knockOn === true)
  return kept === undefined ? report : yield* reportAhead(report, own, solved, kept)
})
