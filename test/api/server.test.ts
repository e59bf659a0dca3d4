/** Feature under test: the HTTP server as a resource, and what it answers to requests that are none. */
import { connect } from "node:net"
import { Effect, Exit, Scope } from "effect"
import { expect, test } from "vitest"
import { Problem } from "../../src/api/problem.ts"
import { listen } from "../../src/api/server.ts"
import { exactly } from "./answers.ts"

const withServer = <A>(fetch: (request: Request) => Response | Promise<Response>, use: (port: number) => Promise<A>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(listen(fetch, 0), (port) => Effect.promise(() => use(port)))))

/** Sends bytes, gives back what comes until the connection ends. */
const exchange = (port: number, text: string) =>
  new Promise<string>((resolve, reject) => {
    let received = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("data", (bytes) => {
      received += bytes.toString()
    })
    socket.on("end", () => resolve(received))
    socket.on("error", reject)
  })

test.each([
  ["a host that is none", "GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n"],
  ["an address that is none", "GET http://[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
  ["a backslash in the path", "GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"]
])("%s is a malformed request, told as a problem", async (_, text) => {
  const received = await withServer(
    () => new Response("reached"),
    (port) => exchange(port, text)
  )
  const [head = "", body = ""] = received.split("\r\n\r\n")
  expect(head).toMatch(/^HTTP\/1\.1 400 /u)
  expect(head).toContain("content-type: application/problem+json")
  const json = body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1)
  expect(exactly(Problem, JSON.parse(json)).type).toBe("urn:treff:problem:request-malformed")
})

test("an application that breaks altogether is an internal error, without its words", async () => {
  const broken = () => Promise.reject(new Error("planted"))
  const [status, body] = await withServer(broken, async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}/`)
    return [response.status, await response.text()] as const
  })
  expect(status).toBe(500)
  expect(exactly(Problem, JSON.parse(body)).type).toBe("urn:treff:problem:internal-error")
  expect(body).not.toContain("planted")
})

test("a port that is taken is named, with what to do", async () => {
  const error = await withServer(
    () => new Response(),
    (port) => Effect.runPromise(Effect.flip(Effect.scoped(listen(() => new Response(), port))))
  )
  expect(error.message).toMatch(
    /^Port \d+ cannot be used \(another program uses it\)\. Give another one with PORT or --port\.$/u
  )
})

test("an answer under way is finished when the server stops, and nobody new gets in", async () => {
  const scope = await Effect.runPromise(Scope.make())
  const started = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<Response>()
  const slow = () => {
    started.resolve()
    return finish.promise
  }
  const port = await Effect.runPromise(Scope.provide(listen(slow, 0), scope))
  const asked = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())
  await started.promise
  const stopped = Effect.runPromise(Scope.close(scope, Exit.void))
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  finish.resolve(new Response("done"))
  expect(await asked).toBe("done")
  await stopped
})
