/** Feature under test: a write is taken only from a page of ours, and reading has no effects (case I6). */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { repetitions } from "../../support/repetitions.ts"
import { problemOf } from "../answers.ts"
import { mockedApp } from "../mockedApp.ts"
import { good, ours, signed, writesApp } from "./writes.ts"

const body = JSON.stringify(good)
const writing = ["POST", "PUT", "PATCH", "DELETE"] as const

const without = (name: keyof typeof signed): Record<string, string> =>
  Object.fromEntries(Object.entries(signed).filter(([one]) => one !== name))

test.each(writing)("%s from our own page gets through", async (method) => {
  const { app, effects } = writesApp()
  for (let i = 0; i < repetitions(20); i++) {
    const answer = await app.request("/things", { method, headers: signed, body })
    expect([answer.status, await answer.json()]).toEqual([200, good])
  }
  expect(effects.count).toBe(repetitions(20))
})

const foreign: ReadonlyArray<readonly [string, Record<string, string>, number]> = [
  ["from a foreign origin", { ...signed, origin: "https://evil.example" }, 403],
  ["from our name on another port", { ...signed, origin: `${ours}:8443` }, 403],
  ["from our name without TLS", { ...signed, origin: "http://treff.example" }, 403],
  ["from a name that begins like ours", { ...signed, origin: `${ours}.evil.example` }, 403],
  ["from a frame without an origin", { ...signed, origin: "null" }, 403],
  ["without an origin", without("origin"), 403],
  ["that the browser calls cross-site", { ...signed, "sec-fetch-site": "cross-site" }, 403],
  ["that the browser calls same-site", { ...signed, "sec-fetch-site": "same-site" }, 403],
  ["that nobody clicked", { ...signed, "sec-fetch-site": "none" }, 403],
  ["without our header", without("treff-request"), 403],
  ["with another value of our header", { ...signed, "treff-request": "0" }, 403],
  ["as a form", { ...signed, "content-type": "application/x-www-form-urlencoded" }, 415],
  ["as a form with files", { ...signed, "content-type": "multipart/form-data; boundary=x" }, 415],
  ["as plain text", { ...signed, "content-type": "text/plain" }, 415],
  ["as JSON in another alphabet", { ...signed, "content-type": "application/json; charset=utf-16" }, 415],
  ["as something like JSON", { ...signed, "content-type": "application/json-patch+json" }, 415],
  ["packed", { ...signed, "content-encoding": "gzip" }, 415]
]

describe.each(writing)("%s", (method) => {
  test.each(foreign)("%s has no effect", async (_, headers, status) => {
    const { app, effects } = writesApp()
    for (let i = 0; i < repetitions(20); i++) {
      const answer = await problemOf(app, "/things", { method, headers, body })
      expect(answer.status).toBe(status)
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
    }
    expect(effects.count).toBe(0)
  })
})

test("of any origin but ours nothing gets through", async () => {
  const { app, effects } = writesApp()
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.webUrl().map((url) => new URL(url).origin),
        fc.webAuthority().map((host) => `https://${host}`)
      ),
      async (origin) => {
        fc.pre(origin !== ours)
        expect((await app.request("/things", { method: "POST", headers: { ...signed, origin }, body })).status).toBe(
          403
        )
      }
    ),
    { numRuns: repetitions(100) }
  )
  expect(effects.count).toBe(0)
})

test("a foreign page that asks first is told nothing that would let it", async () => {
  const { app, effects } = writesApp()
  for (let i = 0; i < repetitions(20); i++) {
    const answer = await app.request("/things", {
      method: "OPTIONS",
      headers: {
        origin: "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "treff-request,content-type"
      }
    })
    expect(answer.ok).toBe(false)
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
  }
  expect(effects.count).toBe(0)
})

test("reading needs no sign, with a foreign origin neither, and lets nobody else read the answer", async () => {
  const { app, effects } = writesApp()
  const answer = await app.request("/things", { headers: { origin: "https://evil.example" } })
  expect([answer.status, answer.headers.get("access-control-allow-origin"), effects.count]).toEqual([200, null, 0])
})

test("a method in a header or in the address does not make a read a write", async () => {
  const { app, effects } = writesApp()
  await app.request("/things?_method=POST", { headers: { ...signed, "x-http-method-override": "POST" } })
  expect(effects.count).toBe(0)
})

test("without a public address the page is the one of the host that was asked", async () => {
  const { app } = writesApp(null)
  const from = async (origin: string) => {
    const headers = { ...signed, origin }
    return (await app.request("http://localhost:8080/things", { method: "POST", headers, body })).status
  }
  expect(await from("http://localhost:8080")).toBe(200)
  // TLS may end before us.
  expect(await from("https://localhost:8080")).toBe(200)
  for (const origin of ["http://localhost:8081", "http://localhost", "http://localhost:8080/x", ours]) {
    expect([origin, await from(origin)]).toEqual([origin, 403])
  }
})

test("in the whole application, what is not bound to a method is middleware: a write cannot hide in it", () => {
  const { routes } = mockedApp()
  expect(routes.filter(({ method, path }) => method === "ALL" && !path.endsWith("*"))).toEqual([])
})

test("an address that nobody writes to says so itself", async () => {
  const { app } = writesApp()
  expect((await app.request("/nothing", { method: "POST" })).status).toBe(404)
})
