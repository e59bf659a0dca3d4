/** `treff explain`: one household of a round, for one audience, with «why not» on request. */
import { Effect } from "effect"
import { type Audience, forAudience } from "../matching/audience.ts"
import type { Mode } from "../matching/consistency.ts"
import { whyNot } from "../matching/Matching.ts"
import { explainRound } from "../matching/matchReport.ts"
import { prepareRound } from "../matching/prepare.ts"
import { solveRound } from "../matching/solveRound.ts"
import { progress } from "./output.ts"
import { type RoundOptions, roundFrom } from "./roundOptions.ts"
import { UsageError } from "./UsageError.ts"

export interface ExplainOptions extends RoundOptions {
  readonly whyNot?: string
  readonly audience: Audience
}

export const explain = Effect.fn("explain")(function* (household: string, options: ExplainOptions, mode: Mode) {
  progress("reading and solving the round")
  const { input } = yield* roundFrom(options, mode)
  const solved = yield* solveRound(prepareRound(input))
  const found = explainRound(solved, options.top).find((one) => one.explanation.household === household)
  if (found === undefined) {
    return yield* new UsageError({
      problem: `No household ${household} in the round.`,
      advice: "`treff match` lists the households."
    })
  }
  const known = new Map<string, string>([
    ...input.file.counties.map((county) => [county.code, county.name] as const),
    ...solved.world.places.map((place) => [place.code, place.municipality.name] as const)
  ])
  const names = (code: string): string => known.get(code) ?? code
  if (options.whyNot === undefined)
    return { explanation: forAudience(found.explanation, options.audience), names, synthetic: input.round.synthetic }
  progress("solving again with the household there")
  const value = yield* whyNot(input, solved, found.answer, options.whyNot as never)
  if (value === null) {
    return yield* new UsageError({
      problem: `${options.whyNot} is not a municipality of the round.`,
      advice: "Give a four-digit kommunenummer, for example 0301."
    })
  }
  return {
    explanation: forAudience({ ...found.explanation, whyNot: value }, options.audience),
    names,
    synthetic: input.round.synthetic
  }
})
