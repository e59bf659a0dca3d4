/**
 * The service for «what if we close this one?»: an instance is solved once, and then again after each change, from what is
 * known already. A change that asks for more than that is solved from the beginning; the answer says which it was.
 */
import { Context, type Effect, type Scope } from "effect"
import type { Change, ChangeInvalid } from "../instance/change.ts"
import type { Instance } from "../instance/Instance.ts"
import type { Outcome } from "./Outcome.ts"
import type { SolveOptions, SolverFailed } from "./Solver.ts"

export interface Resolved {
  readonly outcome: Outcome
  /** The instance as it stands after all changes, in which indices of the outcome are to be read. */
  readonly instance: Instance
  /** Solved from the prices and the plan before, not from the beginning. */
  readonly isWarm: boolean
}

export interface Session {
  readonly first: Resolved
  /** Changes add up; those that make no sense change nothing. */
  readonly change: (
    changes: ReadonlyArray<Change>,
    limits?: ResolveLimits
  ) => Effect.Effect<Resolved, SolverFailed | ChangeInvalid>
  /** Solves another instance, whatever led to it; warm where the instance before has its households, rows and scores. */
  readonly become: (instance: Instance, limits?: ResolveLimits) => Effect.Effect<Resolved, SolverFailed>
}

/** What one solve of a session may take, and whom it tells; whatever it was opened with is asked no more. */
export type ResolveLimits = Pick<SolveOptions, "timeLimitMs" | "cancellation" | "onProgress">

export class Resolver extends Context.Service<
  Resolver,
  {
    readonly open: (instance: Instance, options: SolveOptions) => Effect.Effect<Session, SolverFailed, Scope.Scope>
  }
>()("matching/solver/Resolver") {}
