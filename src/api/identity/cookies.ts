/**
 * The two cookies: the session's token, and the state of a login under way, which ties its return to the browser that left.
 * No script reads them; over TLS no other host can set them.
 */
import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { IdentitySettings } from "./IdentitySettings.ts"

/** Seconds a login may be under way. */
const loginAge = 600

const isSecure = ({ mode, url }: IdentitySettings): boolean =>
  mode === "production" || url?.startsWith("https:") === true

export const cookiesFor = (settings: IdentitySettings) => {
  const secure = isSecure(settings)
  const prefix = secure ? "__Host-" : ""
  const cookie = (name: string, maxAge?: number) => {
    const full = `${prefix}${name}`
    const options = { path: "/", httpOnly: true, sameSite: "Lax", secure } as const
    return {
      read: (c: Context): string | undefined => getCookie(c, full),
      write: (c: Context, value: string): void =>
        setCookie(c, full, value, { ...options, ...(maxAge === undefined ? {} : { maxAge }) }),
      remove: (c: Context): void => void deleteCookie(c, full, options)
    }
  }
  return { session: cookie("treff"), login: cookie("treff-login", loginAge) }
}
