/** Feature under test: the demo's role picker, the cookies' flags, and that writes are taken from our own pages only (I6). */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoPeople, seedDemoPeople } from "../../src/api/identity/demoPeople.ts"
import { languages } from "../../src/texts/language.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { type ForgedProvider, openForgedProvider } from "../support/forgedProvider.ts"
import { repetitions } from "../support/repetitions.ts"
import { home, type IdentityWorld, issuerSettings, kindOf, openIdentity } from "./identityWorld.ts"

let database: TestDatabase
let provider: ForgedProvider
let demo: IdentityWorld
let production: IdentityWorld
const secureHome = "https://treff.test"

beforeAll(async () => {
  database = await openDatabase("PGlite")
  provider = await openForgedProvider()
  provider.set()
  const issuer = issuerSettings(provider.issuer)
  const oidc = { imdi: issuer, municipality: issuer }
  demo = openIdentity(database)
  production = openIdentity(database, { mode: "production", url: secureHome, oidc })
  await demo.runtime.runPromise(seedDemoPeople)
  await demo.runtime.runPromise(seedDemoPeople)
})
afterAll(async () => {
  await demo?.close()
  await production?.close()
  await provider?.close()
  await database?.close()
})

describe("the demo's people", () => {
  test.each(demoPeople)("$person is who the list says", async ({ account, organisation, person, roles }) => {
    const browser = demo.openBrowser()
    expect((await browser.post("/auth/demo", { person })).status).toBe(200)
    const response = await browser.get("/auth/session")
    expect(await response.json()).toMatchObject({ account, organisation, roles: [...roles].sort() })
  })

  test("have a label in every language, an account of their own, and every role among them", async () => {
    const { people } = (await (await demo.openBrowser().get("/auth/demo")).json()) as typeof listed
    expect(people.map(({ person }) => person)).toEqual(demoPeople.map(({ person }) => person))
    expect(JSON.stringify(people)).not.toContain("account")
    for (const { label } of demoPeople) expect(Object.keys(label).sort()).toEqual([...languages].sort())
    expect(new Set(demoPeople.map(({ account }) => account)).size).toBe(demoPeople.length)
    expect(new Set(demoPeople.flatMap(({ roles }) => roles)).size).toBe(9)
  })

  test("nobody else can be chosen", async () => {
    for (const person of ["", "root", "constructor", "officer-3"]) {
      const response = await demo.openBrowser().post("/auth/demo", { person })
      expect([response.status, await kindOf(response)]).toEqual([404, "not-found"])
    }
  })

  test("are not there in production, and neither are their sessions", async () => {
    const visitor = demo.openBrowser()
    await visitor.post("/auth/demo", { person: "lead" })
    const token = visitor.jar.cookies.get("treff") ?? ""
    for (let n = 0; n < repetitions(20); n++) {
      const browser = production.openBrowser()
      expect((await browser.get("/auth/demo")).status).toBe(404)
      expect((await browser.post("/auth/demo", { person: "lead" })).status).toBe(404)
      browser.jar.cookies.set("__Host-treff", token)
      expect((await browser.get("/api/v1/me")).status).toBe(401)
      browser.jar.cookies.set("treff", token)
      expect((await browser.get("/api/v1/me")).status).toBe(401)
    }
  })
})
declare const listed: { readonly people: ReadonlyArray<{ readonly person: string }> }

describe("cookies", () => {
  test("in production are for this host, TLS and no script", async () => {
    const browser = production.openBrowser()
    await production.assign(provider.issuer, "subject-of-the-test", ["imdi-officer", { _tag: "imdi" }])
    const left = await browser.get("/auth/login")
    const { searchParams } = new URL(left.headers.get("location") ?? "")
    const token = await provider.sign(provider.claims(searchParams.get("nonce") ?? ""))
    provider.set({ "/token": () => ({ body: { access_token: "x", token_type: "Bearer", id_token: token } }) })
    const back = `/auth/callback?code=a&state=${searchParams.get("state")}&iss=${provider.issuer}`
    const arrived = await browser.get(back)
    const lines = [...left.headers.getSetCookie(), ...arrived.headers.getSetCookie()]
    expect(lines.map((line) => line.split("=")[0])).toEqual([
      "__Host-treff-login",
      "__Host-treff-login",
      "__Host-treff"
    ])
    for (const line of lines) {
      expect(line).toMatch(/; Path=\/(;|$)/u)
      expect(line).toMatch(/; HttpOnly/u)
      expect(line).toMatch(/; Secure/u)
      expect(line).toMatch(/; SameSite=Lax/u)
      expect(line).not.toMatch(/Domain/iu)
    }
    expect(lines[2]).not.toMatch(/max-age|expires/iu)
    expect((await browser.get("/api/v1/me")).status).toBe(200)
  })

  test("in the demo over plain HTTP are for no script either", async () => {
    const response = await demo.openBrowser().post("/auth/demo", { person: "lead" })
    const [line = ""] = response.headers.getSetCookie()
    expect(line).toMatch(/^treff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/u)
  })

  test("under TLS one without the prefix is not read", async () => {
    const browser = production.openBrowser()
    for (const name of ["treff", "__host-treff", "__Secure-treff"]) {
      browser.jar.cookies.set(name, "A".repeat(43))
      expect((await browser.get("/api/v1/me")).status).toBe(401)
    }
  })
})

describe("a write from elsewhere is refused and changes nothing", () => {
  const writes = [
    ["/auth/logout", undefined],
    ["/auth/demo", { person: "lead" }],
    ["/auth/organisation", { organisation: { _tag: "imdi" } }]
  ] as const
  const foreign: ReadonlyArray<readonly [string, Record<string, string>]> = [
    ["of another origin", { origin: "https://evil.example" }],
    ["of a subdomain", { origin: "http://x.treff.test" }],
    ["of our name in theirs", { origin: "http://treff.test.evil.example" }],
    ["of another scheme", { origin: "https://treff.test" }],
    ["of another port", { origin: "http://treff.test:81" }],
    ["of null", { origin: "null" }],
    ["of nothing", { origin: "" }],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["that the browser calls same-site", { "sec-fetch-site": "same-site" }],
    ["without our header", { "treff-request": "" }]
  ]
  test.each(writes.flatMap(([path, body]) => foreign.map(([name, headers]) => [path, name, body, headers] as const)))(
    "%s %s",
    async (path, _name, body, headers) => {
      const browser = demo.openBrowser()
      await browser.post("/auth/demo", { person: "officer-1" })
      const token = browser.jar.cookies.get("treff")
      const response = await browser.post(path, body, headers)
      expect([response.status, await kindOf(response)]).toEqual([403, "origin-refused"])
      expect(response.headers.get("access-control-allow-origin")).toBeNull()
      expect(browser.jar.cookies.get("treff")).toBe(token)
      expect((await browser.get("/api/v1/me")).status).toBe(200)
    }
  )

  test("no write is done by reading, and none by form or text", async () => {
    const browser = demo.openBrowser()
    await browser.post("/auth/demo", { person: "officer-1" })
    for (const [path] of writes.slice(0, 1)) expect([404, 405]).toContain((await browser.get(path)).status)
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
      const response = await browser.post("/auth/demo", { person: "lead" }, { "content-type": type })
      expect(response.status).toBe(415)
    }
    expect(((await (await browser.get("/auth/session")).json()) as { roles: unknown }).roles).toEqual(["imdi-officer"])
  })
})

test("nothing under /auth is kept by anybody, and errors say nothing of what was sent", async () => {
  for (const path of [
    "/auth/session",
    "/auth/organisations",
    "/auth/callback?state=marked",
    "/auth/login?with=marked"
  ]) {
    const response = await demo.openBrowser().get(path)
    expect(response.headers.get("cache-control")).toBe("no-store")
    expect(await response.text()).not.toContain("marked")
  }
  expect(new URL(home).protocol).toBe("http:")
})
