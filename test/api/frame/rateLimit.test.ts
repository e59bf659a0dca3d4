/** Feature under test: how much one person may ask for (case I8), counted by account and told with how long to wait. */
import { Effect, Result } from "effect"
import { Hono } from "hono"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import {
  defaultLimits,
  type LimitReached,
  makeRateLimits,
  type TellOfLimit,
  tooMany
} from "../../../src/api/frame/rateLimit.ts"
import { requestId } from "../../../src/api/requestId.ts"
import { repetitions } from "../../support/repetitions.ts"
import { problemOf } from "../answers.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Env {
  readonly Variables: { readonly requestId: string; readonly principal?: { readonly account: string } }
}

/** Logged in as whom a header names. */
const limitedApp = (tell?: TellOfLimit) => {
  const { perMinute, takePoint } = makeRateLimits(defaultLimits, tell)
  const app = new Hono<Env>()
  app.use(requestId)
  app.use(async (c, next) => {
    const account = c.req.header("test-account")
    if (account !== undefined) c.set("principal", { account })
    await next()
  })
  app.use(perMinute)
  app.get("/things", (c) => c.json({}))
  app.post("/things", (c) => c.json({}))
  app.get("/file", async (c) => {
    const taken = await Effect.runPromise(Effect.result(takePoint("file", "a")))
    return Result.isFailure(taken) ? tooMany(c, taken.failure) : c.json({})
  })
  return { app, takePoint }
}

const as = (account: string, method = "GET") => ({ method, headers: { "test-account": account } })

test.each([
  ["GET", 600],
  ["POST", 60]
] as const)("%s is answered %i times a minute, for each account by itself", async (method, points) => {
  expect(points).toBe(defaultLimits[method === "GET" ? "read" : "write"].points)
  const { app } = limitedApp()
  for (let i = 0; i < points; i++) expect((await app.request("/things", as("a", method))).status).toBe(200)
  for (let i = 0; i < repetitions(20); i++) {
    const { headers, problem, status } = await problemOf(app, "/things", as("a", method))
    expect([status, problem.type]).toEqual([429, "urn:treff:problem:too-many-requests"])
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0)
    expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60)
  }
  expect((await app.request("/things", as("b", method))).status).toBe(200)
  vi.advanceTimersByTime(60_000)
  expect((await app.request("/things", as("a", method))).status).toBe(200)
})

test("whoever is not known is counted by address, apart from every account", async () => {
  const { app } = limitedApp()
  for (let i = 0; i < 60; i++) expect((await app.request("/things", { method: "POST" })).status).toBe(200)
  expect((await app.request("/things", { method: "POST" })).status).toBe(429)
  expect((await app.request("/things", as("unknown", "POST"))).status).toBe(200)
  // A header that anybody can write changes nothing.
  const forwarded = { method: "POST", headers: { "x-forwarded-for": "10.0.0.1", forwarded: "for=10.0.0.2" } }
  expect((await app.request("/things", forwarded)).status).toBe(429)
})

test.each([
  ["file", 300, 3_600],
  ["export", 10, 86_400]
] as const)("a %s is given %i times in %i seconds", async (what, points, seconds) => {
  const { takePoint } = limitedApp()
  const take = (account: string) => Effect.runPromise(Effect.result(takePoint(what, account)))
  for (let i = 0; i < points; i++) expect(Result.isSuccess(await take("a"))).toBe(true)
  for (let i = 0; i < repetitions(20); i++) {
    const refused = await take("a")
    expect(Result.isFailure(refused) && refused.failure).toMatchObject({ what, retryAfter: seconds })
  }
  expect(Result.isSuccess(await take("b"))).toBe(true)
  vi.advanceTimersByTime(seconds * 1000)
  expect(Result.isSuccess(await take("a"))).toBe(true)
})

test("a scraper that asks for many persons is stopped at the three hundredth file", async () => {
  const { app } = limitedApp()
  const statuses: Array<number> = []
  for (let i = 0; i < 340; i++) statuses.push((await app.request("/file", as("a"))).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(300)
  expect(new Set(statuses.slice(300))).toEqual(new Set([429]))
})

test("that a limit was reached is told once for each window, account and kind, before the answer", async () => {
  const told: Array<LimitReached> = []
  const { app, takePoint } = limitedApp((reached) => {
    told.push(reached)
    return Promise.resolve()
  })
  const ask = async (times: number, init: RequestInit) => {
    for (let i = 0; i < times; i++) await app.request("/things", init)
  }
  await ask(60, as("a", "POST"))
  expect(told).toEqual([])
  await ask(40, as("a", "POST"))
  await ask(61, { method: "POST" })
  const byAccount = { what: "write", who: "a" }
  const byAddress = { what: "write", who: "address unknown" }
  expect(told).toEqual([byAccount, byAddress])

  vi.advanceTimersByTime(60_000)
  await ask(70, as("a", "POST"))
  expect(told.splice(0)).toEqual([byAccount, byAddress, byAccount])

  for (let i = 0; i < 350; i++) await Effect.runPromise(Effect.result(takePoint("file", "a")))
  expect(told).toEqual([{ what: "file", who: "a" }])
})
