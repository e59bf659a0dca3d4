/** Feature under test: what every answer tells the browser, and what may be kept. */
import { Effect } from "effect"
import { expect, test } from "vitest"
import { loadAssets } from "../../src/api/assets.ts"
import { mockedApp } from "./mockedApp.ts"

const app = mockedApp({
  rounds: { list: () => Effect.succeed([]), get: () => Effect.die(new Error("planted")) }
})
const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

test("every answer, right or wrong, carries the same protection and is kept by nobody", async () => {
  for (const [path, method] of [
    ["/", "GET"],
    ["/api/v1/rounds", "GET"],
    ["/api/v1/rounds/x", "GET"],
    ["/api/v1/rounds?x=1", "GET"],
    ["/nothing", "GET"],
    ["/openapi.json", "GET"],
    ["/healthz", "POST"]
  ] as const) {
    const { headers } = await app.request(path, { method })
    expect(headers.get("content-security-policy")).toBe(policy)
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("referrer-policy")).toBe("no-referrer")
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin")
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin")
    expect(headers.get("x-frame-options")).toBe("DENY")
    expect(headers.get("cache-control")).toBe("no-store")
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/u)
    expect(headers.get("x-powered-by")).toBeNull()
    expect(headers.get("access-control-allow-origin")).toBeNull()
  }
})

test("a static file is kept for ever, under an address that changes with its content", async () => {
  const assets = loadAssets()
  for (const address of [...assets.styles, assets.icon]) {
    const response = await app.request(address)
    expect(response.status).toBe(200)
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
    expect(address).toMatch(/^\/assets\/\w+\.[0-9a-f]{12}\.(css|svg)$/u)
  }
  const style = await (await app.request(assets.styles.at(-1) ?? "")).text()
  const fonts = [...style.matchAll(/url\(([^)]+\.woff2)\)/gu)].map(([, address = ""]) => address)
  expect(fonts).toHaveLength(6)
  for (const address of fonts) {
    const response = await app.request(address)
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "font/woff2"])
  }
})

test("text is compressed when the client takes it", async () => {
  const response = await app.request("/openapi.json", { headers: { "accept-encoding": "gzip" } })
  expect(response.headers.get("content-encoding")).toBe("gzip")
  const whole = await (await app.request("/openapi.json")).arrayBuffer()
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(whole.byteLength / 3)
})

test("a page has no script and no style of its own", async () => {
  const page = await (await app.request("/")).text()
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/iu)
})
