/**
 * Feature under test: what a login believes (I5). Every forged token, every wrong return and every outage of the provider
 * ends without a session, tells nothing of why, and leaves a trace; a changed key is taken.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { auditedBy } from "../store/suites/auditedBy.ts"
import { engines, openDatabase, type TestDatabase } from "../support/databases.ts"
import { type Answer, type ForgedProvider, newKey, openForgedProvider } from "../support/forgedProvider.ts"
import { repetitions } from "../support/repetitions.ts"
import { forgedLogin } from "./forgedLogin.ts"
import { forgedTokens, type Make } from "./forgedTokens.ts"
import { type IdentityWorld, issuerSettings, openIdentity } from "./identityWorld.ts"

describe.each(engines)("%s", (engine) => {
  let database: TestDatabase
  let provider: ForgedProvider
  let world: IdentityWorld

  beforeAll(async () => {
    database = await openDatabase(engine)
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
  const { claiming, forgeries, right } = forgedTokens(() => provider)

  /** Logs in with the token that `make` makes. */
  const loginWith = async (make: Make) => {
    const browser = world.openBrowser()
    const { nonce, state } = await leave(browser)
    const token = await make(nonce)
    provider.set({ "/token": () => grant(token) })
    return { browser, response: await browser.get(back(state)) }
  }

  test("a right token logs in; what it claims of a municipality changes nothing", async () => {
    for (let n = 0; n < repetitions(20); n++) {
      const { browser, response } = await loginWith(right)
      expect([response.status, response.headers.get("location")]).toEqual([303, "/rounds"])
      const me = (await (await browser.get("/auth/session")).json()) as Record<string, unknown>
      expect(me).toMatchObject({ organisation: { _tag: "imdi" }, roles: ["imdi-officer"] })
      expect(Object.keys(me).sort()).toEqual(["account", "expires", "organisation", "roles"])
    }
  })

  test.each([
    ["a few seconds after it expired", (nonce: string) => claiming({ exp: provider.now() - 5 })(nonce)],
    ["a few seconds before it is valid", (nonce: string) => claiming({ nbf: provider.now() + 5 })(nonce)],
    ["with ours among many audiences and as azp", claiming({ aud: ["treff", "another"], azp: "treff" })],
    ["with typ JWT", claiming({}, { typ: "JWT" })]
  ])("a token is taken %s", async (_name, make) => {
    expect((await loginWith(make)).response.status).toBe(303)
  })

  test.each(forgeries)("a forged token is refused: %s", async (_name, make) => {
    const before = (await auditedBy(database.admin, "gate")).length
    const times = repetitions(2)
    for (let n = 0; n < times; n++) {
      const { browser, response } = await loginWith(make)
      await expectRefused(browser, response)
    }
    const traces = (await auditedBy(database.admin, "gate")).slice(before)
    expect(traces).toEqual(Array.from({ length: times }, () => ({ action: "login", subject: "login:imdi" })))
  })

  test("a right token that is brought instead of a session is not looked at", async () => {
    const { browser } = await loginWith(right)
    const { account } = (await (await browser.get("/auth/session")).json()) as { account: string }
    const other = await provider.sign({ ...provider.claims("nonce"), sub: "somebody else" })
    for (let n = 0; n < repetitions(20); n++) {
      for (const scheme of ["Bearer", "bearer", "DPoP", "Basic"]) {
        const authorization = `${scheme} ${n % 2 === 0 ? await right("nonce") : other}`
        const stranger = world.openBrowser()
        const refused = await stranger.get("/api/v1/me", { authorization })
        expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []])
        expect((await stranger.get("/auth/session", { authorization })).status).toBe(401)
        const me = await browser.get("/api/v1/me", { authorization })
        expect([me.status, ((await me.json()) as { account: string }).account]).toEqual([200, account])
      }
    }
  })

  test("a key the provider changed to is taken at once, and the one it withdrew no more", async () => {
    for (let n = 0; n < repetitions(20); n++) {
      const next = await newKey(`next-${n}`)
      const keys = { "/keys": () => ({ body: { keys: [next.jwk] } }) }
      const signIn = async (make: Make) => {
        const browser = world.openBrowser()
        const { nonce, state } = await leave(browser)
        const token = await make(nonce)
        provider.set({ ...keys, "/token": () => grant(token) })
        return (await browser.get(back(state))).status
      }
      expect(
        await signIn((nonce) => provider.sign(provider.claims(nonce), { kid: `next-${n}` }, next.privateKey))
      ).toBe(303)
      expect(await signIn(right)).toBe(401)
    }
  })

  describe("an outage of the provider is 503 and never a session", () => {
    const outages: ReadonlyArray<readonly [string, Record<string, () => Answer>]> = [
      ["keys answer 500", { "/keys": () => ({ status: 500, body: "secret stack", type: "text/plain" }) }],
      ["keys answer 404", { "/keys": () => ({ status: 404, body: {} }) }],
      ["keys are a page", { "/keys": () => ({ body: "<html>", type: "text/html" }) }],
      ["tokens answer 503", { "/token": () => ({ status: 503, body: "secret stack", type: "text/plain" }) }],
      ["tokens answer 500 with an error", { "/token": () => ({ status: 500, body: { error: "server_error" } }) }],
      ["tokens are a page", { "/token": () => ({ body: "<html>", type: "text/html" }) }]
    ]
    test.each(outages)("%s", async (_name, answers) => {
      for (let n = 0; n < repetitions(7); n++) {
        const browser = world.openBrowser()
        const { nonce, state } = await leave(browser)
        const token = await right(nonce)
        provider.set({ "/token": () => grant(token), ...answers })
        const response = await browser.get(back(state))
        expect(response.headers.get("retry-after")).not.toBeNull()
        await expectRefused(browser, response, "identity-provider-unavailable", 503)
        provider.set()
      }
    })

    test.each([
      ["is not there", { status: 500, body: {} }],
      ["is of another issuer", { body: { issuer: "https://issuer.example" } }]
    ])("its own description %s", async (_name, answer) => {
      provider.set({ "/.well-known/openid-configuration": () => answer })
      const browser = world.openBrowser()
      await expectRefused(browser, await browser.get("/auth/login"), "identity-provider-unavailable", 503)
    })
  })

  test("what the provider says of an error is not passed on", async () => {
    const error = { error: "invalid_grant", error_description: "secret: subject-of-the-test has no grant" }
    const browser = world.openBrowser()
    const { state } = await leave(browser)
    provider.set({ "/token": () => ({ status: 400, body: error }) })
    await expectRefused(browser, await browser.get(back(state)))
  })
})
