/** Every hour: what is kept no longer is taken away (store/work/clearOld.ts). */
import { Effect } from "effect"
import { clearOld } from "../store/work/clearOld.ts"

const often = "1 hour"

/** Until interrupted; an outage is waited out, and a bug here stops no other job. */
export const clearAway = clearOld.pipe(
  Effect.catchCause((cause) => Effect.logWarning("what is old was not cleared away", cause)),
  Effect.andThen(Effect.sleep(often)),
  Effect.forever
)
