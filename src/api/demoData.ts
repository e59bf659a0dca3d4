/** An empty store in demo mode gets the round and the municipalities that come with Treff. */
import { Effect } from "effect"
import { loadRound } from "../intake/loadRound.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { RoundStore } from "../store/RoundStore.ts"
import { demoAccess } from "./access.ts"

export const loadDemo = Effect.fn("loadDemo")(function* () {
  const rounds = yield* RoundStore
  const present = yield* rounds.list(demoAccess)
  if (present.length > 0) return
  const { input } = yield* loadRound({}, "demo")
  const files = yield* MunicipalityStore
  // A start that was broken off may have left the municipalities there without the round.
  yield* files.saveFile(demoAccess, input.file).pipe(Effect.catchTag("AlreadySaved", () => Effect.void))
  yield* rounds.save(demoAccess, input.round)
})
