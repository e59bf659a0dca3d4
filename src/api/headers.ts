/**
 * What every answer tells the browser: nothing is loaded from elsewhere, nothing is framed, nothing is kept. The page runs
 * no script. Only the address of a static file says what is in it, and so only those may be cached.
 */
import { createMiddleware } from "hono/factory"
import { secureHeaders } from "hono/secure-headers"

export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"]
  },
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "no-referrer",
  // Without includeSubDomains: the domains beside ours are not ours to decide for. Browsers heed it over TLS only.
  strictTransportSecurity: "max-age=31536000",
  xFrameOptions: "DENY",
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] }
})

export const immutable = "public, max-age=31536000, immutable"

/** After the answer is made: what no route has declared immutable is not kept by anyone. */
export const noStore = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store")
})
