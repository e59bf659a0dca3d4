/**
 * Whether a request would change something. An address that takes no writes has nothing to protect, and its own answer (404,
 * 405) says more. A route for all methods cannot be told from middleware here, so there must be none.
 */
import type { Context } from "hono"
import { matchedRoutes } from "hono/route"

const reads: ReadonlyArray<string> = ["GET", "HEAD", "OPTIONS"]

export const isRead = (c: Context): boolean => reads.includes(c.req.method)

export const isWrite = (c: Context): boolean => !isRead(c) && matchedRoutes(c).some(({ method }) => method !== "ALL")
