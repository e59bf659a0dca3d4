/**
 * Feature under test: logging in with a real OpenID provider, and what a session then is: whose, for whom, for how long, in
 * which cookie (A10, F11, I6 for the routes of login).
 */
import type { Effect } from "effect"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { Organisation } from "../../src/casework/Role.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"
import { auditedBy } from "../store/suites/auditedBy.ts"
import { followTo, makeCookieJar } from "../support/cookieJar.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { openForgedProvider } from "../support/forgedProvider.ts"
import { type IdentityProvider, openIdentityProvider } from "../support/identityProvider.ts"
import { repetitions } from "../support/repetitions.ts"
import { type Browser, home, type IdentityWorld, issuerSettings, kindOf, openIdentity } from "./identityWorld.ts"

let database: TestDatabase
let provider: IdentityProvider
let municipalities: IdentityProvider
let world: IdentityWorld

const imdi: Organisation = { _tag: "imdi" }
const bergen: Organisation = { _tag: "municipality", code: MunicipalityCode.make("4601") }
const trondheim: Organisation = { _tag: "municipality", code: MunicipalityCode.make("5001") }
const callback = `${home}/auth/callback`

beforeAll(async () => {
  database = await openDatabase("PGlite")
  provider = await openIdentityProvider(callback)
  municipalities = await openIdentityProvider(callback)
})
afterAll(async () => {
  await provider?.close()
  await municipalities?.close()
  await database?.close()
})
const oidc = () => ({ imdi: issuerSettings(provider.issuer), municipality: issuerSettings(municipalities.issuer) })
beforeEach(() => {
  world = openIdentity(database, { oidc: oidc() })
  return () => world.close()
})

/** Through the provider and back as somebody. */
const login = async (browser: Browser, subject: string, through: "imdi" | "municipality" = "imdi", to = "/rounds") => {
  const at = through === "imdi" ? provider : municipalities
  at.expect(subject)
  const left = await browser.get(`/auth/login?with=${through}&return=${encodeURIComponent(to)}`)
  const returned = new URL(await followTo(left.headers.get("location") ?? "", callback))
  return browser.get(returned.pathname + returned.search)
}
const me = async (browser: Browser) => {
  const response = await browser.get("/api/v1/me")
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test("an officer logs in through IMDi's provider and gets a new session each time, which replaces the one before", async () => {
  const account = await world.assign(provider.issuer, "officer", ["imdi-officer", imdi])
  const browser = world.openBrowser()
  const tokens = new Set<string>()
  for (let n = 0; n < repetitions(20); n++) {
    const before = browser.jar.cookies.get("treff")
    const response = await login(browser, "officer")
    expect([response.status, response.headers.get("location")]).toEqual([303, "/rounds"])
    expect(await me(browser)).toMatchObject({
      status: 200,
      body: { account, organisation: imdi, roles: ["imdi-officer"] }
    })
    tokens.add(browser.jar.cookies.get("treff") ?? "")
    if (before !== undefined) {
      const old = world.openBrowser()
      old.jar.cookies.set("treff", before)
      expect((await me(old)).status).toBe(401)
    }
  }
  expect(tokens.size).toBe(repetitions(20))
})

test("a session somebody planted in the browser is not taken over", async () => {
  await world.assign(provider.issuer, "victim", ["imdi-officer", imdi])
  const browser = world.openBrowser()
  const planted = "A".repeat(43)
  browser.jar.cookies.set("treff", planted)
  await login(browser, "victim")
  expect(browser.jar.cookies.get("treff")).not.toBe(planted)
  const attacker = world.openBrowser()
  attacker.jar.cookies.set("treff", planted)
  expect((await me(attacker)).status).toBe(401)
})

test("the municipality is the one assigned here, whatever the token says, and each issuer's people are their own", async () => {
  await world.assign(municipalities.issuer, "same-subject", ["municipality-write", bergen])
  const browser = world.openBrowser()
  expect((await login(browser, "same-subject", "municipality")).status).toBe(303)
  expect((await me(browser)).body).toMatchObject({ organisation: bergen, roles: ["municipality-write"] })
  const other = world.openBrowser()
  const refused = await login(other, "same-subject", "imdi")
  expect([refused.status, await kindOf(refused)]).toEqual([403, "no-assignment"])
})

test("somebody without a role gets no session but a number to tell, the same each time", async () => {
  const numbers = new Set<string>()
  for (let n = 0; n < repetitions(20); n++) {
    const browser = world.openBrowser()
    const response = await login(browser, "stranger")
    expect(response.status).toBe(403)
    const text = await response.text()
    expect(text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, "")).not.toMatch(/stranger|Kari|0301/u)
    numbers.add(/[0-9a-f]{8}-[0-9a-f-]{27}/u.exec(text)?.[0] ?? "")
    expect([...browser.jar.cookies.keys()]).toEqual([])
  }
  const [number] = numbers
  expect(numbers.size).toBe(1)
  const traces = (await auditedBy(database.admin, "gate")).filter(({ subject }) => subject === `account:${number}`)
  expect(traces.filter(({ action }) => action === "login")).toHaveLength(repetitions(20))
})

test("with several organisations nothing opens until one is chosen, and one may change", async () => {
  await world.assign(municipalities.issuer, "two", ["municipality-write", bergen], ["municipality-read", trondheim])
  const browser = world.openBrowser()
  await login(browser, "two", "municipality")
  const unchosen = await browser.get("/api/v1/me")
  expect([unchosen.status, await kindOf(unchosen)]).toEqual([403, "organisation-not-chosen"])
  const list = await (await browser.get("/auth/organisations")).json()
  expect(list).toEqual({
    organisations: [
      { organisation: bergen, roles: ["municipality-write"] },
      { organisation: trondheim, roles: ["municipality-read"] }
    ]
  })
  for (const [organisation, roles] of [
    [bergen, ["municipality-write"]],
    [trondheim, ["municipality-read"]]
  ] as const) {
    const before = browser.jar.cookies.get("treff") ?? ""
    expect((await browser.post("/auth/organisation", { organisation })).status).toBe(200)
    expect((await me(browser)).body).toMatchObject({ organisation, roles })
    const old = world.openBrowser()
    old.jar.cookies.set("treff", before)
    expect((await me(old)).status).toBe(401)
  }
  for (const organisation of [imdi, { _tag: "municipality", code: "0301" }, { _tag: "county", code: "46" }]) {
    const refused = await browser.post("/auth/organisation", { organisation })
    expect([refused.status, await kindOf(refused)]).toEqual([403, "no-assignment"])
  }
  expect((await me(browser)).body).toMatchObject({ organisation: trondheim })
})

test("logging out ends the session here and everywhere, and clears the browser", async () => {
  await world.assign(provider.issuer, "leaver", ["imdi-officer", imdi])
  const browser = world.openBrowser()
  await login(browser, "leaver")
  const copy = world.openBrowser()
  copy.jar.cookies.set("treff", browser.jar.cookies.get("treff") ?? "")
  expect((await me(copy)).status).toBe(200)
  const response = await browser.post("/auth/logout")
  expect(response.headers.get("clear-site-data")).toBe('"cache", "cookies", "storage"')
  expect([...browser.jar.cookies.keys()]).toEqual([])
  expect((await me(copy)).status).toBe(401)
  expect((await browser.post("/auth/logout")).status).toBe(200)
})

/** Asks the provider to log out, as a browser that is sent there, and answers where it sends the browser. */
const logOutAt = async (address: string, jar: ReturnType<typeof makeCookieJar>): Promise<string | null> => {
  const asked = await fetch(address, { headers: { cookie: jar.header() } })
  jar.take(asked)
  const page = await asked.text()
  const [, action = ""] = /action="([^"]+)"/u.exec(page) ?? []
  const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/u.exec(page) ?? []
  const done = await fetch(action, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: jar.header(), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ xsrf, logout: "yes" })
  })
  jar.take(done)
  return done.headers.get("location")
}

test("logging out tells where the login at the provider ends, too: who comes next is not let in as who was here", async () => {
  const leaver = await world.assign(provider.issuer, "leaver-there", ["imdi-officer", imdi])
  const next = await world.assign(provider.issuer, "next-there", ["imdi-officer", imdi])
  // One computer: the provider's cookies stay in it.
  const computer = makeCookieJar()
  const comeAs = async (subject: string) => {
    provider.expect(subject)
    const browser = world.openBrowser()
    const left = await browser.get("/auth/login?with=imdi")
    const returned = new URL(await followTo(left.headers.get("location") ?? "", callback, computer))
    await browser.get(returned.pathname + returned.search)
    return browser
  }
  const first = await comeAs("leaver-there")
  expect((await me(first)).body).toMatchObject({ account: leaver })
  const answer = await (await first.post("/auth/logout")).json()
  expect(answer).toEqual({ ended: true, provider: expect.stringContaining(`${provider.issuer}/`) })
  expect((await me(await comeAs("next-there"))).body).toMatchObject({ account: leaver })
  expect(await logOutAt((answer as { provider: string }).provider, computer)).toBe(`${home}/`)
  expect((await me(await comeAs("next-there"))).body).toMatchObject({ account: next })
})

test("whose provider has no such address, does not answer or is none is logged out all the same", async () => {
  const forged = await openForgedProvider()
  const settings = { imdi: issuerSettings(forged.issuer), municipality: issuerSettings(provider.issuer) }
  const elsewhere = openIdentity(database, { oidc: settings })
  const leave = async (issuer: string) => {
    const account = await elsewhere.assign(issuer, "leaver-elsewhere", ["imdi-officer", imdi])
    const browser = elsewhere.openBrowser()
    const token = await elsewhere.runtime.runPromise(SessionStore.use((sessions) => sessions.start(account, imdi)))
    browser.jar.cookies.set("treff", token)
    const response = await browser.post("/auth/logout")
    expect([...browser.jar.cookies.keys()]).toEqual([])
    return { status: response.status, body: await response.json() }
  }
  const quietly = { status: 200, body: { ended: true, provider: null } }
  try {
    // Not answering comes first: what a provider says of itself is kept for a while.
    expect(await leave(forged.issuer)).toEqual(quietly)
    forged.set()
    expect(await leave(forged.issuer)).toEqual(quietly)
    expect(await leave("demo")).toEqual(quietly)
    expect(await leave("https://another.test")).toEqual(quietly)
  } finally {
    await elsewhere.close()
    await forged.close()
  }
})

test("A10: a role taken while the session is open is gone within a second of real time", async () => {
  const people = await Promise.all(
    Array.from({ length: repetitions(20) }, async (_, n) => {
      const account = await world.assign(provider.issuer, `removed-${n}`, ["imdi-officer", imdi])
      const browser = world.openBrowser()
      const token = await world.runtime.runPromise(SessionStore.use((sessions) => sessions.start(account, imdi)))
      browser.jar.cookies.set("treff", token)
      return { account, browser }
    })
  )
  const take = (account: string) =>
    world.runtime.runPromise(
      AccountStore.use((accounts) => accounts.take("admin", account, { role: "imdi-officer", organisation: imdi }))
    )
  await Promise.all(
    people.map(async ({ account, browser }) => {
      expect((await me(browser)).status).toBe(200)
      await take(account)
      const taken = performance.now()
      let answer = await me(browser)
      while (answer.status === 200) {
        await new Promise((resolve) => setImmediate(resolve))
        answer = await me(browser)
      }
      // A second, and time for a busy machine to answer.
      expect(performance.now() - taken).toBeLessThan(1_500)
      expect(answer).toMatchObject({ status: 403, body: { type: "urn:treff:problem:no-assignment" } })
    })
  )
})

test("F11: the kill switch answers everybody 503, also who has no session, until Treff is opened", async () => {
  const account = await world.assign(provider.issuer, "officer", ["imdi-officer", imdi])
  const sessions = <A, E>(use: (store: SessionStore["Service"]) => Effect.Effect<A, E>) =>
    world.runtime.runPromise(SessionStore.use(use))
  for (let n = 0; n < repetitions(20); n++) {
    const browser = world.openBrowser()
    browser.jar.cookies.set("treff", await sessions((store) => store.start(account, imdi)))
    expect((await me(browser)).status).toBe(200)
    await sessions((store) => store.endAll("operator"))
    for (const [who, path] of [
      [browser, "/api/v1/me"],
      [world.openBrowser(), "/api/v1/me"],
      [browser, "/auth/session"],
      [browser, "/auth/organisations"],
      [world.openBrowser(), "/auth/login"],
      [world.openBrowser(), "/auth/callback?code=a&state=b"]
    ] as const) {
      const response = await who.get(path)
      expect([path, response.status, await kindOf(response)]).toEqual([path, 503, "closed"])
      expect(response.headers.get("retry-after")).not.toBeNull()
    }
    const picked = await world.openBrowser().post("/auth/demo", { person: "officer-1" })
    expect([picked.status, await kindOf(picked)]).toEqual([503, "closed"])
    await sessions((store) => store.reopen("operator"))
    expect((await me(browser)).status).toBe(401)
  }
  const { length } = (await auditedBy(database.admin, "operator")).filter(({ subject }) => subject === "sessions:end")
  expect(length).toBe(repetitions(20))
})

test("nothing of a person, a token or a subject is logged or told in a failure", async () => {
  await world.assign(provider.issuer, "marked-subject", ["imdi-officer", imdi])
  const browser = world.openBrowser()
  await login(browser, "marked-subject")
  await login(world.openBrowser(), "marked-stranger")
  expect(world.logged).toEqual([])
  expect(world.failures).toEqual([])
})
