/**
 * The order of things, the same for every layer: what must hold at all, then each level of placing, then the score, then
 * the tie-break. Each is solved with all before it fixed, so nothing less important ever costs something more important.
 */
import { type Choices, choicesOf } from "../instance/choices.ts"
import { type Assignment, type Instance, unplaced } from "../instance/Instance.ts"
import { ceilingOf, objectivesOf, requirementObjective, type Target } from "../instance/objectives.ts"
import type { CertificateLevel } from "../referee/Certificate.ts"
import { certificateOf, certifyLevel } from "../referee/certify.ts"
import { isAcceptable } from "./acceptable.ts"
import { conflictOf } from "./conflict.ts"
import { type LevelReached, type Limit, Outcome } from "./Outcome.ts"
import type { SolveOptions } from "./Solver.ts"
import type { StageAnswer, StageSolver } from "./stage.ts"
import { tieBreakObjective } from "./tieBreak.ts"

/** What is left of the time and nodes allowed. */
interface Budget {
  readonly timeLeftMs: () => number
  nodesLeft: number
}

const budgetOf = ({
  nodeLimit = Number.POSITIVE_INFINITY,
  timeLimitMs = Number.POSITIVE_INFINITY
}: SolveOptions): Budget => {
  const started = performance.now()
  return { timeLeftMs: () => Math.max(0, timeLimitMs - (performance.now() - started)), nodesLeft: nodeLimit }
}

const nobodyPlaced = (instance: Instance): Assignment => new Int32Array(instance.households.length).fill(unplaced)

const hasRequirements = ({ groups, lock }: Instance): boolean =>
  lock.some((m) => m !== unplaced) || groups.some(({ min }) => min > 0)

const lockedCount = ({ lock }: Instance): number => lock.reduce((count, m) => (m === unplaced ? count : count + 1), 0)

/** Locks and group minimums as an objective of their own: they hold exactly when it reaches the number of locks. */
function solveRequirements(solver: StageSolver, choices: Choices, seed: number, budget: Budget): StageAnswer {
  return solver.solve({
    choices,
    objective: requirementObjective(choices),
    targets: [],
    start: nobodyPlaced(choices.instance),
    gap: 0,
    seed,
    timeLeftMs: budget.timeLeftMs,
    nodesLeft: budget.nodesLeft
  })
}

/** The rows that cannot all hold. Minimal unless a limit kept a question open; an open question counts as «can hold». */
function explainConflict(solver: StageSolver, instance: Instance, seed: number, budget: Budget): Outcome {
  let minimal = true
  const conflict = conflictOf(instance, (part) => {
    if (!hasRequirements(part)) return true
    const answer = solveRequirements(solver, choicesOf(part), seed, budget)
    const [needed, undecided] = [lockedCount(part), answer.stopped !== undefined]
    if (undecided && answer.value < needed && answer.bound >= needed) minimal = false
    return answer.bound >= needed
  })
  return Outcome.Infeasible({ conflict, minimal })
}

/** Solves the instance with a layer's exact method. Runs to the end on the calling thread. */
export function solveLexicographically(solver: StageSolver, instance: Instance, options: SolveOptions): Outcome {
  const budget = budgetOf(options)
  const choices = choicesOf(instance)
  const targets: Array<Target> = []
  const levels: Array<LevelReached> = []
  const certified: Array<CertificateLevel> = []
  let plan = nobodyPlaced(instance)
  let nodes = 0
  let stopped: Limit | undefined

  if (hasRequirements(instance)) {
    const answer = solveRequirements(solver, choices, options.seed, budget)
    const needed = lockedCount(instance)
    budget.nodesLeft -= answer.nodes
    nodes += answer.nodes
    if (answer.bound < needed) return explainConflict(solver, instance, options.seed, budget)
    if (answer.value < needed) return Outcome.NoSolutionAtLimit({ limit: answer.stopped ?? "nodes" })
    plan = answer.plan
    targets.push({ objective: requirementObjective(choices), value: needed, full: true })
  }
  const required = targets.length

  const solveNext = (objective: Target["objective"], gap: number): StageAnswer => {
    const answer = solver.solve({
      choices,
      objective,
      targets,
      start: plan,
      gap,
      seed: options.seed,
      timeLeftMs: budget.timeLeftMs,
      nodesLeft: budget.nodesLeft
    })
    budget.nodesLeft -= answer.nodes
    nodes += answer.nodes
    stopped ??= answer.stopped
    plan = answer.plan
    const multipliers = answer.prices.multipliers.slice(required)
    certified.push(certifyLevel(choices, objective, targets.slice(required), { ...answer.prices, multipliers }))
    return answer
  }

  const objectives = objectivesOf(choices, options.rule)
  const score = objectives.at(-1)!
  for (const objective of objectives.slice(0, -1)) {
    const { bound, value } = solveNext(objective, 0)
    levels.push({ name: objective.name, objective: value, bound })
    targets.push({ objective, value, full: value === ceilingOf(choices, objective) })
  }
  const answer = solveNext(score, options.gap)

  const proved =
    stopped === undefined &&
    answer.bound === answer.value &&
    levels.every(({ bound, objective }) => bound === objective)
  const chosen =
    proved && answer.candidates !== undefined
      ? solver.breakTies({
          choices,
          objective: tieBreakObjective(choices),
          targets: [...targets, { objective: score, value: answer.value, full: false }],
          start: plan,
          candidates: answer.candidates,
          seed: options.seed,
          timeLeftMs: budget.timeLeftMs,
          nodesLeft: budget.nodesLeft
        })
      : undefined
  plan = chosen ?? plan
  if (!isAcceptable(choices, score, targets, plan)) throw new Error("The referee does not accept the plan.")

  const solved = {
    plan,
    objective: answer.value,
    bound: answer.bound,
    lpBound: answer.lpBound,
    levels,
    certificate: certificateOf(choices, options.rule, certified),
    canonical: chosen !== undefined,
    nodes
  }
  return stopped === undefined ? Outcome.Optimal(solved) : Outcome.FeasibleAtLimit({ ...solved, limit: stopped })
}
