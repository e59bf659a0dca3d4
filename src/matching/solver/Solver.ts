/** The service every solver layer provides: an instance and options in, an outcome out. No solver's own types pass through. */
import { Context, type Effect, Schema } from "effect"
import type { Instance } from "../instance/Instance.ts"
import type { Rule } from "../instance/objectives.ts"
import type { Cancellation } from "./Cancellation.ts"
import type { Outcome } from "./Outcome.ts"
import type { Progress } from "./Progress.ts"

export interface SolveOptions {
  readonly rule: Rule
  /** Accepted (bound − objective) / max(1, |bound|) on the score, a fraction; levels of placing are always solved to 0. */
  readonly gap: number
  readonly seed: number
  /** The only clock. A plan cut by it is not reproducible, and says so. */
  readonly timeLimitMs?: number
  /** Branch-and-bound nodes, over all objectives. */
  readonly nodeLimit?: number
  /** Ends the solve with the best plan so far, which is then outside the promise that the same seed gives the same plan. */
  readonly cancellation?: Cancellation
  readonly onProgress?: (progress: Progress) => void
}

/** The layer broke: a crash, a killed worker, or an answer the referee does not accept. Not an outcome of the problem. */
export class SolverFailed extends Schema.TaggedError<SolverFailed>()("SolverFailed", {
  solver: Schema.String,
  problem: Schema.String
}) {
  override get message(): string {
    return `The solver ${this.solver} failed: ${this.problem} Try again, or choose another solver.`
  }
}

/** The layer cannot take this problem on, and would rather say so than leave something out. */
export class SolverRefused extends Schema.TaggedError<SolverRefused>()("SolverRefused", {
  solver: Schema.String,
  /** Ids of the rows it cannot honour; empty when it is the size. */
  rows: Schema.Array(Schema.String),
  problem: Schema.String
}) {
  override get message(): string {
    return `The solver ${this.solver} does not take this problem: ${this.problem} Choose another solver.`
  }
}

export class Solver extends Context.Service<
  Solver,
  {
    readonly name: string
    readonly solve: (instance: Instance, options: SolveOptions) => Effect.Effect<Outcome, SolverFailed | SolverRefused>
  }
>()("matching/solver/Solver") {}
