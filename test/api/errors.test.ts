/** Feature under test: what the application says when something is wrong, and everything it must not say. */
import { Effect, Logger } from "effect"
import { describe, expect, test } from "vitest"
import { type Explanations, SolverUnavailable } from "../../src/api/Explanations.ts"
import { type Rounds, RoundUnknown } from "../../src/api/Rounds.ts"
import { DatabaseRefused, DatabaseUnavailable } from "../../src/store/failures.ts"
import type { RoundSummary } from "../../src/store/RoundStore.ts"
import { problemOf } from "./answers.ts"
import { mockedApp } from "./mockedApp.ts"

const secret = "DUF 202400000155"
const outage = new DatabaseUnavailable({ operation: "list rounds", reason: "connection", code: "ECONNREFUSED" })

const appWith = (rounds: Partial<Rounds["Service"]>, explanations: Partial<Explanations["Service"]> = {}) =>
  mockedApp({ rounds, explanations, log, outage }, { version: "1.2.3-secret" })
const logged: Array<string> = []
const log = Logger.map(Logger.formatSimple, (line) => void logged.push(line))
const empty = appWith({ list: () => Effect.succeed([]) })

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }

describe("a request nobody takes", () => {
  test.each([
    "/api/v1/",
    "/api/v1/nothing",
    "/api/v1/rounds/",
    "/favicon.ico",
    "/assets/",
    "/assets/style.css",
    "/assets/../package.json"
  ])("GET %s is a problem of the common shape", async (path) => {
    const { headers, problem, status } = await problemOf(empty, path)
    expect([status, problem.type]).toEqual([404, "urn:treff:problem:address-unknown"])
    expect(problem.instance).toBe(`urn:uuid:${headers.get("x-request-id")}`)
  })

  test.each(["POST", "PUT", "PATCH", "DELETE"])(
    "%s on an address that is only read says what is allowed",
    async (method) => {
      for (const path of ["/", "/api/v1/rounds/x/recommendations", "/healthz", "/husstander/H-1"]) {
        const { headers, problem, status } = await problemOf(empty, path, { method, body: "{}" })
        expect([path, status, problem.type]).toEqual([path, 405, "urn:treff:problem:method-not-allowed"])
        expect(headers.get("allow")).toBe("GET, HEAD")
      }
      expect((await empty.request("/nothing", { method })).status).toBe(404)
    }
  )

  test("HEAD is GET without a body", async () => {
    const response = await empty.request("/api/v1/rounds", { method: "HEAD" })
    expect([response.status, await response.text()]).toEqual([200, ""])
  })

  test("a browser gets a page in its language, except under the API", async () => {
    const page = await empty.request("/nothing?lang=nn", { headers: browser })
    expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"])
    expect(await page.text()).toContain("Sida finst ikkje")
    const problem = await empty.request("/api/v1/nothing", { headers: browser })
    expect(problem.headers.get("content-type")).toBe("application/problem+json")
  })

  test("a request id that is sent is not taken over", async () => {
    const response = await empty.request("/nothing", { headers: { "x-request-id": "mine" } })
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u)
  })

  test("what was asked for is never repeated", async () => {
    const planted = "<script>x</script>"
    const paths = [`/api/v1/rounds/${encodeURIComponent(planted)}`, `/${planted}`, `/api/v1/rounds?lang=${planted}`]
    const app = appWith({ list: () => Effect.succeed([]), get: () => Effect.fail(new RoundUnknown()) })
    for (const path of paths) {
      for (const accept of ["*/*", "text/html"]) {
        const response = await app.request(path, { headers: { accept } })
        expect(await response.text()).not.toContain(planted)
      }
    }
  })
})

test("a client that goes away is answered with nothing, and stops what it had asked for", async () => {
  let stopped = false
  const started = Promise.withResolvers<void>()
  const explain = () =>
    Effect.never.pipe(
      Effect.onInterrupt(() =>
        Effect.sync(() => {
          stopped = true
        })
      ),
      (never) => Effect.andThen(Effect.sync(started.resolve), never)
    )
  const gone = new AbortController()
  const asked = appWith({}, { explain }).request("/api/v1/households/H-1/explanation", { signal: gone.signal })
  await started.promise
  gone.abort()
  const response = await asked
  expect([response.status, await response.text(), stopped]).toEqual([499, "", true])
})

describe("a service that fails", () => {
  const round = { id: "r" } as unknown as RoundSummary

  test("an outage of the database is 503 with a time to come back, and readiness tells it", async () => {
    const app = appWith({ list: () => Effect.fail(outage), get: () => Effect.fail(outage) })
    for (const path of ["/api/v1/rounds", "/api/v1/rounds/r", "/api/v1/rounds/r/recommendations", "/readyz"]) {
      const { headers, problem, status } = await problemOf(app, path)
      expect([path, status, headers.get("retry-after")]).toEqual([path, 503, "5"])
      expect(problem.type).toBe("urn:treff:problem:database-unavailable")
    }
    expect((await app.request("/healthz")).status).toBe(200)
    const page = await app.request("/", { headers: browser })
    expect(page.status).toBe(503)
    expect(await page.text()).toContain("Treff er opptatt")
  })

  test("a solver that does not answer is 503", async () => {
    const app = appWith({}, { explain: () => Effect.fail(new SolverUnavailable()) })
    const { problem, status } = await problemOf(app, "/api/v1/households/H-1/explanation")
    expect([status, problem.type]).toEqual([503, "urn:treff:problem:solver-unavailable"])
  })

  test("a refusal of the database is told as what is not there, and nothing of it", async () => {
    const failure = Effect.fail(new DatabaseRefused({ operation: secret, rule: "access", code: "42501" }))
    const { problem, status } = await problemOf(appWith({ list: () => failure }), "/api/v1/rounds")
    expect([status, problem.type]).toEqual([404, "urn:treff:problem:not-found"])
    expect(JSON.stringify(problem)).not.toMatch(/DUF|42501|access/u)
  })

  test.each([
    ["a bug", Effect.die(new Error(secret))],
    ["something thrown that is no error", Effect.die(secret)]
  ])(
    "%s is 500 without stack, words or version, as problem and as page, and the log repeats no value",
    async (_, failure) => {
      logged.length = 0
      const app = appWith({ list: () => failure, get: () => Effect.succeed(round), getRecommendations: () => failure })
      for (const [path, headers] of [
        ["/api/v1/rounds", {}],
        ["/api/v1/rounds/r/recommendations", {}],
        ["/", browser]
      ] as const) {
        const response = await app.request(path, { headers })
        const text = await response.text()
        expect([path, response.status]).toEqual([path, 500])
        expect(text).not.toMatch(/DUF|Error|\.ts|1\.2\.3-secret|42501/u)
        const id = response.headers.get("x-request-id") ?? "none"
        expect(text).toContain(id)
        expect(logged.filter((line) => line.includes(id))).toHaveLength(1)
      }
      expect(logged.join("\n")).not.toMatch(/DUF|202400000155/u)
    }
  )
})
