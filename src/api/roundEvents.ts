/** Events of a round as they happen, from where the client left off. A change only says that there is something to read. */
import { Effect, Stream } from "effect"
import type { RoundId } from "../domain/Ids.ts"
import type { Access } from "../store/Access.ts"
import { Changes } from "../store/Changes.ts"
import { RoundProcess } from "../store/RoundProcess.ts"
import type { EventsAsked, RoundEvent } from "../store/rounds/events.ts"
import type { ServerEvent } from "./frame/eventStream.ts"

const eventOf = (event: RoundEvent): ServerEvent => ({ id: event.sequence, event: event.kind, data: event })

/**
 * That somebody listens is in the audit log before anything is told. Everything else is read as who the listener is by then;
 * the stream ends when that is nobody, or when the store cannot be read: the client comes back with the last event it got.
 */
export const roundEvents = Effect.fnUntraced(function* (
  access: Access,
  accessNow: Effect.Effect<Access, unknown>,
  round: RoundId,
  since: number
) {
  const process = yield* RoundProcess
  const changes = yield* Changes
  let seen = since
  const read = Effect.fnUntraced(function* (as: Access, asked: EventsAsked) {
    const page = yield* process.events(as, round, seen, asked)
    seen = page.at(-1)?.sequence ?? seen
    return page
  })
  const first = yield* read(access, "stream")
  const news = Effect.gen(function* () {
    const found: Array<RoundEvent> = []
    for (;;) {
      const page = yield* read(yield* accessNow, "rest of stream")
      if (page.length === 0) return found
      found.push(...page)
    }
  })
  const rest = Stream.unwrap(
    Effect.map(changes.subscribe(`round ${round}`), (told) =>
      // Subscribed before it is read, so that nothing falls between the two.
      Stream.concat(Stream.succeed(null), told).pipe(
        Stream.mapEffect(() => news),
        Stream.flatMap((events) => Stream.fromIterable(events)),
        Stream.catch(() => Stream.empty)
      )
    )
  )
  return Stream.map(Stream.concat(Stream.fromIterable(first), rest), eventOf)
})
