/**
 * An act on a round the asker may see, done once for its idempotency key: what was answered before is answered again before
 * the round is looked up. A round that may not be seen is not there.
 */
import type { Effect } from "effect"
import type { Access } from "../store/Access.ts"
import { unlessAnswered } from "../store/once.ts"
import type { RoundSummary } from "../store/RoundStore.ts"
import { onRound } from "./onRound.ts"

export const actOnRound = <A, E, R>(access: Access, id: string, act: (round: RoundSummary) => Effect.Effect<A, E, R>) =>
  unlessAnswered(access, onRound(access, id, act))
