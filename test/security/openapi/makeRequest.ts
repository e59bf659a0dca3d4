/** A request to a route of the OpenAPI document: as it should be, or with something wrong in address, headers or body. */
import type { Parameter } from "../../../src/api/docs/OpenApi.ts"
import { home } from "../../api/caseWorld.ts"
import type { Chance } from "./Chance.ts"
import { addressOf, type Route, type Schemas } from "./document.ts"
import { type Known, makeBody, makeValue, oddTexts } from "./makeValue.ts"

export interface Context {
  readonly schemas: Schemas
  readonly known: Known
  readonly chance: Chance
}

export interface Made {
  readonly address: string
  readonly init: { readonly method: string; readonly headers: Headers; readonly body?: string }
  /** The address still leads to the route. */
  readonly isRoute: boolean
}

const usable = (text: string): string => (text.isWellFormed() ? text : "\ufffd")

/** What an identifier of a path may stand for, where its name is just `id`: the word before it. */
const subjectOf = (path: string, name: string): string =>
  name === "id" ? (path.split("/{id}")[0]!.split("/").at(-1) ?? name) : name

const pathValue = ({ path }: Route, name: string, context: Context): string => {
  const { chance, known } = context
  const subject = subjectOf(path, name)
  if (chance.percent(8)) return usable(chance.pick(oddTexts))
  const there = known[subject] ?? []
  if (there.length > 0 && chance.percent(85)) return chance.pick(there)
  return usable(String(makeValue({ type: "string", pattern: "^[0-9a-fA-F-]{36}$" }, context)))
}

const query = (parameters: ReadonlyArray<Parameter>, context: Context): string => {
  const { chance } = context
  const search = new URLSearchParams()
  for (const { in: where, name, required = false, schema = {} } of parameters) {
    if (where !== "query" || (!required && chance.percent(name === "why-not" ? 97 : 60))) continue
    const value = chance.percent(15) ? chance.pick(oddTexts) : String(makeValue(schema, context, name))
    search.append(name, usable(value))
    if (chance.percent(4)) search.append(name, usable(value))
  }
  if (chance.percent(4)) search.append(chance.pick(["x", "__proto__", "limit", "lang", "id[]"]), chance.pick(["", "1"]))
  return search.size === 0 ? "" : `?${search}`
}

const tags = (chance: Chance): string =>
  chance.pick([
    '"v0"',
    '"v1"',
    `"v${chance.below(60)}"`,
    'W/"v2"',
    "*",
    '"v-1"',
    '"v99999999999999999999"',
    "v1",
    '"v1", "v2"',
    ""
  ])

/** Each is set instead of what belongs there. */
const oddHeaders: ReadonlyArray<(chance: Chance) => readonly [string, string]> = [
  (chance) => [
    "content-type",
    chance.pick(["text/plain", "application/json; charset=latin1", "multipart/form-data", ""])
  ],
  (chance) => ["content-encoding", chance.pick(["gzip", "br", "identity", "x"])],
  (chance) => ["origin", chance.pick(["null", "https://elsewhere.test", "http://treff.test:1", "x"])],
  () => ["treff-request", "2"],
  (chance) => ["sec-fetch-site", chance.pick(["cross-site", "none", "same-site"])],
  (chance) => ["if-match", tags(chance)],
  (chance) => ["if-none-match", chance.pick(["*", '"v1"', 'W/"v1", "x"', ","])],
  (chance) => ["idempotency-key", chance.pick(["x", "", "00000000-0000-0000-0000-000000000000", "a".repeat(300)])],
  (chance) => ["last-event-id", chance.pick(["0", "-1", "x", "9".repeat(40), "1.5"])],
  (chance) => ["accept", chance.pick(["text/html", "*/*;q=0", "application/xml", "x".repeat(2_000)])],
  (chance) => ["accept-language", chance.pick(["nn", "en;q=2", "*", "-"])],
  (chance) => ["cookie", chance.pick(["", "a=b; a=c", "__Host-treff=x", "treff-session=%00", "=".repeat(500)])],
  (chance) => ["content-length", chance.pick(["0", "5", "999999999"])],
  () => ["x-forwarded-for", "127.0.0.1, unknown"]
]

const headersOf = (route: Route, cookie: string, hasBody: boolean, context: Context): Headers => {
  const { chance } = context
  const headers = new Headers({ cookie, accept: "application/json" })
  if (route.method !== "GET") {
    headers.set("origin", home)
    headers.set("treff-request", "1")
    headers.set("idempotency-key", String(makeValue({ type: "string", format: "uuid" }, context)))
    headers.set("if-match", tags(chance))
    if (hasBody) headers.set("content-type", "application/json")
  }
  if (chance.percent(12)) headers.set(...chance.pick(oddHeaders)(chance))
  if (chance.percent(4)) headers.delete(chance.pick([...headers.keys()]))
  return headers
}

export const makeRequest = (route: Route, cookie: string, context: Context): Made => {
  const { chance } = context
  const { method, parameters = [], path, requestBody } = route
  let isRoute = true
  const at = addressOf(path, (name) => {
    const value = pathValue(route, name, context)
    // An address is made plain before it is looked up.
    if (["", ".", "..", "%00%ff%2e%2e"].includes(value) || value.includes("/")) isRoute = false
    return value
  })
  const json = requestBody?.content["application/json"]
  const example = json?.example
  const value =
    json?.schema === undefined
      ? undefined
      : example !== undefined && chance.percent(20)
        ? example
        : makeValue(json.schema, context)
  const body = value === undefined || method === "GET" ? undefined : makeBody(value, chance)
  return {
    address: `${home}${at}${query(parameters, context)}`,
    init: {
      method,
      headers: headersOf(route, cookie, body !== undefined, context),
      ...(body === undefined ? {} : { body })
    },
    isRoute
  }
}
