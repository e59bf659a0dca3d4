/** Every minute: requests whose deadline has passed are closed, and their households wait for another municipality again. */
import { Effect } from "effect"
import { expireRequests } from "../store/requests/expire.ts"

const often = "60 seconds"

/** Until interrupted; an outage is waited out. */
export const expireOverdue = expireRequests.pipe(
  Effect.catch((failure) => Effect.logWarning(failure.message)),
  Effect.andThen(Effect.sleep(often)),
  Effect.forever
)
