/** Feature under test: what a body must be, and that everything wrong with it is told at once without telling it back. */
import fc from "fast-check"
import { generateSpecs } from "hono-openapi"
import { describe, expect, test } from "vitest"
import { readJson } from "../../../src/api/frame/strictJson.ts"
import { repetitions } from "../../support/repetitions.ts"
import { problemOf } from "../answers.ts"
import { good, signed, writesApp } from "./writes.ts"

const secret = "Kari Nordmann 12345678901"
const { app, effects } = writesApp()
const refused = (body: string | Uint8Array<ArrayBuffer>) =>
  problemOf(app, "/things", { method: "POST", headers: signed, body })

const malformed: ReadonlyArray<readonly [string, string | Uint8Array<ArrayBuffer>]> = [
  ["nothing", ""],
  ["half a body", '{"places": 4,'],
  ["no JSON", secret],
  ["a comment", '{"places": 4, /* x */ "kind": "yes"}'],
  ["a comma too many", '{"places": 4, "kind": "yes",}'],
  ["two bodies", '{"places":4,"kind":"yes"}{"places":4,"kind":"yes"}'],
  ["the same key twice", '{"places": 4, "kind": "yes", "places": 5}'],
  ["the same key twice, once in disguise", '{"places": 4, "kind": "yes", "pl\\u0061ces": 5}'],
  ["the same key twice, deep down", `{"places": 4, "kind": "yes", "reasons": [{"code": "S1", "code": "S2"}]}`],
  ["a prototype", '{"places": 4, "kind": "yes", "__proto__": {"kind": "no"}}'],
  ["a prototype in disguise", '{"places": 4, "kind": "yes", "\\u005f_proto__": {"kind": "no"}}'],
  ["a constructor", '{"places": 4, "kind": "yes", "byTown": {"constructor": 1}}'],
  ["the prototype of a constructor", '{"places": 4, "kind": "yes", "byTown": {"prototype": 1}}'],
  ["a number beyond numbers", '{"places": 1e999, "kind": "yes"}'],
  ["a zero character", '{"places": 4, "kind": "y\\u0000"}'],
  ["half a character", '{"places": 4, "kind": "\\ud800"}'],
  ["a byte that is no UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
  ["a byte order mark", `\uFEFF${JSON.stringify(good)}`],
  ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`],
  ["a million levels", "[".repeat(900_000)],
  ["a hundred thousand keys", `{${Array.from({ length: 100_000 }, (_, i) => `"${i}":1`).join(",")}}`]
]

test.each(malformed)("%s is a malformed request", async (_, body) => {
  for (let i = 0; i < repetitions(20); i++) {
    const { problem, status } = await refused(body)
    expect([status, problem.type]).toEqual([400, "urn:treff:problem:request-malformed"])
    expect(JSON.stringify(problem)).not.toContain("Nordmann")
  }
  expect(effects.count).toBe(0)
})

describe("a body that does not fit", () => {
  test("is told everything at once, by pointer, and nothing of what it said", async () => {
    const { problem, status } = await refused(
      JSON.stringify({
        places: 51,
        kind: secret,
        reasons: [{ code: "S1" }, { code: secret }, { code: 3, [secret]: 1 }],
        byTown: { "a/b~c": secret },
        [secret]: secret
      })
    )
    expect([status, problem.type]).toEqual([422, "urn:treff:problem:body-invalid"])
    expect(problem.errors?.map((error) => ("pointer" in error ? error.pointer : "none")).sort()).toEqual(
      ["", "/byTown/a~1b~0c", "/kind", "/places", "/reasons/1/code", "/reasons/2", "/reasons/2/code"].sort()
    )
    expect(JSON.stringify(problem)).not.toContain("Nordmann")
  })

  test("may be missing altogether what is needed", async () => {
    const { problem } = await refused("{}")
    expect(problem.errors).toEqual([
      { pointer: "/places", detail: "Missing key" },
      { pointer: "/kind", detail: "Missing key" }
    ])
    expect((await refused("null")).problem.errors).toEqual([{ pointer: "", detail: "Expected Answer" }])
  })

  test("never tells more than a hundred errors", async () => {
    const reasons = Array.from({ length: 500 }, () => ({ code: "x" }))
    expect((await refused(JSON.stringify({ ...good, reasons }))).problem.errors).toHaveLength(100)
  })
})

test("whatever is sent is taken or refused, never an error of ours", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
      const { status } = await app.request("/things", { method: "POST", headers: signed, body })
      expect([400, 422]).toContain(status)
    }),
    { numRuns: repetitions(200) }
  )
})

test("what is read is what JSON says", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
      const text = JSON.stringify(value)
      fc.pre(!/\\u0000|\\ud[89a-f]|"(?:__proto__|constructor|prototype)":/iu.test(text))
      expect(readJson(new TextEncoder().encode(text))).toMatchObject({ _tag: "Success", success: JSON.parse(text) })
    }),
    { numRuns: repetitions(200) }
  )
})

test("the document tells the body, with an example", async () => {
  const { paths } = await generateSpecs(app)
  expect(paths["/things"]?.post?.requestBody).toMatchObject({
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/Answer" }, example: good } }
  })
})

test("the document tells what a write must carry, and each way it can be refused", async () => {
  const { paths } = await generateSpecs(app)
  const { parameters = [], responses = {} } = paths["/things"]?.post ?? {}
  expect(parameters.map((one) => ("name" in one ? [one.in, one.name, one.required] : one))).toEqual(
    ["Origin", "Treff-Request", "If-Match", "Idempotency-Key"].map((name) => ["header", name, true])
  )
  expect(Object.keys(responses)).toEqual(
    ["200", "400", "401", "403", "408", "412", "413", "415", "422", "428", "429", "500", "503"].sort()
  )
  expect(responses["422"]).toMatchObject({
    description:
      "The body does not fit · The idempotency key was used for another request · A parameter is not understood"
  })
})
