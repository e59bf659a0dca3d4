/** `treff match`: scores and solves one round, explains every placement, prices its rules. */
import { Effect } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import type { LoadedRound } from "../intake/loadRound.ts"
import type { Mode } from "../matching/consistency.ts"
import { changeBy, priceRules } from "../matching/Matching.ts"
import { explainRound, matchReport } from "../matching/matchReport.ts"
import { prepareRound } from "../matching/prepare.ts"
import type { KnockOn } from "../matching/report.ts"
import { statusOf } from "../matching/solved.ts"
import { solveRound } from "../matching/solveRound.ts"
import { version } from "../version.ts"
import { keepForLater, reportAhead } from "./matchAhead.ts"
import { progress } from "./output.ts"
import { type RoundOptions, roundFrom } from "./roundOptions.ts"
import { secondsSince } from "./seconds.ts"

/** What holding a household costs or gains: the whole round with the household locked to its best eligible place. */
const holdPrice = Effect.fn("holdPrice")(function* (loaded: LoadedRound, run: MatchRun, household: HouseholdId) {
  const answer = run.explained.find((one) => one.explanation.household === household)
  const best = answer?.explanation.alternatives[0]
  if (best === undefined) return null
  const change = yield* changeBy(loaded.input, run.solved, household, best.municipality)
  return change?.objective ?? null
})

/** For every placed household, the round with it in its best other municipality: one solve each, so only when asked for. */
const knockOns = Effect.fn("knockOns")(function* (loaded: LoadedRound, run: MatchRun) {
  const found = new Map<HouseholdId, KnockOn>()
  const placed = run.explained.filter((one) => one.explanation.state === "placed")
  for (const [i, { explanation }] of placed.entries()) {
    const other = explanation.alternatives[0]
    if (other === undefined) continue
    progress(`knock-on ${i + 1} of ${placed.length}`)
    const change = yield* changeBy(loaded.input, run.solved, explanation.household, other.municipality)
    if (change === null) continue
    const { moves, objective, placed: placedDifference } = change
    found.set(explanation.household, {
      municipality: other.municipality,
      difference: objective,
      placedDifference,
      moves
    })
  }
  return found
})

type MatchRun = Effect.Success<ReturnType<typeof runMatch>>

/** Scores, solves and explains; the four stages are timed apart. */
export const runMatch = Effect.fn("runMatch")(function* (loaded: LoadedRound, topK: number) {
  progress("scoring")
  const scoring = performance.now()
  const prepared = prepareRound(loaded.input)
  const score = secondsSince(scoring)
  progress("solving")
  const solving = performance.now()
  const solved = yield* solveRound(prepared)
  const solve = secondsSince(solving)
  progress("explaining")
  const explaining = performance.now()
  const explained = explainRound(solved, topK)
  return { solved, explained, seconds: { score, solve, explain: secondsSince(explaining) } }
})

/** The report, with the solved round and the explanations it was made from. */
export const matchLoaded = Effect.fn("matchLoaded")(function* (
  loaded: LoadedRound,
  topK: number,
  load: number,
  withKnockOn: boolean
) {
  const run = yield* runMatch(loaded, topK)
  const pricing = performance.now()
  const priced = statusOf(run.solved) !== "infeasible"
  const rules = priced ? yield* priceRules(loaded.input, run.solved) : []
  const held = run.explained.filter((one) => one.explanation.state === "held").map((one) => one.explanation.household)
  const prices = yield* Effect.forEach(held, (id) =>
    Effect.map(holdPrice(loaded, run, id), (price) => [id, price] as const)
  )
  const { explain, score, solve } = run.seconds
  const report = matchReport({
    solved: run.solved,
    explained: run.explained,
    seconds: { load, score, solve, explain, rules: secondsSince(pricing) },
    rules,
    knockOn: withKnockOn ? yield* knockOns(loaded, run) : new Map(),
    holdPrices: new Map(prices.flatMap(([id, price]) => (price === null ? [] : [[id, price] as const]))),
    findings: loaded.findings,
    codeVersion: version
  })
  return { report, solved: run.solved, explained: run.explained }
})

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
