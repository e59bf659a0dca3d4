/** Feature under test: bodies that want too much of the server, over a real connection (case I2). */
import { connect } from "node:net"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { readBody } from "../../../src/api/frame/bodyLimit.ts"
import { listen, type Patience } from "../../../src/api/server.ts"
import { repetitions } from "../../support/repetitions.ts"
import { good, signed, writesApp } from "./writes.ts"

const { app, effects } = writesApp(null)

const withServer = <A>(use: (port: number) => Promise<A>, patience?: Patience) =>
  Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(
        listen((request, connection) => app.fetch(request, connection), 0, patience),
        (port) => Effect.promise(() => use(port))
      )
    )
  )

const head = (port: number, length: string) =>
  [
    "POST /things HTTP/1.1",
    `Host: localhost:${port}`,
    ...Object.entries({ ...signed, origin: `http://localhost:${port}` }).map(([name, value]) => `${name}: ${value}`),
    `${length}\r\n\r\n`
  ].join("\r\n")

interface Exchange {
  readonly received: string
  readonly sent: number
}

/** Sends the head and then the same piece again and again, as fast as it is taken, until the server has had enough. */
const flood = (port: number, length: string, piece: Buffer, total: number) =>
  new Promise<Exchange>((resolve) => {
    let received = ""
    let sent = 0
    const socket = connect(port, "127.0.0.1")
    const send = () => {
      while (sent < total && socket.writable) {
        sent += piece.byteLength
        if (!socket.write(piece)) return
      }
    }
    socket.on("connect", () => {
      socket.write(head(port, length))
      send()
    })
    socket.on("drain", send)
    socket.on("data", (bytes) => {
      received += bytes.toString()
    })
    // A connection that is cut while we send is what we are after.
    socket.on("error", () => undefined)
    socket.on("close", () => resolve({ received, sent }))
  })

const gigabyte = 1_000_000_000
const piece = Buffer.alloc(64 * 1024, " ")
const chunk = Buffer.concat([Buffer.from(`${piece.byteLength.toString(16)}\r\n`), piece, Buffer.from("\r\n")])

test.each([
  ["in chunks", "Transfer-Encoding: chunked", chunk],
  ["announced", `Content-Length: ${gigabyte}`, piece]
])("a gigabyte %s is refused, and takes neither memory nor all of its time", async (_, length, part) => {
  await withServer(async (port) => {
    const before = process.memoryUsage.rss()
    const floods = Array.from({ length: repetitions(20) }, () => flood(port, length, part, gigabyte))
    for (const { received, sent } of await Promise.all(floods)) {
      expect(received).toMatch(/^HTTP\/1\.1 413 /u)
      expect(received).toContain("urn:treff:problem:body-too-large")
      expect(sent).toBeLessThan(gigabyte)
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
  })
  expect(effects.count).toBe(0)
})

const exchange = (port: number, text: string) =>
  new Promise<string>((resolve) => {
    let received = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("data", (bytes) => {
      received += bytes.toString()
    })
    socket.on("error", () => undefined)
    socket.on("close", () => resolve(received))
  })

const body = JSON.stringify(good)

test("a length that says less than is sent cuts the body there", async () => {
  await withServer(async (port) => {
    for (let i = 0; i < repetitions(20); i++) {
      const received = await exchange(port, `${head(port, "Content-Length: 10\r\nConnection: close")}${body}`)
      expect(received).toMatch(/^HTTP\/1\.1 400 /u)
    }
  })
  expect(effects.count).toBe(0)
})

test("two lengths, or a length beside chunks, are no request", async () => {
  await withServer(async (port) => {
    for (const length of [
      "Content-Length: 24\r\nContent-Length: 23",
      "Content-Length: 24\r\nTransfer-Encoding: chunked",
      "Content-Length: -1",
      "Transfer-Encoding: chunked, identity"
    ]) {
      for (let i = 0; i < repetitions(20); i++) {
        const received = await exchange(port, `${head(port, length)}${body}`)
        expect([length, received.slice(0, 13)]).toEqual([length, "HTTP/1.1 400 "])
        expect(received).toContain("urn:treff:problem:request-malformed")
      }
    }
  })
  expect(effects.count).toBe(0)
})

const hasty: Patience = {
  headersTimeout: 150,
  requestTimeout: 200,
  keepAliveTimeout: 200,
  connectionsCheckingInterval: 20
}

test("who sends slowly is cut off, in the head and in the body", async () => {
  await withServer(async (port) => {
    const slow = Array.from({ length: repetitions(20) }, (_, i) =>
      exchange(port, i % 2 === 0 ? "POST /things HTTP/1.1\r\nHost:" : `${head(port, "Content-Length: 24")}{"pl`)
    )
    for (const received of await Promise.all(slow)) {
      expect(received).toMatch(/^HTTP\/1\.1 408 /u)
      expect(received).toContain("urn:treff:problem:request-timeout")
    }
  }, hasty)
  expect(effects).toEqual({ count: 0, failures: 0 })
})

test("an idle connection outlives those of a proxy, which then never sends into one that is being closed", async () => {
  await withServer(async (port) => {
    const { headers } = await fetch(`http://localhost:${port}/nowhere`)
    expect(Number(headers.get("keep-alive")?.replace("timeout=", ""))).toBeGreaterThan(60)
  })
})

test("a body that never ends is given up by whoever reads it", async () => {
  let cancelled = 0
  for (let i = 0; i < repetitions(20); i++) {
    const stream = new ReadableStream<Uint8Array>({ cancel: () => void cancelled++ })
    const request = new Request("http://localhost/", { method: "POST", body: stream, duplex: "half" } as RequestInit)
    expect(await readBody(request, { withinMs: 1 })).toEqual({ _tag: "TooSlow" })
  }
  expect(cancelled).toBe(repetitions(20))
})

test("a body of the largest size is read whole, and one byte more is not", async () => {
  const request = (size: number) => new Request("http://localhost/", { method: "POST", body: new Uint8Array(size) })
  expect(await readBody(request(1_000_000))).toMatchObject({ _tag: "Read", bytes: { byteLength: 1_000_000 } })
  expect(await readBody(request(1_000_001))).toEqual({ _tag: "TooLarge" })
})
