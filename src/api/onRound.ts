/** An act on a round the asker may see; a round that may not be seen is not there. */
import { Effect } from "effect"
import type { Access } from "../store/Access.ts"
import type { RoundSummary } from "../store/RoundStore.ts"
import { Rounds } from "./Rounds.ts"

export const onRound = <A, E, R>(access: Access, id: string, act: (round: RoundSummary) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(
    Rounds.use((rounds) => rounds.get(access, id)),
    act
  )
