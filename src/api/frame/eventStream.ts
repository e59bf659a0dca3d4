/**
 * Events as they happen (server-sent events). Lives as long as the client listens and may: when it goes away, the stream
 * behind it is interrupted; when it may listen no more, the stream ends. A comment now and then keeps proxies from thinking
 * that nobody is there.
 */
import { Effect, Stream } from "effect"
import type { Context } from "hono"

export interface ServerEvent {
  /** Grows; the client sends the last one it got when it comes back. */
  readonly id: number
  /** One of our own words. */
  readonly event: string
  /** Anything JSON can say. */
  readonly data: unknown
}

const heartbeatSeconds = 15
/** How often is asked whether the client may still listen, while nothing happens. */
const lookSeconds = 2
/** How long a browser waits before it comes back. */
const retryMs = 3_000

/** JSON has no line break outside its texts, and none unescaped inside: an event is always one line of data. */
const written = ({ data, event, id }: ServerEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`

const lastId = /^\d{1,15}$/u

/** The last event the client has, from its header; undefined when it has none, or says what we never said. */
export const lastEventId = (c: Context): number | undefined => {
  const header = c.req.header("last-event-id")
  return header !== undefined && lastId.test(header) ? Number(header) : undefined
}

/** `permitted` fails once the client may listen no more. It is asked before each event, and while there is none. */
export const eventStream = (
  c: Context,
  events: Stream.Stream<ServerEvent>,
  permitted: Effect.Effect<unknown, unknown>
): Response => {
  const told = Stream.mapEffect(events, (event) => Effect.as(permitted, written(event)))
  const heartbeat = Stream.tick(`${heartbeatSeconds} seconds`).pipe(
    Stream.drop(1),
    Stream.map(() => ":\n\n")
  )
  const looks = Stream.tick(`${lookSeconds} seconds`).pipe(
    Stream.drop(1),
    Stream.mapEffect(() => permitted),
    Stream.drain
  )
  const lines = Stream.merge(told, Stream.merge(heartbeat, looks), { haltStrategy: "left" }).pipe(
    // Ended without a word: the client comes back, and is told why by the status.
    Stream.catch(() => Stream.empty),
    (after) => Stream.concat(Stream.make(`retry: ${retryMs}\n\n`), after)
  )
  return c.body(Stream.toReadableStream(Stream.encodeText(lines)), 200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // nginx would hold events back.
    "x-accel-buffering": "no"
  })
}
