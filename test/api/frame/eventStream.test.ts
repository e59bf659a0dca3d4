/** Feature under test: events over HTTP, from the first to the last, and that nothing stays behind when the client goes. */
import { Effect, Exit, Schedule, Scope, Stream } from "effect"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { afterEach, expect, test, vi } from "vitest"
import { eventStream, lastEventId, type ServerEvent } from "../../../src/api/frame/eventStream.ts"
import { listen } from "../../../src/api/server.ts"
import { repetitions } from "../../support/repetitions.ts"

afterEach(() => void vi.useRealTimers())

const numbered = (first: number, count: number): ReadonlyArray<ServerEvent> =>
  Array.from({ length: count }, (_, i) => ({ id: first + i, event: "progress", data: { percent: i, text: "a\nb" } }))

const state = { open: 0 }

/** Never ends by itself; counts who listens. */
const endless = Stream.concat(Stream.fromIterable(numbered(0, 3)), Stream.never).pipe((events) =>
  Stream.unwrap(
    Effect.as(
      Effect.acquireRelease(
        Effect.sync(() => void state.open++),
        () => Effect.sync(() => void state.open--)
      ),
      events
    )
  )
)

const app = new Hono()
  .use(compress())
  .get("/short", (c) => eventStream(c, Stream.fromIterable(numbered((lastEventId(c) ?? -1) + 1, 3)), Effect.void))
  .get("/endless", (c) => eventStream(c, endless, Effect.void))

test("each event has its number, its name and one line of data", async () => {
  const answer = await app.request("/short", { headers: { "accept-encoding": "gzip" } })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store"
  })
  expect(answer.headers.has("content-encoding")).toBe(false)
  expect(await answer.text()).toBe(
    `retry: 3000\n\n${[0, 1, 2].map((i) => `id: ${i}\nevent: progress\ndata: {"percent":${i},"text":"a\\nb"}\n\n`).join("")}`
  )
})

test.each([
  ["41", "id: 42"],
  ["x", "id: 0"],
  ["-1", "id: 0"],
  ["1e3", "id: 0"]
])("who comes back after event %s starts at %s", async (last, first) => {
  const text = await (await app.request("/short", { headers: { "last-event-id": last } })).text()
  expect(text.split("\n").find((line) => line.startsWith("id: "))).toBe(first)
})

test("every fifteen seconds of silence there is a comment", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] })
  const answer = await app.request("/endless")
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  while (!text.includes("id: 2")) text += (await reader.read()).value
  for (let i = 0; i < repetitions(20); i++) {
    const next = reader.read()
    await vi.advanceTimersByTimeAsync(15_000)
    expect((await next).value).toBe(":\n\n")
  }
  await reader.cancel()
  vi.useRealTimers()
})

test("nobody listens on behalf of a client that went away", async () => {
  const scope = await Effect.runPromise(Scope.make())
  const port = await Effect.runPromise(
    Scope.provide(
      listen((request) => app.fetch(request), 0),
      scope
    )
  )
  const wait = (open: number) =>
    Effect.runPromise(
      Effect.sync(() => state.open).pipe(
        Effect.repeat({ until: (now) => now === open, schedule: Schedule.spaced("5 millis") }),
        Effect.timeout("5 seconds")
      )
    )
  await wait(0)
  const listeners = await Promise.all(
    Array.from({ length: repetitions(20) }, async () => {
      const leaving = new AbortController()
      const answer = await fetch(`http://127.0.0.1:${port}/endless`, { signal: leaving.signal })
      await answer.body!.getReader().read()
      return leaving
    })
  )
  await wait(listeners.length)
  for (const leaving of listeners) leaving.abort()
  await wait(0)
  await Effect.runPromise(Scope.close(scope, Exit.void))
})
