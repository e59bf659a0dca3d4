/**
 * The score of an instance that differs little from the one before, from the relaxation and the plan that are still there: the
 * relaxation is told of it and solved again, the plan is mended. Where that is not enough, whoever asks makes a new relaxation.
 */

import { slackOf } from "../highs/relaxation.ts"
import type { Assignment } from "../instance/Instance.ts"
import { requirements, type Target } from "../instance/objectives.ts"
import type { Prices } from "../referee/bound.ts"
import type { StageRequest } from "../solver/stage.ts"
import type { Again, Kept } from "./decompositionStage.ts"
import type { Relaxation } from "./Relaxation.ts"
import { repairPlan } from "./repairPlan.ts"
import { retell } from "./retell.ts"

/** Compound moves after a change. */
export const repairMoves = 6_000

const isPlacing = ({ objective: { name } }: Target): boolean => name !== requirements

/** Levels of placing must be full: then the same households are placed, and the rows of the levels are the same. */
function hasSameLevels({ targets: before }: Kept, { targets }: StageRequest): boolean {
  const [levels, levelsBefore] = [targets.filter(isPlacing), before.filter(isPlacing)]
  return (
    before.every(({ full }) => full) &&
    levels.length === levelsBefore.length &&
    levels.every(({ full, objective, value }, l) => {
      const one = levelsBefore[l]!
      return full && value === one.value && objective.name === one.objective.name
    })
  )
}

/** Multipliers in the order of the targets there are now. */
function pricesFor({ targets: before }: Kept, { targets }: StageRequest, { prices }: Relaxation): Prices {
  const priceOf = new Map(before.map(({ objective }, l) => [objective.name, prices.multipliers[l]!]))
  return { ...prices, multipliers: Float64Array.from(targets, ({ objective }) => priceOf.get(objective.name) ?? 0) }
}

/**
 * Why the relaxation is no help: it speaks of other facts, and nothing that comes will change that; or the same facts ask for
 * more this time, such as leaving somebody unplaced.
 */
type Beyond = "other facts" | "too little"

export function solveAgain(kept: Kept, plan: Assignment, request: StageRequest): Again | Beyond {
  const { choices, objective, seed, targets, timeLeftMs } = request
  const choiceBefore = retell(kept.problem, kept.first, { choices, objective })
  if (choiceBefore === undefined) return "other facts"
  if (!hasSameLevels(kept, request)) return "too little"
  const solved = kept.problem.solve(timeLeftMs)
  if (!solved.complete || solved.bound === Number.NEGATIVE_INFINITY) return "too little"
  const share = new Map<number, number>()
  for (const [k, before] of choiceBefore.entries()) {
    const one = solved.share.get(before)
    if (one !== undefined) share.set(k, one)
  }
  const relaxed = { ...solved, prices: pricesFor(kept, request, solved), share }
  const bound = Math.floor(solved.bound + slackOf(solved.bound))
  const mending = { choices, objective, targets, start: plan, seed, timeLeftMs, moves: repairMoves }
  const mended = repairPlan({ ...mending, accepted: bound, bound }, relaxed)
  return { relaxed, plan: mended.value === Number.NEGATIVE_INFINITY ? request.start : mended.plan }
}
