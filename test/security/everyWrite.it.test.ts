/**
 * Feature under test: every write of the OpenAPI document is taken only from a page of ours and as JSON (case I6), and sets
 * nothing but what it is for (case A9), on both databases.
 */
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { SchemaNode } from "../../src/api/docs/OpenApi.ts"
import { demoPeople } from "../../src/api/identity/demoPeople.ts"
import { home, type Somebody } from "../api/caseWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { type Route, resolved, type Schemas } from "./openapi/document.ts"
import { openStanding, type Standing } from "./openapi/standing.ts"

interface Told {
  readonly type?: string
  readonly errors?: ReadonlyArray<{ readonly pointer?: string; readonly detail: string }>
}

const kindOf = (told: Told) => told.type?.split(":").at(-1)

/** What a page elsewhere, a form or a script without our header would send; undefined leaves the header out. */
const foreign: ReadonlyArray<readonly [Record<string, string | undefined>, status: number]> = [
  [{ origin: "https://elsewhere.test" }, 403],
  [{ origin: "null" }, 403],
  [{ origin: `${home}.elsewhere.test` }, 403],
  [{ origin: undefined }, 403],
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ "treff-request": undefined }, 403],
  [{ "content-type": "text/plain" }, 415],
  [{ "content-type": "application/x-www-form-urlencoded" }, 415],
  [{ "content-type": "multipart/form-data; boundary=x" }, 415]
]

/** Keys a body may try to bring along, as they stand in it. */
const extras: ReadonlyArray<readonly [key: string, json: string]> = [
  ["municipality", '"0301"'],
  ["status", '"settled"'],
  ["state", '"settled"'],
  ["role", '"imdi-lead"'],
  ["version", "99"],
  ["decided_by", '"somebody"'],
  ["until", '"2999-01-01T00:00:00Z"'],
  ["constructor", '{"prototype":{"polluted":true}}'],
  ["__proto__", '{"polluted":true}']
]
/** What JavaScript gives a meaning of its own is no JSON to us. */
const meansMore = ["constructor", "__proto__"]

/** After these a session may be another one, or none. */
const endsSession = new Set(["logOut", "chooseOrganisation", "becomeDemoPerson"])

const nameOf = ({ method, path }: Route) => `${method} ${path}`

interface Spot {
  readonly pointer: string
  readonly keys: ReadonlySet<string>
}

/** Every object of the example, one of each kind of place, with the keys that may stand there. */
const spotsOf = (value: unknown, schema: SchemaNode, schemas: Schemas, pointer = ""): ReadonlyArray<Spot> => {
  const meant = optionsOf(schema, schemas)
  if (Array.isArray(value)) {
    const [first] = value
    const items = meant.flatMap((one) => one.prefixItems?.[0] ?? one.items ?? [])
    return first === undefined ? [] : spotsOf(first, { anyOf: items }, schemas, `${pointer}/0`)
  }
  if (typeof value !== "object" || value === null) return []
  const keys = new Set(meant.flatMap(({ properties = {} }) => Object.keys(properties)))
  return [
    { pointer, keys },
    ...Object.entries(value).flatMap(([key, inner]) => {
      const anyOf = meant.flatMap(({ properties = {} }) => properties[key] ?? [])
      return spotsOf(inner, { anyOf }, schemas, `${pointer}/${key}`)
    })
  ]
}

const optionsOf = (named: SchemaNode, schemas: Schemas): ReadonlyArray<SchemaNode> => {
  const schema = resolved(named, schemas)
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return options.length === 0 ? [schema] : options.flatMap((one) => optionsOf(one, schemas))
}

/** The text of the body with one key more in the object at the pointer. */
const withKey = (body: unknown, pointer: string, [key, json]: readonly [string, string]): string => {
  const mark = randomUUID()
  const marked = (value: unknown, [next, ...rest]: ReadonlyArray<string>): unknown => {
    if (next === undefined) return { [mark]: 0, ...(value as object) }
    if (Array.isArray(value)) return value.map((one, n) => (String(n) === next ? marked(one, rest) : one))
    return { ...(value as object), [next]: marked((value as Record<string, unknown>)[next], rest) }
  }
  const text = JSON.stringify(marked(body, pointer.split("/").slice(1)))
  return text.replace(`"${mark}":0`, `${JSON.stringify(key)}:${json}`)
}

describe.each(engines)("%s", (engine) => {
  let world: Standing
  let writes: ReadonlyArray<Route>
  const people = new Map<string, Somebody>()
  beforeAll(async () => {
    world = await openStanding(engine)
    writes = world.routes.filter(({ method }) => method !== "GET")
    for (const { person } of demoPeople) people.set(person, await world.as(person))
  })
  afterAll(() => world?.close())

  interface Asked {
    readonly body?: string
    readonly headers?: Record<string, string | undefined>
    readonly version?: number
  }
  const send = async (somebody: Somebody, route: Route, { body, headers = {}, ...asked }: Asked) => {
    const { version } = asked.version === undefined ? await world.version(route) : asked
    const all = {
      cookie: somebody.cookie,
      origin: home,
      "treff-request": "1",
      "content-type": body === undefined ? undefined : "application/json",
      "if-match": version === undefined ? undefined : `"v${version}"`,
      "idempotency-key": randomUUID(),
      ...headers
    }
    const answer = await world.app.request(`${home}${world.address(route)}`, {
      method: route.method,
      headers: Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined)),
      ...(body === undefined ? {} : { body })
    })
    const told = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json() : {}
    return { status: answer.status, headers: answer.headers, told: told as Told }
  }
  const textOf = (route: Route) => {
    const body = world.body(route)
    return body === undefined ? {} : { body: JSON.stringify(body) }
  }
  const allowances = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith("access-control-"))

  test("I6: no write from elsewhere, without our header or as anything but JSON, whoever is logged in", async () => {
    const was = await world.digest()
    const everybody = [...people.values()]
    const wrong: Array<unknown> = []
    for (const route of writes) {
      const asked = { ...textOf(route), ...(await world.version(route)) }
      const times = repetitions(20)
      for (let n = 0; n < times; n++) {
        const [headers, status] = foreign[n % foreign.length]!
        const answer = await send(everybody[n % everybody.length]!, route, { ...asked, headers })
        const kind = status === 403 ? "origin-refused" : "unsupported-media-type"
        if (answer.status !== status || kindOf(answer.told) !== kind || allowances(answer.headers).length > 0)
          wrong.push([nameOf(route), headers, answer.status, answer.told, allowances(answer.headers)])
      }
    }
    for (const { path } of world.routes) {
      const asked = { origin: "https://elsewhere.test", "access-control-request-method": "POST" }
      const { headers, ok } = await world.app.request(`${home}${path}`, { method: "OPTIONS", headers: asked })
      if (ok || allowances(headers).length > 0) wrong.push(["OPTIONS", path, ok])
    }
    expect(wrong).toEqual([])
    expect(await world.digest()).toBe(was)
  })

  test("A9: one key more than a body has is what it is refused for, wherever in it, and nothing is changed", async () => {
    const was = await world.digest()
    const wrong: Array<unknown> = []
    const withBody = writes.filter((route) => world.body(route) !== undefined)
    for (const route of withBody) {
      const body = world.body(route)
      const { schema = {} } = route.requestBody!.content["application/json"]!
      const spots = spotsOf(body, schema, world.schemas).filter(({ pointer }) => pointer !== "" || !Array.isArray(body))
      expect([nameOf(route), spots.length > 0]).toEqual([nameOf(route), true])
      const ask = (who: Somebody, pointer: string, one: (typeof extras)[number]) =>
        send(who, route, { body: withKey(body, pointer, one) })
      let opens: Somebody | undefined
      for (const somebody of people.values())
        if ((await ask(somebody, spots[0]!.pointer, ["unknown", "1"])).status !== 403) opens ??= somebody
      const tries = spots.flatMap(({ keys, pointer }) =>
        extras.filter(([key]) => !keys.has(key)).map((one) => ({ one, pointer }))
      )
      const times = Math.max(tries.length, repetitions(20))
      for (let n = 0; n < times; n++) {
        const { one, pointer } = tries[n % tries.length]!
        const { status, told } = await ask(opens!, pointer, one)
        const refusedFor =
          status === 400
            ? meansMore.includes(one[0]) && kindOf(told) === "request-malformed"
            : status === 422 &&
              told.errors?.some(({ detail, pointer: at }) => at === pointer && detail.includes("not known")) === true
        if (!refusedFor) wrong.push([nameOf(route), pointer, one[0], status, told])
      }
    }
    expect(wrong).toEqual([])
    expect(withBody.length).toBeGreaterThanOrEqual(20)
    expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
    expect(await world.digest()).toBe(was)
  })

  test("what was refused for its headers or its keys is taken without them", async () => {
    const wrong: Array<unknown> = []
    const taken: Array<string> = []
    // With it the household is gone, which others are to be asked about.
    const last = "markStrictlyConfidential"
    const ordered = [...writes].sort((a, b) => Number(a.operationId === last) - Number(b.operationId === last))
    for (const route of ordered)
      for (const person of people.keys()) {
        const { status, told } = await send(people.get(person)!, route, textOf(route))
        if (endsSession.has(route.operationId)) people.set(person, await world.as(person))
        const kind = kindOf(told) ?? ""
        if (["origin-refused", "unsupported-media-type", "request-malformed", "precondition-required"].includes(kind))
          wrong.push([nameOf(route), status, told])
        if (told.errors?.some(({ detail }) => detail.includes("not known")) === true)
          wrong.push([nameOf(route), status, told])
        if (status === 200) taken.push(route.operationId)
        if (status !== 403) break
      }
    expect(wrong).toEqual([])
    expect(new Set(taken).size).toBeGreaterThanOrEqual(20)
  })
})
