/**
 * How a body comes in: JSON only, not packed, and no more than 1 MB of bytes as they are counted here, whatever the request
 * says of itself. The rest of a body that is too large is not read.
 */
import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import { problem, type RequestEnv } from "../problem.ts"
import { isWrite } from "./isWrite.ts"

export const largestBody = 1_000_000

/** Time for a body to arrive. */
export const arrivalMs = 30_000

const json = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/iu

const hasBody = (c: Context): boolean =>
  c.req.header("transfer-encoding") !== undefined || (c.req.header("content-length") ?? "0") !== "0"

const advice = "Send JSON in UTF-8 with content-type: application/json."

/** Judges the headers; the bytes are counted where they are read. */
export const onlyJson = createMiddleware<RequestEnv>((c, next) => {
  if (!isWrite(c)) return next()
  const type = c.req.header("content-type")
  const packed = (c.req.header("content-encoding") ?? "identity") !== "identity"
  if (packed || (type === undefined ? hasBody(c) : !json.test(type.trim()))) {
    return Promise.resolve(problem(c, "unsupported-media-type", advice))
  }
  return next()
})

const whole = (parts: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

export type ReadBody =
  | { readonly _tag: "Read"; readonly bytes: Uint8Array }
  | { readonly _tag: "TooLarge" }
  | { readonly _tag: "TooSlow" }

/** Fails when the client goes away; then there is nobody to answer. */
export const readBody = async (
  { body, headers }: Request,
  { largest = largestBody, withinMs = arrivalMs } = {}
): Promise<ReadBody> => {
  if (body === null) return { _tag: "Read", bytes: new Uint8Array() }
  if (Number(headers.get("content-length") ?? 0) > largest) return { _tag: "TooLarge" }
  const reader = body.getReader()
  const late = Promise.withResolvers<"late">()
  const timer = setTimeout(() => late.resolve("late"), withinMs)
  // Cancelled, the stream takes nothing more in.
  const stop = (_tag: "TooLarge" | "TooSlow"): ReadBody => {
    void reader.cancel().catch(() => undefined)
    return { _tag }
  }
  try {
    const parts: Array<Uint8Array> = []
    let length = 0
    for (;;) {
      const next = await Promise.race([reader.read(), late.promise])
      if (next === "late") return stop("TooSlow")
      if (next.done) return { _tag: "Read", bytes: whole(parts, length) }
      length += next.value.byteLength
      if (length > largest) return stop("TooLarge")
      parts.push(next.value)
    }
  } finally {
    clearTimeout(timer)
  }
}
