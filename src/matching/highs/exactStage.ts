/**
 * The optimum of one objective, with earlier ones fixed, proved against all pairs. With B the bound of the relaxation and z
 * the value of a known plan, a choice whose net value falls short of its household's best by more than B − z is in no plan
 * better than z. So the whole-number problem is solved over the choices within some distance first, and then over those
 * between that distance and B − z, where a better plan would have to use at least one of them, until nothing is left out.
 */
import type { Highs } from "highs"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { ceilingOf, type Objective, valueOf } from "../instance/objectives.ts"
import { type Choices, choiceOf } from "../instance/choices.ts"
import { boundOf, netValues, zeroPrices } from "../referee/bound.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { formulate } from "../solver/formulation.ts"
import { greedyPlan } from "../solver/greedy.ts"
import type { StageAnswer, StageRequest, TieBreakRequest } from "../solver/stage.ts"
import type { Limit } from "../solver/Outcome.ts"
import { solveCore } from "./core.ts"
import { type Relaxation, relax, slackOf } from "./relaxation.ts"

/** Choices per household that a first whole-number problem holds at most, on average. */
const firstCore = 12

/** Net loss of every choice against its household's best. */
function lossesOf(choices: Choices, { best, net }: Pick<Relaxation, "best" | "net">): Float64Array {
  const losses = new Float64Array(net.length)
  for (let h = 0; h < best.length; h++) for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) losses[k] = best[h]! - net[k]!
  return losses
}

/** The plan that follows the relaxation where it is whole, and greed elsewhere. */
function rounded(choices: Choices, objective: Objective, { net, share }: Relaxation): Assignment {
  const settled = new Int32Array(choices.instance.households.length).fill(unplaced)
  for (let h = 0; h < settled.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) if ((share.get(k) ?? 0) > 0.99) settled[h] = choices.location[k]!
  }
  for (const set of choices.instance.linked) if (set.some((h) => settled[h] === unplaced)) for (const h of set) settled[h] = unplaced
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

const within = (losses: Float64Array, distance: number): Uint8Array => Uint8Array.from(losses, (loss) => (loss <= distance ? 1 : 0))

/** The distance that keeps about `count` choices. */
function distanceFor(losses: Float64Array, count: number, most: number): number {
  const near = losses.filter((loss) => loss <= most).sort()
  return near.length <= count ? most : Math.max(near[count]!, 0)
}

export function solveStage(highs: Highs, request: StageRequest): StageAnswer {
  const { choices, objective, targets } = request
  const ceiling = ceilingOf(choices, objective)
  const zero = zeroPrices(choices, targets)
  const raw = netValues(choices, objective, targets, zero)
  let plan = bestOf(request, [greedyPlan(choices, objective, raw)])
  let value = valueOf(choices, objective, plan)
  if (value >= ceiling) {
    const losses = lossesOf(choices, { net: raw, best: boundOf(choices, objective, targets, zero).best })
    return { plan, value, bound: ceiling, lpBound: ceiling, prices: zero, candidates: within(losses, 0), nodes: 0, stopped: undefined }
  }

  const formulation = formulate(choices, objective, targets)
  const relaxation = relax(highs, formulation, plan, raw, { enough: value, timeLeftMs: request.timeLeftMs })
  const most = Math.floor(relaxation.bound + slackOf(relaxation.bound))
  const accepted = Math.floor(request.gap * Math.max(objective.scale, Math.abs(most)))
  plan = bestOf({ ...request, start: plan }, [rounded(choices, objective, relaxation), greedyPlan(choices, objective, relaxation.net)])
  value = valueOf(choices, objective, plan)
  const losses = lossesOf(choices, relaxation)
  const slack = slackOf(relaxation.bound)
  const households = choices.instance.households.length
  let nodes = 0
  let stopped: Limit | undefined = relaxation.complete || request.timeLeftMs() > 0 ? undefined : "time"
  let solved = Number.NEGATIVE_INFINITY
  let proved = Number.NEGATIVE_INFINITY
  let count = households * firstCore
  const bound = (): number => {
    const open = most - solved
    return Math.max(value, Math.min(most, Math.max(Math.floor(proved + slack), solved < 0 ? most : Math.floor(open + slack))))
  }
  while (stopped === undefined && bound() - value > accepted && solved < most - value) {
    const distance = distanceFor(losses, count, most - value)
    const inCore = within(losses, distance + slack)
    for (let h = 0; h < plan.length; h++) {
      const k = choiceOf(choices, h, plan[h]!)
      if (k >= 0) inCore[k] = 1
    }
    const entering = solved < 0 ? undefined : Uint8Array.from(losses, (loss) => (loss > solved + slack && loss <= distance + slack ? 1 : 0))
    const answer = solveCore(highs, {
      formulation,
      inCore,
      entering,
      start: entering === undefined ? plan : undefined,
      within: accepted,
      seed: request.seed,
      timeLimitMs: request.timeLeftMs(),
      nodeLimit: request.nodesLeft - nodes
    })
    nodes += answer.nodes
    stopped = answer.stopped
    const reached = answer.plan === undefined ? Number.NEGATIVE_INFINITY : valueOf(choices, objective, answer.plan)
    if (reached > value) {
      plan = answer.plan!
      value = reached
    }
    proved = Math.max(proved, answer.bound)
    solved = distance
    count *= 4
  }
  return { plan, value, bound: bound(), lpBound: relaxation.bound, prices: relaxation.prices, candidates: within(losses, most - value + slack), nodes, stopped }
}

/** Most candidates, per household on average, among which the tie-break is looked for. */
const tieBreakCandidates = 8
const tieBreakNodes = 200

/** The tie-break over the candidates: one more whole-number problem, with the score as a target. */
export function breakTies(highs: Highs, request: TieBreakRequest): Assignment | undefined {
  const { candidates, choices, objective, start, targets } = request
  if (candidates.reduce((count, flag) => count + flag, 0) > tieBreakCandidates * start.length) return undefined
  const answer = solveCore(highs, {
    formulation: formulate(choices, objective, targets),
    inCore: candidates,
    entering: undefined,
    start,
    within: 0,
    seed: request.seed,
    timeLimitMs: request.timeLeftMs(),
    nodeLimit: Math.min(request.nodesLeft, tieBreakNodes)
  })
  return answer.stopped === undefined ? answer.plan : undefined
}
