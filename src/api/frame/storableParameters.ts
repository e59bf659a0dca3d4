/**
 * Refuses a query parameter that holds NUL: PostgreSQL stores no such text, and would break where we ought to answer. In a
 * path it is an id that could be nobody's, which is the routes' to say.
 */
import { createMiddleware } from "hono/factory"
import { refusedParameter } from "../parameters.ts"
import type { RequestEnv } from "../problem.ts"

const holdsNul = ([name, values]: [string, ReadonlyArray<string>]): boolean =>
  [name, ...values].some((text) => text.includes("\0"))

export const storableParameters = createMiddleware<RequestEnv>((c, next) => {
  const [found] = Object.entries(c.req.queries()).find(holdsNul) ?? []
  return found === undefined
    ? next()
    : Promise.resolve(refusedParameter(c, found.replaceAll("\0", "").slice(0, 40), "a text without the character NUL"))
})
