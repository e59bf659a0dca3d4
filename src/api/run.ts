/** From an Effect program to an answer. The type proves that no typed failure is left; what remains are bugs, for app.ts. */
import type { Effect, ManagedRuntime } from "effect"
import type { Context } from "hono"
import type { Explanations } from "./Explanations.ts"
import type { Rounds } from "./Rounds.ts"

export type ApiServices = Rounds | Explanations
export type ApiRuntime = ManagedRuntime.ManagedRuntime<ApiServices, never>

/** A bug that is not an Error: Hono hands only Errors to app.onError. */
class Thrown extends Error {
  override readonly name = "Thrown"
}

/** Stops with the request when the client goes away. A page may come as a promise of itself. */
export const answer = async <A extends Response>(
  runtime: ApiRuntime,
  c: Context,
  program: Effect.Effect<A | Promise<A>, never, ApiServices>
): Promise<A> => {
  try {
    return await runtime.runPromise(program, { signal: c.req.raw.signal })
  } catch (cause) {
    throw cause instanceof Error ? cause : new Thrown(typeof cause)
  }
}
