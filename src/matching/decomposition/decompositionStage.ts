/**
 * One objective by decomposition: what is small goes to the exact method of the layer highs at once; else the relaxation over
 * all pairs gives bound, prices and shares, a search makes a plan of them, and where bound and plan are still apart the
 * patterns of each municipality raise the one and lower the other. Budgets count moves and rounds, so a solve repeats.
 */
import type { Highs } from "highs"
import { stageSolver } from "../highs/exactStage.ts"
import { slackOf } from "../highs/relaxation.ts"
import { type Choices, choicesOf } from "../instance/choices.ts"
import { type Assignment, type Instance, isHard } from "../instance/Instance.ts"
import { ceilingOf, type Target, valueOf } from "../instance/objectives.ts"
import { zeroPrices } from "../referee/bound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { acceptedGap } from "../solver/acceptedGap.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageAnswer, StageRequest, StageSolver } from "../solver/stage.ts"
import { LinearProblem } from "./linearProblem.ts"
import { improveByPatterns, patternBudgetFor } from "./priceAndBranch.ts"
import type { Relaxation } from "./Relaxation.ts"
import type { Retold } from "./retell.ts"
import { searchPlan } from "./searchPlan.ts"

/** Up to this many choices the exact method is quick enough on its own, and up to so many it can finish what is begun. */
const tinyProblem = 3000
const smallProblem = 60_000
/** Beyond so many households, in all and for each location, patterns are too many, and the relaxation is near enough. */
const mostForPatterns = 5000
const mostInPattern = 12
const mostRoom = 25

/** Soft capacities (C8) are rows that only the exact method knows. */
const isForExact = ({ instance, location }: Choices, tiny: number): boolean =>
  location.length <= tiny || !instance.surcharge.every(isHard)

/** Whether a session has anything to keep of the instance: what is tiny is solved anew at once. */
export const isWorthKeeping = (instance: Instance): boolean => !isForExact(choicesOf(instance), tinyProblem)

/** Households that one location has room for, on average, in the dimension that is asked for most. */
function roomOf({ instance }: Choices): number {
  const { capacity, demand, dimensions, households, locations } = instance
  const width = dimensions.length
  const sums = (amounts: Int32Array): Float64Array => {
    const sum = new Float64Array(width)
    for (let at = 0; at < amounts.length; at++) sum[at % width]! += amounts[at]!
    return sum
  }
  const [given, asked] = [sums(capacity), sums(demand)]
  const most = asked.indexOf(Math.max(...asked))
  return (given[most]! / Math.max(1, asked[most]!)) * (households.length / Math.max(1, locations.length))
}

function isForPatterns(request: StageRequest): boolean {
  const { households, locations } = request.choices.instance
  const isFew = households.length <= Math.min(mostForPatterns, mostInPattern * locations.length)
  return isFew && roomOf(request.choices) <= mostRoom && !isPlacing(request)
}

/** Whether a household is worth the same wherever it goes. Patterns say little then, and the search much. */
const isPlacing = ({ choices: { start }, objective: { value } }: StageRequest): boolean =>
  start.every((from, h) => h + 1 === start.length || value[from] === value[Math.max(from, start[h + 1]! - 1)])

/** Moves of the search; where patterns follow, a start is all that is asked of it. */
function movesFor(request: StageRequest): number {
  const { length } = request.choices.instance.households
  if (isForPatterns(request)) return Math.max(20_000, 40 * length)
  if (length <= 1000) return 400_000
  if (length <= mostForPatterns) return 600_000
  return Math.min(1_000_000, Math.max(480_000, 24 * length))
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
  /** The pairs and the objective it was made for. */
  readonly first: Retold
}

/** A relaxation that was there already, told of the request and solved again, and a plan mended by it. */
export interface Again {
  readonly relaxed: Relaxation
  readonly plan: Assignment
}

/** Solves the relaxation; the problem is handed to `keep`, or ends here. */
function relax(highs: Highs, request: StageRequest, start: Assignment, keep: Keep | undefined): Relaxation {
  const { choices, objective, report, targets, timeLeftMs } = request
  const first = { choices, objective }
  const onBound = (bound: number): void => report({ phase: "prices", bound })
  const problem = new LinearProblem(highs, { choices, objective, targets, start, timeLeftMs, onBound })
  const relaxed = problem.solve()
  if (keep === undefined) problem.dispose()
  else keep({ problem, targets, first })
  return relaxed
}

/** Everybody has their best: nothing is left to prove. */
function answerAtCeiling({ choices, targets }: StageRequest, plan: Assignment, ceiling: number): StageAnswer {
  const proved = { value: ceiling, bound: ceiling, lpBound: ceiling, prices: zeroPrices(choices, targets) }
  return { plan, ...proved, candidates: undefined, nodes: 0, stopped: undefined }
}

type Keep = (kept: Kept) => void

/** What is known at some moment of one objective. */
interface Known {
  readonly plan: Assignment
  readonly value: number
  readonly bound: number
  readonly households?: Float64Array
  readonly nodes: number
}

const isProved = ({ gap, objective }: StageRequest, { bound, value }: Known): boolean =>
  bound - value <= acceptedGap(gap, objective.scale, value, bound)

/** A plan from the prices and shares of the relaxation. */
function search(highs: Highs, request: StageRequest, relaxed: Relaxation, known: Known): Known {
  const { choices, gap, objective, report, seed, targets, timeLeftMs } = request
  report({ phase: "plan", value: known.value, bound: known.bound })
  const accepted = known.bound - acceptedGap(gap, objective.scale, known.value, known.bound)
  const { plan, value } = searchPlan(
    {
      choices,
      objective,
      targets,
      start: known.plan,
      seed,
      timeLeftMs,
      moves: movesFor(request),
      accepted,
      bound: known.bound,
      ...(!isForPatterns(request) && { highs })
    },
    relaxed,
    (better) => report({ phase: "plan", value: better })
  )
  return { ...known, plan, value }
}

/** Bound and plan brought together place by place. */
function byPatterns(highs: Highs, request: StageRequest, relaxed: Relaxation, known: Known): Known {
  const { choices, objective, report } = request
  report({ phase: "patterns", value: known.value, bound: known.bound })
  const budget = patternBudgetFor(choices)
  const { bound, multipliers, nodes, plan } = improveByPatterns(
    highs,
    request,
    relaxed,
    known.plan,
    budget,
    (_, most, found) => report({ phase: "patterns", value: found, bound: most })
  )
  const value = valueOf(choices, objective, plan)
  return { plan, value, bound: Math.min(known.bound, bound), households: multipliers, nodes: known.nodes + nodes }
}

/** Branch and bound over whatever the reduced costs leave, for problems it can still take on. */
function byExactMethod(exact: StageSolver, request: StageRequest, known: Known): StageAnswer {
  const answer = exact.solve({ ...request, start: known.plan, nodesLeft: request.nodesLeft - known.nodes })
  const { households } = known
  return {
    ...answer,
    bound: Math.max(answer.value, Math.min(answer.bound, known.bound)),
    ...(households && { households }),
    nodes: known.nodes + answer.nodes,
    stopped: isProved(request, { ...answer, bound: Math.min(answer.bound, known.bound) }) ? undefined : answer.stopped
  }
}

/** From a relaxation and a plan to the answer: patterns where they help, the exact method where it can. */
function closeGap(
  highs: Highs,
  exact: StageSolver,
  request: StageRequest,
  relaxed: Relaxation,
  found: Known
): StageAnswer {
  const { choices, timeLeftMs } = request
  const helped = !isProved(request, found) && isForPatterns(request) && timeLeftMs() > 0
  const known = helped ? byPatterns(highs, request, relaxed, found) : found
  const proved = isProved(request, known)
  if (!proved && choices.location.length <= smallProblem && timeLeftMs() > 0)
    return byExactMethod(exact, request, known)
  return {
    ...known,
    lpBound: relaxed.bound,
    prices: relaxed.prices,
    candidates: undefined,
    stopped: proved ? undefined : timeLeftMs() <= 0 ? "time" : "nodes"
  }
}

/** The better of the plans, where the other one keeps everything. */
function betterPlan({ choices, objective, targets }: StageRequest, plan: Assignment, other: Assignment): Assignment {
  if (!isAcceptable(choices, objective, targets, other)) return plan
  return valueOf(choices, objective, other) > valueOf(choices, objective, plan) ? other : plan
}

function decompose(highs: Highs, exact: StageSolver, request: StageRequest, { again, keep }: Ways): StageAnswer {
  const { choices, objective } = request
  const first = firstPlan(request)
  const ceiling = ceilingOf(choices, objective)
  if (valueOf(choices, objective, first) >= ceiling) return answerAtCeiling(request, first, ceiling)
  const warm = again?.(request)
  const start = warm === undefined ? first : betterPlan(request, first, warm.plan)
  const value = valueOf(choices, objective, start)
  request.report({ phase: "prices", value, bound: ceiling })
  const relaxed = warm?.relaxed ?? relax(highs, request, start, keep)
  const bound = Math.min(ceiling, Math.floor(relaxed.bound + slackOf(relaxed.bound)))
  const known: Known = { plan: start, value, bound: Math.max(value, bound), nodes: 0 }
  // A mended plan is near enough to the best for whatever proves the optimum; where nothing does, it is only a start.
  const isNear = isProved(request, known) || (warm !== undefined && choices.location.length <= smallProblem)
  return closeGap(highs, exact, request, relaxed, isNear ? known : search(highs, request, relaxed, known))
}

export interface Ways {
  /** Given the relaxation of every objective that is decomposed, the last one last. */
  readonly keep?: Keep
  /** Asked for a relaxation from before; undefined where there is none that can be told of the request. */
  readonly again?: (request: StageRequest) => Again | undefined
  /** Up to this many choices the exact method is asked at once; tests decompose even the smallest. */
  readonly tiny?: number
}

export function decompositionStage(highs: Highs, { tiny = tinyProblem, ...ways }: Ways = {}): StageSolver {
  const exact = stageSolver(highs)
  return {
    solve: (request) =>
      isForExact(request.choices, tiny) ? exact.solve(request) : decompose(highs, exact, request, ways),
    breakTies: exact.breakTies
  }
}
