/** Whether a plan may be handed on: every hard rule and every earlier objective kept, by the referee's own count. */
import { type Choices, choiceOf } from "../instance/choices.ts"
import { type Assignment, unplaced } from "../instance/Instance.ts"
import { type Objective, type Target, valueOf } from "../instance/objectives.ts"
import { findingsOf } from "../referee/findings.ts"

/** While the requirements themselves are the objective, a plan may still break them. */
const isRequirement = (objective: Objective): boolean => objective.groupShortfall < Number.POSITIVE_INFINITY

export function isAcceptable(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  plan: Assignment
): boolean {
  const tolerated = isRequirement(objective) ? ["GroupBelow", "LockBroken"] : []
  if (findingsOf(choices.instance, plan).some(({ _tag }) => !tolerated.includes(_tag))) return false
  for (let h = 0; h < plan.length; h++) if (plan[h] !== unplaced && choiceOf(choices, h, plan[h]!) < 0) return false
  return targets.every((target) => valueOf(choices, target.objective, plan) >= target.value)
}
