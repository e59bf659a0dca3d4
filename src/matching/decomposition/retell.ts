/**
 * Tells a relaxation that stayed of an instance that has fewer choices than the one it was made for: locks, forbids, places
 * and minimums, taken back as well as given, whatever it was told before. It compares everything a plan or a bound depends on
 * and refuses where anything else differs, so nobody has to say, or to guess, what happened in between.
 */
import { type Choices, choiceOf } from "../instance/choices.ts"
import { type Instance, unplaced } from "../instance/Instance.ts"
import type { Objective } from "../instance/objectives.ts"
import { isSameFrame } from "../instance/sameFrame.ts"
import type { LinearProblem } from "./linearProblem.ts"

/** The instance to tell of, with its choices and its objective over them. */
export interface Retold {
  readonly choices: Choices
  readonly objective: Objective
}

/** The choice of the first instance for each of the second, or undefined when one is new there or is worth something else. */
function sharedChoices(first: Retold, { choices, objective }: Retold): Int32Array | undefined {
  const shared = new Int32Array(choices.location.length)
  for (let h = 0; h + 1 < choices.start.length; h++) {
    const isLocked = choices.instance.lock[h] !== unplaced
    // Who must be placed never pays for staying unplaced.
    if (!isLocked && objective.unplaced[h] !== first.objective.unplaced[h]) return undefined
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) {
      const before = choiceOf(first.choices, h, choices.location[k]!)
      if (before < 0 || first.objective.value[before] !== objective.value[k]) return undefined
      shared[k] = before
    }
  }
  return shared
}

function tellPlaces(problem: LinearProblem, { capacity, dimensions, minimum }: Instance): void {
  const now = problem.choices.instance
  const width = dimensions.length
  for (let at = 0; at < capacity.length; at++) {
    const [m, d] = [Math.floor(at / width), at % width]
    if (capacity[at] !== now.capacity[at]) problem.changeCapacity(m, d, capacity[at]!)
    if (minimum[at] !== now.minimum[at]) problem.changeMinimum(m, d, minimum[at]!)
  }
}

function tellChoices(problem: LinearProblem, { choices: { instance } }: Retold, shared: Int32Array): void {
  const { start } = problem.choices
  const isOpen = new Uint8Array(problem.choices.location.length)
  for (const k of shared) isOpen[k] = 1
  for (const [h, m] of instance.lock.entries()) {
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      if (isOpen[k] === 1) problem.allow(h, k)
      else problem.exclude(h, k)
    }
    const k = m === unplaced ? -1 : choiceOf(problem.choices, h, m)
    if (k < 0) problem.free(h)
    else problem.require(h, k)
  }
}

/**
 * `first` is what the problem was made for. Answers the choice of `first` for each choice there is now; after undefined the
 * problem is as it was.
 */
export function retell(problem: LinearProblem, first: Retold, after: Retold): Int32Array | undefined {
  const [before, instance] = [first.choices.instance, after.choices.instance]
  if (!isSameFrame(before, instance)) return undefined
  if (instance.minimum.some((places, at) => places > before.minimum[at]!)) return undefined
  const shared = sharedChoices(first, after)
  if (shared === undefined) return undefined
  tellPlaces(problem, instance)
  tellChoices(problem, after, shared)
  return shared
}
