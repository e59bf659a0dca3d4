/** Events of a round as they happen, from where the client left off. A change only says that there is something to read. */
import { Effect, Stream } from "effect"
import type { RoundId } from "../domain/Ids.ts"
import type { Access } from "../store/Access.ts"
import type { Changes } from "../store/Changes.ts"
import type { RoundProcess } from "../store/RoundProcess.ts"
import type { RoundEvent } from "../store/rounds/events.ts"
import type { ServerEvent } from "./frame/eventStream.ts"

const eventOf = (event: RoundEvent): ServerEvent => ({ id: event.sequence, event: event.kind, data: event })

/** Ends when the store cannot be read: the client comes back with the last event it got. */
export const roundEvents = (
  process: RoundProcess["Service"],
  changes: Changes["Service"],
  access: Access,
  round: RoundId,
  since: number
): Stream.Stream<ServerEvent> => {
  let seen = since
  const news = Effect.gen(function* () {
    const found: Array<RoundEvent> = []
    for (;;) {
      const page = yield* process.events(access, round, seen)
      if (page.length === 0) return found
      found.push(...page)
      seen = page[page.length - 1]!.sequence
    }
  })
  return Stream.unwrap(
    Effect.map(changes.subscribe(`round ${round}`), (told) =>
      Stream.concat(Stream.succeed(null), told).pipe(
        Stream.mapEffect(() => news),
        Stream.flatMap((events) => Stream.fromIterable(events)),
        Stream.map(eventOf),
        Stream.catch(() => Stream.empty)
      )
    )
  )
}
