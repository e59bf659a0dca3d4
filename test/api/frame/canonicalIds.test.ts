/** Feature under test: an id in an address has one spelling; what PostgreSQL would read as the same is nobody's. */
import fc from "fast-check"
import { Hono } from "hono"
import { expect, test } from "vitest"
import { canonicalIds } from "../../../src/api/frame/canonicalIds.ts"
import { requestId } from "../../../src/api/requestId.ts"

const app = new Hono()
  .use(requestId, canonicalIds)
  .get("/requests/:id", (c) => c.text(c.req.param("id")))
  .get("/requests/:id/file", (c) => c.text("file"))
const statusOf = async (id: string, rest = "") => (await app.request(`/requests/${id}${rest}`)).status

test("as it was given an id goes on, and so does what is no id", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), async (id) => {
      expect(await statusOf(id)).toBe(200)
      expect(await statusOf(id, "/file")).toBe(200)
      expect(await statusOf(id.slice(1))).toBe(200)
      expect(await statusOf(`${id}0`)).toBe(200)
    })
  )
  expect(await statusOf("demo-2024-48")).toBe(200)
})

test("in capitals, braces, without hyphens, with others or padded it is unknown", async () => {
  const spellings: ReadonlyArray<(id: string) => string> = [
    (id) => id.toUpperCase().replace(/^[0-9]+/u, (head) => head.replace(/./gu, "A")),
    (id) => `{${id}}`,
    (id) => `%7B${id}%7D`,
    (id) => id.replaceAll("-", ""),
    (id) => id.replaceAll("-", "").replaceAll(/(.{4})(?!$)/gu, "$1-"),
    (id) => `${id}%20`
  ]
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.constantFrom(...spellings), async (id, spell) => {
      expect([spell(id), await statusOf(spell(id), "/file")]).toEqual([spell(id), 404])
    }),
    { numRuns: 200 }
  )
})
