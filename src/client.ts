/**
 * The typed client of the API, `import { treffClient, writing } from "treff/client"`: addresses, parameters, bodies and answers
 * come from the routes as types. Sends what every write must carry; keeps nothing, tries nothing again and decodes nothing.
 */
import { hc } from "hono/client"
import type { AppType } from "./api/app.ts"
import { writeHeader, writeHeaderValue } from "./api/frame/writeHeader.ts"

interface ClientSettings {
  /** `treff=…` as the login set it; a browser sends its own. */
  readonly cookie?: string
  /** Instead of the `fetch` of the platform. */
  readonly fetch?: typeof fetch
}

/** `address`: where Treff is served, like https://treff.example. */
export const treffClient = (address: string, { cookie, fetch: ask }: ClientSettings = {}) =>
  hc<AppType>(address, {
    headers: {
      origin: new URL(address).origin,
      [writeHeader]: writeHeaderValue,
      ...(cookie === undefined ? {} : { cookie })
    },
    ...(ask === undefined ? {} : { fetch: ask })
  })

interface Write {
  /** Version of what was read and is now changed: the `version` of its body, or of its ETag. */
  readonly version?: number
  /** The same one when the same write is sent again; a new one unless given. */
  readonly key?: string
}

/** Second argument of a write: names it, so that it is done once, and says what it changes. */
export const writing = ({ key = crypto.randomUUID(), version }: Write = {}) => ({
  headers: { "idempotency-key": key, ...(version === undefined ? {} : { "if-match": `"v${version}"` }) }
})
