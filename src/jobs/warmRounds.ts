/**
 * Sessions of the rounds solved last, so that a round is solved again from what is known of it: one for each lane that is large
 * enough to be worth it, a few in all, closed with the scope. A session decides by the instances alone whether that is enough;
 * whatever it cannot say in time, or breaks over, is solved from the beginning. Nothing here outlives the process.
 */
import { Effect, Exit, Scope, Semaphore } from "effect"
import type { RoundId } from "../domain/Ids.ts"
import { isWorthKeeping } from "../matching/decomposition/decompositionStage.ts"
import type { LaneProblem } from "../matching/lane.ts"
import { type LaneSolved, type SolveLane, solveLaneCold } from "../matching/solveRound.ts"
import { Outcome } from "../matching/solver/Outcome.ts"
import { Resolver, type Session } from "../matching/solver/Resolver.ts"
import type { SolveOptions } from "../matching/solver/Solver.ts"

export interface WarmRounds {
  readonly solveLane: (round: RoundId) => SolveLane
}

interface Kept {
  readonly session: Session
  readonly scope: Scope.Closeable
}

/** Each is a thread with a solved problem in it. */
const mostSessions = 3
/** What takes longer than this is no saving; solved from the beginning it may take whatever it takes. */
const warmLimitMs = 120_000

/** Whether there may be a better plan than this: then the lane is solved from the beginning, with all the time it takes. */
const isWanting = ({ isWarm, outcome }: LaneSolved): boolean =>
  Outcome.$match(outcome, {
    Optimal: () => false,
    Infeasible: () => false,
    FeasibleAtLimit: ({ limit }) => isWarm || limit === "time",
    NoSolutionAtLimit: ({ limit }) => isWarm || limit === "time"
  })

export const makeWarmRounds = Effect.gen(function* () {
  const resolver = yield* Resolver
  const outer = yield* Scope.Scope
  const turn = yield* Semaphore.make(1)
  /** The one used last stands last. */
  const kept = new Map<string, Kept>()

  const drop = (key: string) =>
    Effect.suspend(() => {
      const one = kept.get(key)
      kept.delete(key)
      return one === undefined ? Effect.void : Scope.close(one.scope, Exit.void)
    })

  const open = Effect.fnUntraced(function* (key: string, { instance }: LaneProblem, options: SolveOptions) {
    const scope = yield* Scope.fork(outer)
    const session = yield* resolver.open(instance, options).pipe(
      Scope.provide(scope),
      Effect.onError(() => Scope.close(scope, Exit.void))
    )
    kept.set(key, { session, scope })
    for (const oldest of [...kept.keys()].slice(0, -mostSessions)) yield* drop(oldest)
    const { isWarm, outcome } = session.first
    const solved: LaneSolved = { isWarm, outcome }
    return solved
  })

  /** Undefined where it was cut short: its plan may not be the best there is. */
  const again = Effect.fnUntraced(function* (key: string, one: Kept, problem: LaneProblem, options: SolveOptions) {
    kept.delete(key)
    kept.set(key, one)
    const { onProgress } = options
    const { isWarm, outcome } = yield* one.session.become(problem.instance, {
      timeLimitMs: warmLimitMs,
      ...(onProgress && { onProgress })
    })
    const solved: LaneSolved = { isWarm, outcome }
    return isWanting(solved) ? undefined : solved
  })

  const solveLane =
    (round: RoundId): SolveLane =>
    (problem, options) => {
      if (!isWorthKeeping(problem.instance)) return solveLaneCold(problem, options)
      const key = `${round} ${problem.lane} ${options.seed}`
      const solve = Effect.suspend(() => {
        const one = kept.get(key)
        return one === undefined ? open(key, problem, options) : again(key, one, problem, options)
      })
      return solve.pipe(
        // Whoever is interrupted has ended the session's thread.
        Effect.onError(() => drop(key)),
        Effect.catchTag("SolverFailed", () => Effect.succeed(undefined)),
        turn.withPermits(1),
        Effect.flatMap((solved) => (solved === undefined ? solveLaneCold(problem, options) : Effect.succeed(solved)))
      )
    }
  const rounds: WarmRounds = { solveLane }
  return rounds
})
