/** Feature under test: the OpenAPI document describes every route, is whole, and agrees with what the routes answer. */
import { Result, Schema, SchemaRepresentation } from "effect"
import { expect, test } from "vitest"
import { mockedApp } from "./mockedApp.ts"

const app = mockedApp()

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }
const document = (await (await app.request("/openapi.json")).json()) as {
  readonly openapi: string
  readonly info: { readonly version: string }
  readonly paths: Record<string, { readonly get?: Operation }>
  readonly components: { readonly schemas: Record<string, Json> }
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: ReadonlyArray<string>
  readonly parameters?: ReadonlyArray<{
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
  }>
  readonly requestBody?: { readonly content: Record<string, Media> }
  readonly responses: Record<string, { readonly description: string; readonly content: Record<string, Media> }>
}
interface Media {
  readonly schema: Json
  readonly example?: Json
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
)

const walk = (value: Json, visit: (key: string, value: Json) => void): void => {
  if (Array.isArray(value)) for (const one of value) walk(one, visit)
  else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      visit(key, one)
      walk(one, visit)
    }
  }
}

test("it is OpenAPI 3.1 of this version", () => {
  expect(document.openapi).toMatch(/^3\.1\./u)
  expect(document.info.version).toBe("test")
})

test("an address that can be nobody's is not found, wherever an address names something", () => {
  const silent = operations.filter(({ operation, path }) => path.includes("{") && !("404" in operation.responses))
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

test("it lists every route of the API and of operations, and no page", () => {
  const routes = app.routes
    .filter(({ method, path }) => method !== "ALL" && /^\/(?:api|auth|healthz|readyz)/u.test(path))
    // Browsers are sent there and back by the identity provider; no program asks them.
    .filter(({ path }) => !["/auth/login", "/auth/callback"].includes(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/gu, "{$1}").replace(/(?<=.)\/$/u, "")}`)
  expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
    [...new Set(routes)].sort()
  )
})

test("every reference leads somewhere, and every schema is led to", () => {
  const found = new Set<string>()
  walk(document as unknown as Json, (key, value) => {
    if (key === "$ref") found.add(String(value))
  })
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect([...found].filter((reference) => !known.includes(reference))).toEqual([])
  expect(known.filter((reference) => !found.has(reference))).toEqual([])
})

test("every operation has its own id, a summary, a tag, one good answer and problems", () => {
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
  for (const { operation, path } of operations) {
    const { responses } = operation
    expect([path, operation.summary !== "", operation.tags.length]).toEqual([path, true, 1])
    const [type] = Object.keys(responses["200"]?.content ?? {})
    expect(type).toBe(operation.operationId.startsWith("watch") ? "text/event-stream" : "application/json")
    for (const [status, response] of Object.entries(responses)) {
      expect(response.description).not.toBe("")
      if (status === "200") continue
      expect(response.content).toEqual({
        "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } }
      })
    }
    expect(Object.keys(responses)).toContain("500")
  }
})

test("parameters are named, described and, in the path, required", () => {
  const explain = document.paths["/api/v1/households/{id}/explanation"]?.get
  expect(explain?.parameters?.map((one) => [one.in, one.name, one.required ?? false])).toEqual([
    ["path", "id", true],
    ["query", "audience", false],
    ["query", "lang", false],
    ["query", "why-not", false],
    ["query", "round", false]
  ])
  for (const { operation } of operations) {
    for (const parameter of operation.parameters ?? [])
      expect([parameter.name, parameter.description]).not.toContain(undefined)
  }
})

/** The example beside the schema, or on it. */
const exampleIn = ({ example, schema }: Media): Json | undefined => {
  const { $ref } = schema as { readonly $ref?: string }
  const named = $ref === undefined ? schema : document.components.schemas[$ref.split("/").at(-1)!]
  return example ?? (named as { readonly examples?: ReadonlyArray<Json> }).examples?.[0]
}

/** What is said of schemas, read back; a key that is not said is refused. */
const schemasOf = (all: readonly [Json, ...ReadonlyArray<Json>]) =>
  SchemaRepresentation.fromJsonSchemaMultiDocument(
    JSON.parse(
      JSON.stringify({
        dialect: "draft-2020-12",
        schemas: all,
        definitions: document.components.schemas
      }).replaceAll("#/components/schemas/", "#/$defs/")
    ),
    { patterns: "apply" }
  )

test("every body that is sent or answered has an example, which is one", () => {
  const told = operations.flatMap(({ operation: { operationId, requestBody, responses } }) => [
    ...Object.entries(requestBody?.content ?? {}).map(([type, media]) => ({
      what: `${operationId} body`,
      type,
      media
    })),
    ...Object.entries(responses["200"]?.content ?? {}).map(([type, media]) => ({
      what: `${operationId} answer`,
      type,
      media
    }))
  ])
  const json = told.filter(({ type }) => type === "application/json")
  expect(json.length).toBeGreaterThan(operations.length)
  const [first, ...rest] = json.map(({ media }) => media.schema)
  const schemas = schemasOf([first!, ...rest])
  const faults = json.flatMap(({ media, what }, i) => {
    const result = Schema.decodeUnknownResult(schemas[i] as Schema.Codec<unknown>, { onExcessProperty: "error" })(
      exampleIn(media)
    )
    return Result.isSuccess(result) ? [] : [`${what}: ${result.failure}`]
  })
  expect(faults).toEqual([])
})

test("no schema is given twice under two names", () => {
  expect(Object.keys(document.components.schemas).filter((name) => /_?\d+$/u.test(name))).toEqual([])
})
