/**
 * The order of things, the same for every layer: what must hold at all, then each level of placing, then the score, then
 * the tie-break. Each is solved with all before it fixed, so nothing less important ever costs something more important.
 */
import { type Choices, choicesOf } from "../instance/choices.ts"
import { type Assignment, type Instance, unplaced } from "../instance/Instance.ts"
import {
  ceilingOf,
  type Objective,
  objectivesOf,
  type Rule,
  requirementObjective,
  type Target,
  valueOf
} from "../instance/objectives.ts"
import type { Certificate } from "../referee/Certificate.ts"
import { certificateOf, certifyLevel } from "../referee/certify.ts"
import { certifyKnapsackLevel } from "../referee/knapsackLevel.ts"
import { isAcceptable } from "./acceptable.ts"
import { isCancelled } from "./Cancellation.ts"
import { conflictOf } from "./conflict.ts"
import { type LevelReached, type Limit, Outcome, type Solved } from "./Outcome.ts"
import { ProgressReport } from "./Progress.ts"
import type { SolveOptions } from "./Solver.ts"
import type { StageAnswer, StageSolver } from "./stage.ts"
import { tieBreakObjective } from "./tieBreak.ts"

/** What is left of the time and nodes allowed. */
interface Budget {
  readonly timeLeftMs: () => number
  /** A share of the time left, counted down from now. */
  readonly shareMs: (share: number) => () => number
  nodesLeft: number
}

/** Counts down from `ms`, starting now; nothing is left once somebody has asked to stop. */
function countdown(ms: number, cancellation: SolveOptions["cancellation"]): () => number {
  const started = performance.now()
  return () => (isCancelled(cancellation) ? 0 : Math.max(0, ms - (performance.now() - started)))
}

export function budgetOf({
  cancellation,
  nodeLimit = Number.POSITIVE_INFINITY,
  timeLimitMs = Number.POSITIVE_INFINITY
}: Pick<SolveOptions, "cancellation" | "nodeLimit" | "timeLimitMs">): Budget {
  const timeLeftMs = countdown(timeLimitMs, cancellation)
  return { timeLeftMs, shareMs: (share) => countdown(share * timeLeftMs(), cancellation), nodesLeft: nodeLimit }
}

const nobody = (): void => undefined

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
    report: nobody,
    ...budget
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

/** An objective that was solved, with those before it fixed. */
interface Stage {
  readonly objective: Objective
  readonly answer: StageAnswer
  /** Everybody who counts in it is placed, so nothing better exists. */
  readonly full: boolean
}

/**
 * The certificate of every stage, at what the final plan reaches on the stages before it: where a limit cut a level short, a
 * later stage may have found a plan that places more, and its prices prove no less for that. `required` targets stood
 * before the first stage; the instance itself demands them, so no multiplier stands for them.
 */
function certify(
  choices: Choices,
  rule: Rule,
  stages: ReadonlyArray<Stage>,
  plan: Assignment,
  required: number
): Certificate {
  const targets = stages.map(
    ({ full, objective }): Target => ({ objective, full, value: valueOf(choices, objective, plan) })
  )
  const levels = stages.map(({ answer: { households, prices }, objective }, at) => {
    const own = { ...prices, multipliers: prices.multipliers.slice(required) }
    const earlier = targets.slice(0, at)
    return households === undefined
      ? certifyLevel(choices, objective, earlier, own)
      : certifyKnapsackLevel(choices, objective, earlier, own, households)
  })
  return certificateOf(choices, rule, levels)
}

/** Solves the instance with a layer's exact method. Runs to the end on the calling thread. */
export function solveLexicographically(solver: StageSolver, instance: Instance, options: SolveOptions): Outcome {
  const { gap, onProgress = nobody, rule, seed } = options
  const budget = budgetOf(options)
  onProgress({ phase: "reading", objective: "", incumbent: null, bound: null, gap: null })
  const choices = choicesOf(instance)
  const targets: Array<Target> = []
  const stages: Array<Stage> = []
  let plan = nobodyPlaced(instance)
  let nodes = 0
  const spend = (answer: StageAnswer): StageAnswer => {
    nodes += answer.nodes
    budget.nodesLeft -= answer.nodes
    return answer
  }

  if (hasRequirements(instance)) {
    const answer = spend(solveRequirements(solver, choices, seed, budget))
    const needed = lockedCount(instance)
    if (answer.bound < needed) return explainConflict(solver, instance, seed, budget)
    if (answer.value < needed) return Outcome.NoSolutionAtLimit({ limit: answer.stopped ?? "nodes" })
    plan = answer.plan
    targets.push({ objective: requirementObjective(choices), value: needed, full: true })
  }
  const required = targets.length

  const objectives = objectivesOf(choices, rule)
  for (const [at, objective] of objectives.entries()) {
    const isScore = at === objectives.length - 1
    // An equal share of what is left: a level cut short leaves the score time for a good plan at that level.
    const timeLeftMs = budget.shareMs(1 / (objectives.length - at))
    const request = {
      choices,
      objective,
      targets: [...targets],
      start: plan,
      gap: isScore ? gap : 0,
      seed,
      nodesLeft: budget.nodesLeft,
      timeLeftMs,
      report: new ProgressReport(objective, onProgress).report
    }
    const answer = spend(solver.solve(request))
    const full = !isScore && answer.value === ceilingOf(choices, objective)
    plan = answer.plan
    stages.push({ objective, answer, full })
    targets.push({ objective, value: answer.value, full })
  }

  const { answer } = stages.at(-1)!
  const ended = stages.find((stage) => stage.answer.stopped !== undefined)?.answer.stopped
  const stopped: Limit | undefined = ended === "time" && isCancelled(options.cancellation) ? "cancelled" : ended
  const proved = stages.every((stage) => stage.answer.bound === stage.answer.value)
  const chosen =
    proved && stopped === undefined && answer.candidates !== undefined
      ? solver.breakTies({
          choices,
          objective: tieBreakObjective(choices),
          targets,
          start: plan,
          candidates: answer.candidates,
          seed,
          ...budget
        })
      : undefined
  plan = chosen ?? plan
  if (!isAcceptable(choices, objectives.at(-1)!, targets, plan))
    throw new Error("the referee does not accept its plan.")

  const levels = stages.slice(0, -1).map((stage): LevelReached => {
    const objective = valueOf(choices, stage.objective, plan)
    return { name: stage.objective.name, objective, bound: Math.max(objective, stage.answer.bound) }
  })
  const solved: Solved = {
    plan,
    objective: answer.value,
    bound: answer.bound,
    lpBound: answer.lpBound,
    levels,
    certificate: certify(choices, rule, stages, plan, required),
    canonical: chosen !== undefined,
    nodes
  }
  return stopped === undefined ? Outcome.Optimal(solved) : Outcome.FeasibleAtLimit({ ...solved, limit: stopped })
}
