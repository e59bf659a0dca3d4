/** `treff sessions end|open`: the kill switch. Ends every session and keeps Treff closed until it is opened again. */
import { Effect } from "effect"
import { Database, type OpenError } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { SessionStore } from "../store/SessionStore.ts"

/** Whoever may run commands on the machine; the audit log knows no more of them. */
const operator = "operator"

const over = <A, E>(settings: DatabaseSettings, use: Effect.Effect<A, E, SessionStore>) =>
  use.pipe(Effect.provide(SessionStore.layer(settings.mode)), Effect.provide(Database.layer(settings)))

const sessions = (count: number): string => (count === 1 ? "1 session has" : `${count} sessions have`)

/** Answers what was done, in one sentence or two. */
export const endSessions = Effect.fn("endSessions")(
  (settings: DatabaseSettings): Effect.Effect<string, OpenError | DatabaseFailure> =>
    over(
      settings,
      SessionStore.use((store) => store.endAll(operator))
    ).pipe(
      Effect.map((count) => `Treff is closed and ${sessions(count)} ended. Open it again with: treff sessions open`)
    )
)

export const openAgain = Effect.fn("openAgain")(
  (settings: DatabaseSettings): Effect.Effect<string, OpenError | DatabaseFailure> =>
    over(
      settings,
      SessionStore.use((store) => store.reopen(operator))
    ).pipe(
      Effect.map((wasClosed) =>
        wasClosed ? "Treff is open again. Everybody logs in anew." : "Treff was open already; nothing was changed."
      )
    )
)
