/** Leaving for a provider whose answers the test decides, coming back from it, and what a refused return looks like. */
import { expect } from "vitest"
import type { Answer, ForgedProvider } from "../support/forgedProvider.ts"
import { type Browser, type IdentityWorld, kindOf } from "./identityWorld.ts"

export const forgedLogin = (current: () => { readonly provider: ForgedProvider; readonly world: IdentityWorld }) => {
  /** Leaves for the provider; answers what it was told there. */
  const leave = async (browser: Browser, path = "/rounds") => {
    const response = await browser.get(`/auth/login?return=${encodeURIComponent(path)}`)
    const { searchParams } = new URL(response.headers.get("location") ?? "")
    return { state: searchParams.get("state") ?? "", nonce: searchParams.get("nonce") ?? "" }
  }
  const back = (state: string, more = "") =>
    `/auth/callback?code=abc&state=${encodeURIComponent(state)}&iss=${encodeURIComponent(current().provider.issuer)}${more}`
  const grant = (id_token: unknown): Answer => ({
    body: { access_token: "secret-access", token_type: "Bearer", id_token }
  })

  /** No session, one kind of problem, nothing of the token, and no logged word. */
  const expectRefused = async (browser: Browser, response: Response, kind = "login-refused", status = 401) => {
    expect(response.status).toBe(status)
    const text = await response.clone().text()
    expect(text).not.toMatch(/subject-of|secret|nonce|exp|jwt|key|claim/iu)
    expect(await kindOf(response)).toBe(kind)
    expect([...browser.jar.cookies.keys()]).toEqual([])
    expect((await browser.get("/api/v1/me")).status).toBe(401)
    expect([...current().world.logged, ...current().world.failures].join("\n")).toBe("")
  }

  return { leave, back, grant, expectRefused }
}
