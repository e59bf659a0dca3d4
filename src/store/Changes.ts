/**
 * What has changed, told while it happens: one listener for each process, any number of subscribers. A change is a topic
 * (`round ID`, `run UUID`, `queue`, `outbox`) and its sequence number, never what it is about; who hears it reads the store.
 */
import { Context, Effect, Layer, Queue, type Scope, Stream } from "effect"
import { Database } from "./Database.ts"

export interface Change {
  readonly topic: string
  /** Null: something may have been missed, look again. */
  readonly sequence: number | null
}

/** The channel that SQL functions and triggers notify: `TOPIC SEQUENCE`. */
const channel = "treff"

const parse = (payload: string): Change => {
  const end = payload.lastIndexOf(" ")
  const sequence = Number(payload.slice(end + 1))
  return end > 0 && Number.isSafeInteger(sequence)
    ? { topic: payload.slice(0, end), sequence }
    : { topic: payload, sequence: null }
}

export class Changes extends Context.Service<
  Changes,
  {
    /**
     * Changes of a topic from now on; read the store once the stream is there, and nothing is missed. Whoever is slow gets
     * the latest change only, which stands for those before it.
     */
    readonly subscribe: (topic: string) => Effect.Effect<Stream.Stream<Change>, never, Scope.Scope>
  }
>()("treff/store/Changes") {
  static readonly layer = Layer.effect(
    Changes,
    Effect.gen(function* () {
      const database = yield* Database
      const subscribers = new Map<string, Set<Queue.Queue<Change>>>()
      yield* database.listen(channel, (payload) => {
        if (payload === null) {
          for (const [topic, queues] of subscribers)
            for (const queue of queues) Queue.offerUnsafe(queue, { topic, sequence: null })
          return
        }
        const change = parse(payload)
        for (const queue of subscribers.get(change.topic) ?? []) Queue.offerUnsafe(queue, change)
      })
      const enter = (topic: string) =>
        Effect.map(Queue.sliding<Change>(1), (queue) => {
          const queues = subscribers.get(topic) ?? new Set()
          subscribers.set(topic, queues.add(queue))
          return queue
        })
      const leave = (topic: string, queue: Queue.Queue<Change>) =>
        Effect.suspend(() => {
          const queues = subscribers.get(topic)
          queues?.delete(queue)
          if (queues?.size === 0) subscribers.delete(topic)
          return Queue.shutdown(queue)
        })
      return Changes.of({
        subscribe: Effect.fn("Changes.subscribe")((topic: string) =>
          Effect.acquireRelease(enter(topic), (queue) => leave(topic, queue)).pipe(
            Effect.map((queue) => Stream.fromQueue(queue))
          )
        )
      })
    })
  )
}
