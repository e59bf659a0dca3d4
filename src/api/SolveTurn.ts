/** One solve at a time, and a short line before it: whoever finds it full is told to come back, and waits for nothing. */
import { Context, Effect, Layer, Schema, Semaphore } from "effect"

export class TooManySolves extends Schema.TaggedError<TooManySolves>()("TooManySolves", {}) {
  override get message(): string {
    return "Other solves are under way. Try again in a moment."
  }
}

const mostInLine = 8

export class SolveTurn extends Context.Service<
  SolveTurn,
  {
    readonly take: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E | TooManySolves, R>
  }
>()("treff/api/SolveTurn") {
  static readonly layer = Layer.effect(
    SolveTurn,
    Effect.map(Semaphore.make(1), (turn) => {
      let inLine = 0
      const enter = Effect.suspend(() => {
        if (inLine >= mostInLine) return Effect.fail(new TooManySolves())
        inLine++
        return Effect.void
      })
      const leave = Effect.sync(() => {
        inLine--
      })
      return SolveTurn.of({
        take: (work) =>
          Effect.acquireUseRelease(
            enter,
            () => turn.withPermit(work),
            () => leave
          )
      })
    })
  )
}
