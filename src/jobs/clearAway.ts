/** Every hour: what is kept no longer is taken away (store/work/clearOld.ts). */
import { Effect } from "effect"
import { clearOld } from "../store/work/clearOld.ts"

const often = "1 hour"

/** Until interrupted; an outage is waited out. */
export const clearAway = clearOld.pipe(
  Effect.catch((failure) => Effect.logWarning(failure.message)),
  Effect.andThen(Effect.sleep(often)),
  Effect.forever
)
