/** Ctrl-C during a long solve: the first asks for the best plan so far, the second ends the program as usual. */
import { Effect, type Scope } from "effect"
import { type Cancellation, cancel, cancellation } from "../matching/solver/Cancellation.ts"
import { note } from "./output.ts"

/** A cancellation that the next SIGINT asks for, until the scope closes. */
export const cancelledByInterrupt: Effect.Effect<Cancellation, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => {
    const flag = cancellation()
    const ask = (): void => {
      cancel(flag)
      note("treff: stopping with the best plan so far. Press Ctrl-C again to leave at once.")
    }
    process.once("SIGINT", ask)
    return { flag, ask }
  }),
  ({ ask }) => Effect.sync(() => process.off("SIGINT", ask))
).pipe(Effect.map(({ flag }) => flag))
