/** Feature under test: the way back from the provider is taken once, by the browser that left, and leads to a path of ours. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { type ForgedProvider, openForgedProvider } from "../support/forgedProvider.ts"
import { repetitions } from "../support/repetitions.ts"
import { forgedLogin } from "./forgedLogin.ts"
import { forgedTokens } from "./forgedTokens.ts"
import { type IdentityWorld, issuerSettings, kindOf, openIdentity } from "./identityWorld.ts"

let database: TestDatabase
let provider: ForgedProvider
let world: IdentityWorld

beforeAll(async () => {
  database = await openDatabase("PGlite")
  provider = await openForgedProvider()
})
afterAll(async () => {
  await provider?.close()
  await database?.close()
})
beforeEach(async () => {
  provider.set()
  const issuer = issuerSettings(provider.issuer)
  world = openIdentity(database, { oidc: { imdi: issuer, municipality: issuer } })
  await world.assign(provider.issuer, "subject-of-the-test", ["imdi-officer", { _tag: "imdi" }])
  return () => world.close()
})

const { back, expectRefused, grant, leave } = forgedLogin(() => ({ provider, world }))
const { right } = forgedTokens(() => provider)

describe("the way back", () => {
  test("without a state, with a wrong one, without the browser that left, or without a code", async () => {
    for (let n = 0; n < repetitions(20); n++) {
      const make = async (path: (state: string) => string, otherBrowser = false) => {
        const browser = world.openBrowser()
        const { nonce, state } = await leave(browser)
        const token = await right(nonce)
        provider.set({ "/token": () => grant(token) })
        const returning = otherBrowser ? world.openBrowser() : browser
        await expectRefused(returning, await returning.get(path(state)))
      }
      await make(() => "/auth/callback?code=abc")
      await make(() => back("A".repeat(43)))
      await make((state) => back(state.slice(0, -1)))
      await make(back, true)
      await make((state) => `/auth/callback?state=${state}&iss=${provider.issuer}`)
      await make(
        (state) => `/auth/callback?state=${state}&error=access_denied&error_description=secret&iss=${provider.issuer}`
      )
      await make((state) => `/auth/callback?code=abc&state=${state}`)
      await make((state) => `/auth/callback?code=abc&state=${state}&iss=https://issuer.example`)
      await make((state) => back(state, "&code=def"))
    }
  })

  test("a second time, with the cookie kept", async () => {
    for (let n = 0; n < repetitions(20); n++) {
      const browser = world.openBrowser()
      const { nonce, state } = await leave(browser)
      const token = await right(nonce)
      provider.set({ "/token": () => grant(token) })
      const thief = world.openBrowser()
      for (const [name, value] of browser.jar.cookies) thief.jar.cookies.set(name, value)
      expect((await browser.get(back(state))).status).toBe(303)
      await expectRefused(thief, await thief.get(back(state)))
    }
  })

  test("the provider is asked with PKCE, state and nonce, and shown the verifier", async () => {
    const browser = world.openBrowser()
    const response = await browser.get("/auth/login")
    const { searchParams } = new URL(response.headers.get("location") ?? "")
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      scope: "openid",
      client_id: "treff",
      code_challenge_method: "S256",
      redirect_uri: "http://treff.test/auth/callback"
    })
    for (const name of ["state", "nonce", "code_challenge"]) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/u)
    const token = await right(searchParams.get("nonce") ?? "")
    provider.set({ "/token": () => grant(token) })
    await browser.get(back(searchParams.get("state") ?? ""))
    const asked = new URLSearchParams(provider.requests.findLast(({ path }) => path === "/token")?.body)
    expect(asked.get("code_verifier")).toMatch(/^[\w-]{43}$/u)
    expect(asked.get("client_secret")).toBeNull()
  })
})

describe("return only goes to a path of ours", () => {
  test.each(["/", "/rounds", "/rounds/demo-2024-48?lang=nn&x=%2F", "/a.b/~c/d%20e"])("%s is one", async (path) => {
    const browser = world.openBrowser()
    const { nonce, state } = await leave(browser, path)
    const token = await right(nonce)
    provider.set({ "/token": () => grant(token) })
    const response = await browser.get(back(state))
    expect(response.headers.get("location")).toBe(path)
  })

  const evil = [
    "https://evil.example",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    " /rounds",
    "/ /evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    "/./\\evil.example",
    "/\u0000/evil",
    "/\u2044evil.example",
    "?x",
    "#x",
    "/x#y",
    "@evil.example",
    `/${"a".repeat(600)}`
  ]
  test.each(evil.map((path) => [JSON.stringify(path), path]))("%s is none", async (_name, path) => {
    const browser = world.openBrowser()
    const response = await browser.get(`/auth/login?return=${encodeURIComponent(path)}`)
    expect([response.status, await kindOf(response)]).toEqual([422, "parameters-invalid"])
    expect(response.headers.get("location")).toBeNull()
    expect([...browser.jar.cookies.keys()]).toEqual([])
  })

  test("nor does any other parameter do anything", async () => {
    for (const query of ["with=root", "with=imdi&x=1", "redirect_uri=https://evil.example", "state=x"])
      expect((await world.openBrowser().get(`/auth/login?${query}`)).status).toBe(422)
  })
})
