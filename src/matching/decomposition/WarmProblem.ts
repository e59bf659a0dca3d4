/**
 * A solved instance that takes changes. Locks, forbids, places and closed municipalities go into the relaxation that is still
 * there, and the plan is mended; what cannot be told that way (a household that comes late, places for somebody who had none,
 * levels that are no longer full) is solved from the beginning.
 */
import type { Highs } from "highs"
import { slackOf } from "../highs/relaxation.ts"
import { Change } from "../instance/change.ts"
import { type Choices, choiceOf } from "../instance/choices.ts"
import { type Assignment, type Instance, isHard } from "../instance/Instance.ts"
import { type Objective, requirements, type Target, valueOf } from "../instance/objectives.ts"
import { type Prices, zeroPrices } from "../referee/bound.ts"
import type { Certificate } from "../referee/Certificate.ts"
import { certificateOf, certifyLevel } from "../referee/certify.ts"
import { isAcceptable } from "../solver/acceptable.ts"
import { acceptedGap } from "../solver/acceptedGap.ts"
import { isCancelled } from "../solver/Cancellation.ts"
import { budgetOf, solveLexicographically } from "../solver/lexicographic.ts"
import { type Limit, Outcome, type Solved } from "../solver/Outcome.ts"
import type { SolveOptions } from "../solver/Solver.ts"
import type { StageRequest } from "../solver/stage.ts"
import { type Again, decompositionStage, type Kept, type Ways } from "./decompositionStage.ts"
import { repairPlan } from "./repairPlan.ts"
import { repairMoves, solveAgain } from "./solveAgain.ts"

/** The objective whose relaxation is kept: the last one, whatever the rule. */
const score = "score"

/** What one solve of a session may take. */
export type Limits = Pick<SolveOptions, "timeLimitMs" | "cancellation">

const solvedOf = (outcome: Outcome): Solved | undefined =>
  outcome._tag === "Optimal" || outcome._tag === "FeasibleAtLimit" ? outcome : undefined

/** The levels of placing among the targets; what had to hold before them is none. */
const levelsOf = (targets: ReadonlyArray<Target>): ReadonlyArray<Objective> =>
  targets.map(({ objective }) => objective).filter(({ name }) => name !== requirements)

/** More places for somebody who could not go there at all would be a pair the relaxation has never seen. */
function opensNew({ instance: before, samples }: Choices, after: Instance, location: string): boolean {
  const { dimensions, locations } = before
  const width = dimensions.length
  const m = locations.indexOf(location)
  const fits = ({ capacity, demand, surcharge }: Instance, h: number): boolean =>
    dimensions.every((_, d) => !isHard(surcharge[d]!) || demand[h * width + d]! <= capacity[m * width + d]!)
  return samples.some((h) => fits(after, h) && !fits(before, h))
}

/** What a plan that is not good enough was cut short by. */
const limitOf = (timeLeftMs: () => number, { cancellation }: Limits): Limit =>
  isCancelled(cancellation) ? "cancelled" : timeLeftMs() <= 0 ? "time" : "nodes"

export class WarmProblem {
  readonly #highs: Highs
  readonly #options: SolveOptions
  readonly #ways: Pick<Ways, "tiny">
  #instance: Instance
  #kept: Kept | undefined
  #plan: Assignment | undefined
  readonly #closed = new Set<string>()

  constructor(highs: Highs, instance: Instance, options: SolveOptions, ways: Pick<Ways, "tiny"> = {}) {
    this.#highs = highs
    this.#ways = ways
    this.#instance = instance
    this.#options = options
  }

  dispose(): void {
    this.#kept?.problem.dispose()
    this.#kept = undefined
  }

  /** Solves the instance from the beginning. */
  solve(limits: Limits = {}): Outcome {
    this.dispose()
    return this.#solveBy(limits)
  }

  #solveBy(limits: Limits, again?: Ways["again"]): Outcome {
    const keep = (kept: Kept): void => {
      if (this.#kept !== undefined || kept.first.objective.name !== score) kept.problem.dispose()
      else {
        this.#closed.clear()
        this.#kept = kept
      }
    }
    const stage = decompositionStage(this.#highs, { ...this.#ways, keep, ...(again && { again }) })
    const outcome = solveLexicographically(stage, this.#instance, { ...this.#options, ...limits })
    this.#plan = solvedOf(outcome)?.plan
    return outcome
  }

  /**
   * Solves another instance, whatever led to it: warm where its choices are among those of the instance the relaxation was
   * made for, with the same worth. That relaxation stays as long as the facts do.
   */
  become(instance: Instance, limits: Limits = {}): { readonly outcome: Outcome; readonly isWarm: boolean } {
    this.#instance = instance
    let isWarm = false
    const again = (request: StageRequest): Again | undefined => {
      const [kept, plan] = [this.#kept, this.#plan]
      if (kept === undefined || request.objective.name !== score) return undefined
      for (const location of this.#closed) kept.problem.reopen(kept.first.choices.instance.locations.indexOf(location))
      this.#closed.clear()
      const found = solveAgain(kept, plan ?? request.start, request)
      if (found === "other facts") this.dispose()
      if (typeof found === "string") return undefined
      isWarm = true
      return found
    }
    const outcome = this.#solveBy(limits, again)
    return { outcome, isWarm }
  }

  /** Solves the instance after the changes that made it. */
  change(
    instance: Instance,
    changes: ReadonlyArray<Change>,
    limits: Limits = {}
  ): { readonly outcome: Outcome; readonly isWarm: boolean } {
    const before = this.#instance
    this.#instance = instance
    const warm = before.households.length === instance.households.length ? this.#resolve(changes, limits) : undefined
    if (warm !== undefined) {
      this.#plan = solvedOf(warm)?.plan
      return { outcome: warm, isWarm: true }
    }
    return { outcome: this.solve(limits), isWarm: false }
  }

  /** The outcome from what is known, or undefined when that is not enough. */
  #resolve(changes: ReadonlyArray<Change>, limits: Limits): Outcome | undefined {
    const { timeLeftMs } = budgetOf(limits)
    const kept = this.#kept
    const plan = this.#plan
    if (kept === undefined || plan === undefined || !kept.targets.every(({ full }) => full)) return undefined
    if (!changes.every((change) => this.#tell(kept, change))) return undefined
    const relaxed = kept.problem.solve(timeLeftMs)
    if (!relaxed.complete || relaxed.bound === Number.NEGATIVE_INFINITY) return undefined
    const choices = { ...kept.problem.choices, instance: this.#instance }
    const { objective } = kept.problem
    const bound = Math.floor(relaxed.bound + slackOf(relaxed.bound))
    const mended = repairPlan(
      {
        choices,
        objective,
        targets: kept.targets,
        start: plan,
        seed: this.#options.seed,
        timeLeftMs,
        moves: repairMoves,
        accepted: bound,
        bound
      },
      relaxed
    )
    if (!isAcceptable(choices, objective, kept.targets, mended.plan)) return undefined
    const certificate = this.#certify(choices, kept, relaxed.prices, mended.plan)
    const solved: Solved = {
      plan: mended.plan,
      objective: mended.value,
      bound,
      lpBound: relaxed.bound,
      levels: this.#levels(choices, kept, mended.plan),
      certificate,
      canonical: false,
      nodes: 0
    }
    const within = bound - mended.value <= acceptedGap(this.#options.gap, objective.scale, mended.value, bound)
    return within ? Outcome.Optimal(solved) : Outcome.FeasibleAtLimit({ ...solved, limit: limitOf(timeLeftMs, limits) })
  }

  /** Tells the relaxation of a change; false when it cannot be told. */
  #tell({ problem }: Kept, change: Change): boolean {
    const { dimensions, households, locations } = this.#instance
    const pairOf = (household: string, location: string) => {
      const h = households.indexOf(household)
      return { h, k: choiceOf(problem.choices, h, locations.indexOf(location)) }
    }
    return Change.$match(change, {
      Lock: ({ household, location }) => {
        const { h, k } = pairOf(household, location)
        if (k >= 0) problem.require(h, k)
        return k >= 0
      },
      Forbid: ({ household, location }) => {
        const { h, k } = pairOf(household, location)
        if (k >= 0) problem.exclude(h, k)
        return true
      },
      Capacity: ({ dimension, location }) => {
        if (this.#closed.has(location) || opensNew(problem.choices, this.#instance, location)) return false
        const [m, d] = [locations.indexOf(location), dimensions.indexOf(dimension)]
        const at = m * dimensions.length + d
        problem.changeCapacity(m, d, this.#instance.capacity[at]!)
        problem.changeMinimum(m, d, this.#instance.minimum[at]!)
        return true
      },
      Close: ({ location }) => {
        this.#closed.add(location)
        problem.close(locations.indexOf(location))
        return true
      },
      Late: () => false
    })
  }

  /** Levels of placing are full here, so placing everybody is both what was reached and the most there is. */
  #levels(choices: Choices, { targets }: Kept, plan: Assignment): Solved["levels"] {
    return levelsOf(targets).map((objective) => {
      const value = valueOf(choices, objective, plan)
      return { name: objective.name, objective: value, bound: value }
    })
  }

  #certify(choices: Choices, { problem, targets: kept }: Kept, prices: Prices, plan: Assignment): Certificate {
    const { rule } = this.#options
    const targets = levelsOf(kept).map(
      (one): Target => ({ objective: one, full: true, value: valueOf(choices, one, plan) })
    )
    const levels = targets.map((target, at) =>
      certifyLevel(choices, target.objective, targets.slice(0, at), zeroPrices(choices, targets.slice(0, at)))
    )
    const multipliers = prices.multipliers.slice(kept.length - targets.length)
    return certificateOf(choices, rule, [
      ...levels,
      certifyLevel(choices, problem.objective, targets, { ...prices, multipliers })
    ])
  }
}
