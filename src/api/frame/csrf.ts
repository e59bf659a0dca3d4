/**
 * What a browser may be tricked into: a write is taken only from a page of ours. Three signs, each enough to refuse: the
 * origin, what the browser says of the site, and a header that no form and no foreign page can send. There is no CORS here,
 * so a foreign page is never allowed to ask for that header. Reading has no effects and needs no sign.
 */
import { createMiddleware } from "hono/factory"
import { problem, type RequestEnv } from "../problem.ts"
import { isWrite } from "./isWrite.ts"
import { writeHeader, writeHeaderValue } from "./writeHeader.ts"

/** Without a public address (demo) it is the host that was asked: whether TLS ended before us is not known here. */
const isOurs = (origin: string | undefined, ours: string | undefined, asked: string): boolean => {
  if (origin === undefined || !URL.canParse(origin)) return false
  if (ours !== undefined) return origin === ours
  return origin === new URL(origin).origin && new URL(origin).host === new URL(asked).host
}

export const writesFromOurPages = (publicAddress: string | undefined) => {
  const ours = publicAddress === undefined ? undefined : new URL(publicAddress).origin
  return createMiddleware<RequestEnv>((c, next) => {
    if (!isWrite(c)) return next()
    if (!isOurs(c.req.header("origin"), ours, c.req.url)) {
      return Promise.resolve(problem(c, "origin-refused", "Send the header Origin with the address of Treff."))
    }
    if ((c.req.header("sec-fetch-site") ?? "same-origin") !== "same-origin") {
      return Promise.resolve(problem(c, "origin-refused", "Send it from a page of Treff itself."))
    }
    if (c.req.header(writeHeader) !== writeHeaderValue) {
      return Promise.resolve(problem(c, "origin-refused", `Send the header ${writeHeader}: ${writeHeaderValue}.`))
    }
    return next()
  })
}
