/**
 * The database takes an id in many spellings; we give it in one. In another spelling an id in an address is nobody's, or
 * what the audit log says of an act would not be found under the id it is about.
 */
import { createMiddleware } from "hono/factory"
import { problem, type RequestEnv } from "../problem.ts"

const canonical = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u
/** What PostgreSQL reads as a uuid once braces and hyphens are taken away. */
const digits = /^[0-9a-f]{32}$/iu

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
const isOtherSpelling = (segment: string): boolean => {
  const text = decoded(segment).trim()
  return digits.test(text.replaceAll(/[{}-]/gu, "")) && !(canonical.test(text) && text === segment)
}

export const canonicalIds = createMiddleware<RequestEnv>((c, next) =>
  c.req.path.split("/").some(isOtherSpelling)
    ? Promise.resolve(problem(c, "not-found", "Use the id as it was given: in lower case, with hyphens."))
    : next()
)
