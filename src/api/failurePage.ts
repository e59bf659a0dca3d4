/** Errors as pages, and whether a page is what the client wants: a browser asks for HTML, and never under the API. */
import type { Context } from "hono"
import { errorPage, type PageError } from "./pages/errorPage.ts"
import type { Page } from "./pages/Page.ts"

const statuses = {
  notFound: 404,
  method: 405,
  malformed: 400,
  unavailable: 503,
  internal: 500
} as const satisfies Record<PageError, number>

export const showError = (c: Context, page: Page, error: PageError) =>
  c.html(errorPage(page, error, c.get("requestId")), statuses[error])

const forMachines = /^\/(?:api(?:\/|$)|openapi\.json$|healthz$|readyz$|assets\/)/u

export const wantsPage = (c: Context): boolean =>
  !forMachines.test(c.req.path) && (c.req.header("accept") ?? "").includes("text/html")
