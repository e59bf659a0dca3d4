/** The real solver with one thread for all tests of a process: to start it takes longer than to solve most of their rounds. */
import { Effect, Layer, Scope } from "effect"
import { layer } from "../../src/matching/decomposition/DecompositionSolver.ts"

// Never closed: an idle thread keeps no process alive.
export const sharedSolver = Layer.succeedContext(
  await Effect.runPromise(Layer.buildWithScope(layer, Effect.runSync(Scope.make())))
)
