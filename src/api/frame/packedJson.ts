/**
 * JSON answers leave in one piece, with their length, packed when they are long: to pack a short answer as a stream costs
 * more than all the rest of it. Owns how JSON leaves; everything else is packed by Hono's own middleware.
 */
import { gzipSync } from "node:zlib"
import type { Context } from "hono"
import { accepts } from "hono/accepts"
import { createMiddleware } from "hono/factory"
import type { ContentfulStatusCode } from "hono/utils/http-status"

/** In bytes, the same as for other answers; what is shorter fits into one packet as it is. */
const packedFrom = 1_024

interface Written {
  readonly text: string
  packed?: Uint8Array<ArrayBuffer>
}

/** Bodies that are the same for everybody who may see them, for as long as they live. */
const lasting = new WeakMap<object, Written>()

/** Written and packed once, however often it is answered. Nothing in the body may change afterwards. */
export const writtenOnce = <A extends object>(body: A): A => {
  lasting.set(body, { text: JSON.stringify(body) })
  return body
}

const writtenOf = (body: unknown): Written =>
  (typeof body === "object" && body !== null ? lasting.get(body) : undefined) ?? { text: JSON.stringify(body) }

const takesGzip = (c: Context): boolean =>
  accepts(c, { header: "Accept-Encoding", supports: ["gzip", "identity"], default: "identity" }) === "gzip"

const write = (c: Context, body: unknown, status: ContentfulStatusCode, headers: Record<string, string>): Response => {
  const written = writtenOf(body)
  const told = { "content-type": "application/json", ...headers }
  const length = Buffer.byteLength(written.text)
  if (length < packedFrom) return c.body(written.text, status, { ...told, "content-length": String(length) })
  if (!takesGzip(c)) return c.body(written.text, status, { ...told, vary: "Accept-Encoding" })
  written.packed ??= gzipSync(written.text)
  return c.body(written.packed, status, {
    ...told,
    vary: "Accept-Encoding",
    "content-encoding": "gzip",
    "content-length": String(written.packed.length)
  })
}

/** A version stays the same when its answer is packed; the bytes do not, and a weak ETag says so. */
const weakenTag = (headers: Headers): void => {
  const tag = headers.get("etag")
  if (tag !== null && !tag.startsWith("W/") && headers.has("content-encoding")) headers.set("etag", `W/${tag}`)
}

export const packedJson = createMiddleware(async (c, next) => {
  c.json = ((body: unknown, status: ContentfulStatusCode = 200, headers: Record<string, string> = {}) =>
    write(c, body, status, headers)) as Context["json"]
  await next()
  weakenTag(c.res.headers)
})
