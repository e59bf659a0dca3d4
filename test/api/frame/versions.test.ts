/** Feature under test: versions, repeated requests and pages over HTTP (the plumbing of case R6). */
import { randomUUID } from "node:crypto"
import { Option, Schema } from "effect"
import fc from "fast-check"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { validator } from "hono-openapi"
import { describe, expect, test } from "vitest"
import { etagOf, ifMatch, unlessKnown } from "../../../src/api/frame/etag.ts"
import { idempotent } from "../../../src/api/frame/idempotency.ts"
import { jsonBody } from "../../../src/api/frame/jsonBody.ts"
import { limitOf, makeCursor, pageBody, pageOf, pageParameters } from "../../../src/api/frame/pagination.ts"
import { refuse, strict } from "../../../src/api/parameters.ts"
import { requestId } from "../../../src/api/requestId.ts"
import { repetitions } from "../../support/repetitions.ts"
import { exactly, problemOf } from "../answers.ts"

const cursor = makeCursor(Schema.Int)
const numbers = Array.from({ length: 230 }, (_, i) => i)
const pageQuery = validator("query", strict(Schema.Struct(pageParameters)), refuse)

const app = new Hono()
  .use(requestId)
  .put("/thing", ifMatch, (c) => c.json(c.get("version")))
  .get("/thing", (c) => unlessKnown(c, etagOf(17), () => c.json("thing")))
  .post("/acts", jsonBody(Schema.Json, {}), idempotent({ required: true }), (c) => c.json(c.get("idempotency")))
  .post("/notes", idempotent({ required: false }), (c) => c.json(c.get("idempotency") ?? null))
  .get("/numbers", pageQuery, (c) => {
    const { limit: wanted, after: from } = c.req.valid("query")
    const limit = limitOf(wanted)
    const start = from === undefined ? 0 : Option.getOrElse(cursor.read(from), () => 0) + 1
    return c.json(pageOf(c, numbers.slice(start, start + limit + 1), limit, cursor.write))
  })

describe("what is changed", () => {
  const put = (tag?: string) => ({ method: "PUT", ...(tag === undefined ? {} : { headers: { "if-match": tag } }) })

  test("is told with its version, as it was given", async () => {
    for (let version = 0; version < repetitions(20); version++) {
      const answer = await app.request("/thing", put(etagOf(version)))
      expect([answer.status, await answer.json()]).toEqual([200, version])
    }
  })

  test("may have been packed on its way", async () => {
    const packing = new Hono().use(requestId, compress()).get("/", (c) => {
      return unlessKnown(c, etagOf(17), () => c.json("x".repeat(5_000)))
    })
    const etag = (await packing.request("/", { headers: { "accept-encoding": "gzip" } })).headers.get("etag") ?? ""
    expect(etag).toBe('W/"v17"')
    expect(await (await app.request("/thing", put(etag))).json()).toBe(17)
    expect((await packing.request("/", { headers: { "if-none-match": etag } })).status).toBe(304)
  })

  test("without a version is not changed", async () => {
    for (let i = 0; i < repetitions(20); i++) {
      const { problem, status } = await problemOf(app, "/thing", put())
      expect([status, problem.type]).toEqual([428, "urn:treff:problem:precondition-required"])
    }
  })

  test.each([
    "*",
    "17",
    "v17",
    'W/W/"v17"',
    '"v17", "v18"',
    '"v-1"',
    '"v1.5"',
    '"v017"',
    '"v9999999999999999"',
    '""',
    ""
  ])("with the version %s is not understood", async (tag) =>
    expect((await problemOf(app, "/thing", put(tag))).status).toBe(400)
  )
})

test.each([
  ['"v17"', 304],
  ['W/"v17"', 304],
  ['"v1", "v17"', 304],
  ["*", 304],
  ['"v16"', 200],
  ["v17", 200]
])("who knows %s gets %i", async (tag, status) => {
  const answer = await app.request("/thing", { headers: { "if-none-match": tag } })
  expect([answer.status, answer.headers.get("etag")]).toEqual([status, '"v17"'])
  expect(await answer.text()).toBe(status === 304 ? "" : '"thing"')
})

describe("a request that may come twice", () => {
  const post = (key: string | undefined, body = "{}") => ({
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) }
  })
  const hashOf = async (body: string, path = "/acts") => {
    const answer = await app.request(path, post(randomUUID(), body))
    return ((await answer.json()) as { readonly hash: string }).hash
  }

  test("is known by its key, in whatever case, and a digest", async () => {
    const key = randomUUID()
    const answer = await app.request("/acts", post(key.toUpperCase()))
    expect(await answer.json()).toEqual({ key, hash: expect.stringMatching(/^[0-9a-f]{64}$/u) })
  })

  test.each(["", "1", "x".repeat(36), `${randomUUID()}0`, `{${randomUUID()}}`])(
    "with the key «%s» is refused",
    async (key) => expect((await problemOf(app, "/acts", post(key))).status).toBe(400)
  )

  test("must have a key where something leaves the house, and may where nothing does", async () => {
    expect((await problemOf(app, "/acts", post(undefined))).status).toBe(400)
    expect(await (await app.request("/notes", { method: "POST" })).json()).toBeNull()
    expect((await problemOf(app, "/notes", post("1"))).status).toBe(400)
  })

  test("is the same when its body says the same, and another when anything differs", async () => {
    expect(await hashOf('{"a":1,"b":[1,{"c":2,"d":3}]}')).toBe(
      await hashOf(' { "b": [1, {"d": 3, "c": 2.0}], "a": 1 }')
    )
    const hashes = await Promise.all([
      ...["{}", "[]", "null", '"{}"', '{"a":1}', '{"a":"1"}', '{"a":[1]}', '{"a":null}'].map((body) => hashOf(body)),
      hashOf("{}", "/acts?x=1")
    ])
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  test("the order of keys never matters", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/u), fc.integer()), async (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(await hashOf(JSON.stringify(turned))).toBe(await hashOf(JSON.stringify(value)))
      }),
      { numRuns: repetitions(20) }
    )
  })
})

describe("a long list", () => {
  const page = async (path: string) => exactly(pageBody(Schema.Int), await (await app.request(path)).json())

  test.each([1, 7, 50, 100])("in pages of %i holds everything once, in order", async (limit) => {
    const seen: Array<number> = []
    for (let path: string | null = `/numbers?limit=${limit}`; path !== null; ) {
      const { items, next } = await page(path)
      expect(items.length).toBeLessThanOrEqual(limit)
      seen.push(...items)
      path = next
    }
    expect(seen).toEqual(numbers)
  })

  test("comes in fifties unless it is told otherwise", async () => {
    expect((await page("/numbers")).items).toHaveLength(50)
  })

  test.each(["limit=0", "limit=101", "limit=-1", "limit=1.5", "limit=x", "limit=", "after=", "after=a%20b", "page=2"])(
    "%s is refused",
    async (query) => expect((await problemOf(app, `/numbers?${query}`)).status).toBe(422)
  )

  test("a cursor we never gave is none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = cursor.read(text)
        if (Option.isSome(read)) expect(Number.isInteger(read.value)).toBe(true)
      }),
      { numRuns: repetitions(100) }
    )
    expect(cursor.read(cursor.write(42))).toEqual(Option.some(42))
  })
})
