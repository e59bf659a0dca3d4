/** Feature under test: JSON in one piece: short as it is, long packed for those who take it, lasting bodies written once. */
import { gunzipSync } from "node:zlib"
import fc from "fast-check"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { expect, test } from "vitest"
import { packedJson, writtenOnce } from "../../../src/api/frame/packedJson.ts"

const lasting = writtenOnce({ items: Array.from({ length: 500 }, (_, n) => `række ${n}`) })
let answered: unknown
const app = new Hono()
  .use(compress(), packedJson)
  .get("/", (c) => {
    c.header("etag", '"v17"')
    return c.json(answered as object)
  })
  .get("/status", (c) => c.json({ no: "way" }, 418, { "content-type": "application/problem+json" }))
const ask = async (accepts: string | undefined, path = "/") => {
  const answer = await app.request(path, accepts === undefined ? {} : { headers: { "accept-encoding": accepts } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const packed = answer.headers.get("content-encoding") === "gzip"
  return { answer, bytes, packed, text: (packed ? gunzipSync(bytes) : bytes).toString("utf8") }
}

test("whatever is answered arrives, with its length in bytes, however it is asked for", async () => {
  const accepts = fc.constantFrom(undefined, "", "gzip", "gzip, deflate, br", "gzip;q=0", "identity", "br")
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 0, max: 3_000 }), accepts, async (value, length, encoding) => {
      answered = { value, filling: "å".repeat(length) }
      const { answer, bytes, packed, text } = await ask(encoding)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(answered)))
      const long = Buffer.byteLength(JSON.stringify(answered)) >= 1_024
      expect(packed).toBe(long && encoding?.startsWith("gzip") === true && encoding !== "gzip;q=0")
      if (packed || !long) expect(answer.headers.get("content-length")).toBe(String(bytes.length))
      expect(answer.headers.get("etag")).toBe(packed ? 'W/"v17"' : '"v17"')
      expect(answer.headers.get("vary")).toBe(long ? "Accept-Encoding" : null)
    })
  )
})

test("status and type are the handler's", async () => {
  const { answer, text } = await ask("gzip", "/status")
  expect([answer.status, answer.headers.get("content-type"), text]).toEqual([
    418,
    "application/problem+json",
    '{"no":"way"}'
  ])
})

test("a lasting body is written once, and is the same packed and plain", async () => {
  answered = lasting
  const plain = await ask(undefined)
  const packed = await ask("gzip")
  const stringify = JSON.stringify
  JSON.stringify = () => "written again"
  try {
    expect((await ask("gzip")).bytes).toEqual(packed.bytes)
  } finally {
    JSON.stringify = stringify
  }
  expect(packed.text).toBe(plain.text)
  expect(JSON.parse(plain.text)).toEqual(lasting)
})
