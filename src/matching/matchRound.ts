/** One round from facts to report: scores, solves, explains, prices its rules. The four stages are timed apart. */
import { Effect } from "effect"
import type { HouseholdId } from "../domain/Ids.ts"
import type { Finding } from "./consistency.ts"
import { changeBy, priceRules } from "./Matching.ts"
import { type Explained, explainRound, matchReport } from "./matchReport.ts"
import { prepareRound, type RoundInput } from "./prepare.ts"
import type { KnockOn, MatchReport } from "./report.ts"
import { type SolvedRound, statusOf } from "./solved.ts"
import { type SolveLane, solveRound } from "./solveRound.ts"
import type { Progress } from "./solver/Progress.ts"

export type MatchStage = "scoring" | "solving" | "explaining" | "pricing"

/** What is told while it runs: the stage, and inside solving how far the solver has come. */
export interface MatchProgress {
  readonly stage: MatchStage
  readonly solver?: Progress
  /** Which of how many, where a stage solves more than once. */
  readonly step?: readonly [number, number]
}

/** Alternatives an explanation lists, unless more are asked for. */
export const usualAlternatives = 5

export interface MatchSettings {
  /** Alternatives for each household. */
  readonly topK: number
  /** Seconds reading took, for the report. */
  readonly load: number
  /** For every placed household also the round with it in its best other municipality: one solve each. */
  readonly knockOn: boolean
  readonly findings: ReadonlyArray<Finding>
  /** Version of the program. */
  readonly version: string
  readonly tell?: (progress: MatchProgress) => void
  /** Without prices of rules: each is a solve of its own. */
  readonly unpriced?: boolean
  /** How a lane is solved; by the solver, from the beginning, unless told otherwise. */
  readonly solveLane?: SolveLane
}

export interface Matched {
  readonly report: MatchReport
  readonly solved: SolvedRound
  readonly explained: ReadonlyArray<Explained>
}

const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000

type Solved = Pick<Matched, "solved" | "explained">

/** What holding a household costs or gains: the whole round with the household locked to its best eligible place. */
const holdPrice = Effect.fn("holdPrice")(function* (input: RoundInput, run: Solved, household: HouseholdId) {
  const best = run.explained.find((one) => one.explanation.household === household)?.explanation.alternatives[0]
  if (best === undefined) return null
  const change = yield* changeBy(input, run.solved, household, best.municipality)
  return change?.objective ?? null
})

const knockOns = Effect.fn("knockOns")(function* (input: RoundInput, run: Solved, tell: MatchSettings["tell"]) {
  const found = new Map<HouseholdId, KnockOn>()
  const placed = run.explained.filter((one) => one.explanation.state === "placed")
  for (const [i, { explanation }] of placed.entries()) {
    const other = explanation.alternatives[0]
    if (other === undefined) continue
    tell?.({ stage: "pricing", step: [i + 1, placed.length] })
    const change = yield* changeBy(input, run.solved, explanation.household, other.municipality)
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

/** Scores, solves and explains, without prices of rules. */
const solveAndExplain = Effect.fn("solveAndExplain")(function* (
  input: RoundInput,
  topK: number,
  tell: MatchSettings["tell"],
  solveLane?: SolveLane
) {
  tell?.({ stage: "scoring" })
  const scoring = performance.now()
  const prepared = prepareRound(input)
  const score = secondsSince(scoring)
  tell?.({ stage: "solving" })
  const solving = performance.now()
  const solved = yield* solveRound(prepared, (solver) => tell?.({ stage: "solving", solver }), solveLane)
  const solve = secondsSince(solving)
  tell?.({ stage: "explaining" })
  const explaining = performance.now()
  const explained = explainRound(solved, topK)
  return { solved, explained, seconds: { score, solve, explain: secondsSince(explaining) } }
})

/** The report, with the solved round and the explanations it was made from. */
export const matchRound = Effect.fn("matchRound")(function* (input: RoundInput, settings: MatchSettings) {
  const { tell } = settings
  const run = yield* solveAndExplain(input, settings.topK, tell, settings.solveLane)
  tell?.({ stage: "pricing" })
  const pricing = performance.now()
  const isPriced = settings.unpriced !== true && statusOf(run.solved) !== "infeasible"
  const rules = isPriced ? yield* priceRules(input, run.solved) : []
  const held = run.explained.filter((one) => one.explanation.state === "held").map((one) => one.explanation.household)
  const prices = yield* Effect.forEach(held, (id) =>
    Effect.map(holdPrice(input, run, id), (price) => [id, price] as const)
  )
  const { explain, score, solve } = run.seconds
  const report = matchReport({
    solved: run.solved,
    explained: run.explained,
    seconds: { load: settings.load, score, solve, explain, rules: secondsSince(pricing) },
    rules,
    knockOn: settings.knockOn ? yield* knockOns(input, run, tell) : new Map(),
    holdPrices: new Map(prices.flatMap(([id, price]) => (price === null ? [] : [[id, price] as const]))),
    findings: settings.findings,
    codeVersion: settings.version
  })
  const matched: Matched = { report, solved: run.solved, explained: run.explained }
  return matched
})
