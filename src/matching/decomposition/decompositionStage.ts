/**
 * One objective by decomposition: what is small goes to the exact method of the layer highs at once; else the relaxation over
 * all pairs gives bound, prices and shares, a search makes a plan of them, and where bound and plan are still apart the
 * patterns of each municipality raise the one and lower the other. Budgets count moves and rounds, so a solve repeats.
 */
import type { Highs } from "highs"
import { stageSolver } from "../highs/exactStage.ts"
import type { Choices } from "../instance/choices.ts"
import { type Assignment, isHard } from "../instance/Instance.ts"
import { ceilingOf, type Target, valueOf } from "../instance/objectives.ts"
import { zeroPrices } from "../referee/bound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { acceptedGap } from "../solver/acceptedGap.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageAnswer, StageRequest, StageSolver } from "../solver/stage.ts"
import { LinearProblem } from "./linearProblem.ts"
import type { Relaxation } from "./Relaxation.ts"
import { searchPlan } from "./searchPlan.ts"

/** Up to this many choices the exact method is quick enough on its own. */
const smallProblem = 20_000

/** Soft capacities (C8) are rows that only the exact method knows. */
const isForExact = ({ instance, location }: Choices, small: number): boolean =>
  location.length <= small || !instance.surcharge.every(isHard)

/** What the rounding of doubles can hide in a sum of this size. */
export const slackOf = (total: number): number => 1e-12 * Math.abs(total) + 1e-6

/** Moves of the search, fewest for small batches and most, by household, for batches of some thousands. */
function movesFor({ instance }: Choices): number {
  const { length } = instance.households
  if (length <= 1000) return 400_000
  return length <= 5000 ? 800_000 : Math.min(1_000_000, Math.max(600_000, 30 * length))
}

/** The plan that was known, or the greedy one where that is better and keeps everything. */
function firstPlan({ choices, objective, start, targets }: StageRequest): Assignment {
  const greedy = greedyPlan(choices, objective, objective.value)
  if (valueOf(choices, objective, greedy) <= valueOf(choices, objective, start)) return start
  return isAcceptable(choices, objective, targets, greedy) ? greedy : start
}

/** The relaxation of the last objective, for whoever wants to solve it again after a change; theirs to dispose of. */
export interface Kept {
  readonly problem: LinearProblem
  readonly targets: ReadonlyArray<Target>
}

/** Solves the relaxation; the problem is handed to `keep`, or ends here. */
function relax(highs: Highs, request: StageRequest, start: Assignment, keep: Keep | undefined): Relaxation {
  const { choices, objective, report, targets, timeLeftMs } = request
  const onBound = (bound: number): void => report({ phase: "prices", bound })
  const problem = new LinearProblem(highs, { choices, objective, targets, start, timeLeftMs, onBound })
  const relaxed = problem.solve()
  if (keep === undefined) problem.dispose()
  else keep({ problem, targets })
  return relaxed
}

/** Everybody has their best: nothing is left to prove. */
function answerAtCeiling({ choices, targets }: StageRequest, plan: Assignment, ceiling: number): StageAnswer {
  const proved = { value: ceiling, bound: ceiling, lpBound: ceiling, prices: zeroPrices(choices, targets) }
  return { plan, ...proved, candidates: undefined, nodes: 0, stopped: undefined }
}

type Keep = (kept: Kept) => void

function solveLarge(highs: Highs, request: StageRequest, keep: Keep | undefined): StageAnswer {
  const { choices, gap, objective, report, seed, targets, timeLeftMs } = request
  const start = firstPlan(request)
  const ceiling = ceilingOf(choices, objective)
  const found = valueOf(choices, objective, start)
  if (found >= ceiling) return answerAtCeiling(request, start, ceiling)
  report({ phase: "prices", value: found, bound: ceiling })
  const relaxed = relax(highs, request, start, keep)
  const bound = Math.min(ceiling, Math.floor(relaxed.bound + slackOf(relaxed.bound)))
  report({ phase: "plan", value: found, bound })
  const search = searchPlan(
    {
      choices,
      objective,
      targets,
      start,
      seed,
      timeLeftMs,
      moves: movesFor(choices),
      accepted: bound - acceptedGap(gap, objective.scale, found, bound),
      bound,
      highs
    },
    relaxed,
    (value) => report({ phase: "plan", value })
  )
  const reached = bound - search.value <= acceptedGap(gap, objective.scale, search.value, bound)
  return {
    plan: search.plan,
    value: search.value,
    bound,
    lpBound: relaxed.bound,
    prices: relaxed.prices,
    candidates: undefined,
    nodes: 0,
    stopped: reached ? undefined : timeLeftMs() <= 0 ? "time" : "nodes"
  }
}

export interface Ways {
  /** Given the relaxation of every objective that is decomposed, the last one last. */
  readonly keep?: Keep
  /** Up to this many choices the exact method is asked; tests decompose even the smallest. */
  readonly small?: number
}

export function decompositionStage(highs: Highs, { keep, small = smallProblem }: Ways = {}): StageSolver {
  const exact = stageSolver(highs)
  return {
    solve: (request) => (isForExact(request.choices, small) ? exact.solve(request) : solveLarge(highs, request, keep)),
    breakTies: exact.breakTies
  }
}
