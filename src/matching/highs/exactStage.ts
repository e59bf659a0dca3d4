/**
 * The optimum of one objective, with earlier ones fixed, proved against all pairs. With B the bound of the relaxation and z
 * the value of a known plan, a choice whose net value falls short of its household's best by more than B − z is in no plan
 * better than z. So the whole-number problem is solved over the choices within a small distance first, for a good z, and then
 * over all within B − z, whose optimum is the optimum over all pairs.
 */
import type { Highs } from "highs"
import { type Choices, choiceOf } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { ceilingOf, type Objective, valueOf } from "../instance/objectives.ts"
import { boundOf, netValues, zeroPrices } from "../referee/bound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { acceptedGap } from "../solver/acceptedGap.ts"
import { type Formulation, formulate } from "../solver/formulation.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { Limit } from "../solver/Outcome.ts"
import type { StageAnswer, StageRequest, StageSolver, TieBreakRequest } from "../solver/stage.ts"
import { solveCore } from "./core.ts"
import { type Pieces, usualPieces } from "./pieces.ts"
import { type Relaxation, relax, slackOf } from "./relaxation.ts"

/** How far each choice, at its net value, falls short of its household's best. */
function lossesOf(choices: Choices, best: Float64Array, net: Float64Array): Float64Array {
  const losses = new Float64Array(net.length)
  for (let h = 0; h < best.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) losses[k] = best[h]! - net[k]!
  }
  return losses
}

const within = (losses: Float64Array, distance: number): Uint8Array =>
  Uint8Array.from(losses, (loss) => (loss <= distance ? 1 : 0))

/** The largest distance, at most `most`, that keeps about `count` choices. */
function distanceFor(losses: Float64Array, count: number, most: number): number {
  const near = losses.filter((loss) => loss <= most).sort()
  return near.length <= count ? most : Math.max(near[count]!, 0)
}

/** The plan that follows the relaxation where it is whole, and greed elsewhere. */
function rounded(choices: Choices, objective: Objective, { net, share }: Relaxation): Assignment {
  const settled = new Int32Array(choices.instance.households.length).fill(unplaced)
  for (let h = 0; h < settled.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      if ((share.get(k) ?? 0) > 0.99) settled[h] = choices.location[k]!
    }
  }
  for (const set of choices.instance.linked) {
    if (set.some((h) => settled[h] === unplaced)) for (const h of set) settled[h] = unplaced
  }
  return greedyPlan(choices, objective, net, settled)
}

/** The best of the plans that keep every hard row and every target. */
function bestOf({ choices, objective, start, targets }: StageRequest, plans: ReadonlyArray<Assignment>): Assignment {
  let best = start
  for (const plan of plans) {
    if (valueOf(choices, objective, plan) <= valueOf(choices, objective, best)) continue
    if (isAcceptable(choices, objective, targets, plan)) best = plan
  }
  return best
}

/** A plan that reaches what every household could at most have needs no search. */
function answerAtCeiling(
  { choices, objective, targets }: StageRequest,
  plan: Assignment,
  ceiling: number
): StageAnswer {
  const prices = zeroPrices(choices, targets)
  const net = netValues(choices, objective, targets, prices)
  const { best } = boundOf(choices, objective, targets, prices)
  const candidates = within(lossesOf(choices, best, net), 0)
  return { plan, value: ceiling, bound: ceiling, lpBound: ceiling, prices, candidates, nodes: 0, stopped: undefined }
}

/** Whole-number problems over more and more choices, until no better plan can be left. */
function closeGap(
  highs: Highs,
  pieces: Pieces,
  request: StageRequest,
  formulation: Formulation,
  relaxation: Relaxation,
  first: Assignment
): StageAnswer {
  const { choices, gap, objective } = request
  const slack = slackOf(relaxation.bound)
  const most = Math.floor(relaxation.bound + slack)
  const losses = lossesOf(choices, relaxation.best, relaxation.net)
  let plan = first
  let value = valueOf(choices, objective, plan)
  const accepted = acceptedGap(gap, objective.scale, value, most)
  let nodes = 0
  let stopped: Limit | undefined = !relaxation.complete && request.timeLeftMs() <= 0 ? "time" : undefined
  /** Plans that keep within this distance are worth at most `proved`; all others at most `most` less the distance. */
  let covered = Number.NEGATIVE_INFINITY
  let proved = Number.NEGATIVE_INFINITY
  const bound = (): number => {
    const outside = covered < 0 ? most : Math.floor(most - covered)
    return Math.max(value, Math.min(most, Math.max(Math.floor(proved + slack), outside)))
  }
  const firstCount = Math.min(pieces.firstCore * first.length, pieces.largestFirstCore)
  while (stopped === undefined && bound() - value > accepted) {
    if (covered >= most - value) {
      // HiGHS proved less than it should have: an answer the referee did not accept.
      stopped = "nodes"
      break
    }
    const distance = covered < 0 ? distanceFor(losses, firstCount, most - value) : most - value
    const inCore = within(losses, distance + slack)
    if (inCore.reduce((count, flag) => count + flag, 0) > pieces.largestCore) {
      stopped = "nodes"
      break
    }
    for (let h = 0; h < plan.length; h++) {
      const k = choiceOf(choices, h, plan[h]!)
      if (k >= 0) inCore[k] = 1
    }
    const answer = solveCore(highs, {
      formulation,
      inCore,
      start: plan,
      within: accepted,
      seed: request.seed,
      timeLimitMs: request.timeLeftMs(),
      nodeLimit: request.nodesLeft - nodes,
      interrupted: () => request.timeLeftMs() <= 0,
      report: (found) => request.report({ phase: "proof", value: found })
    })
    nodes += answer.nodes
    stopped = answer.stopped
    proved = Math.max(proved, answer.bound)
    covered = distance
    request.report({ phase: "proof", bound: bound() })
    if (answer.plan === undefined) continue
    const reached = valueOf(choices, objective, answer.plan)
    if (reached > value) {
      plan = answer.plan
      value = reached
    }
  }
  const candidates = within(losses, most - value + slack)
  return {
    plan,
    value,
    bound: bound(),
    lpBound: relaxation.bound,
    prices: relaxation.prices,
    candidates,
    nodes,
    stopped
  }
}

function solveStage(highs: Highs, pieces: Pieces, request: StageRequest): StageAnswer {
  const { choices, objective, targets } = request
  const ceiling = ceilingOf(choices, objective)
  const raw = netValues(choices, objective, targets, zeroPrices(choices, targets))
  const start = bestOf(request, [greedyPlan(choices, objective, raw)])
  const value = valueOf(choices, objective, start)
  if (value >= ceiling) return answerAtCeiling(request, start, ceiling)
  request.report({ phase: "prices", value })
  const formulation = formulate(choices, objective, targets)
  const relaxation = relax(highs, pieces, formulation, start, raw, { enough: value, timeLeftMs: request.timeLeftMs })
  const plan = bestOf({ ...request, start }, [
    rounded(choices, objective, relaxation),
    greedyPlan(choices, objective, relaxation.net)
  ])
  request.report({ phase: "proof", value: valueOf(choices, objective, plan), bound: relaxation.bound })
  return closeGap(highs, pieces, request, formulation, relaxation, plan)
}

/** The tie-break over the candidates: one more whole-number problem, with the score as a target. */
function breakTies(highs: Highs, pieces: Pieces, request: TieBreakRequest): Assignment | undefined {
  const { candidates, choices, objective, start, targets } = request
  if (start.length === 0) return start
  const inCore = candidates.slice()
  for (let h = 0; h < start.length; h++) {
    const k = choiceOf(choices, h, start[h]!)
    if (k >= 0) inCore[k] = 1
  }
  if (inCore.reduce((count, flag) => count + flag, 0) > pieces.tieBreakCandidates * start.length) return undefined
  const answer = solveCore(highs, {
    formulation: formulate(choices, objective, targets),
    inCore,
    start,
    within: 0,
    seed: request.seed,
    timeLimitMs: request.timeLeftMs(),
    nodeLimit: Math.min(request.nodesLeft, pieces.tieBreakNodes)
  })
  return answer.stopped === undefined ? answer.plan : undefined
}

/** The exact method of this layer. */
export function stageSolver(highs: Highs, pieces: Pieces = usualPieces): StageSolver {
  return {
    solve: (request) => solveStage(highs, pieces, request),
    breakTies: (request) => breakTies(highs, pieces, request)
  }
}
