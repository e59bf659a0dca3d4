/**
 * Feature under test: who has no business with a case finds nothing at any address of the OpenAPI document: an officer
 * outside the round (A3), who has another office (A4), and an officer of the round who asks for somebody strictly
 * confidential (A12); on both databases. What is hidden is told of as what is not there.
 */
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Somebody } from "../api/caseWorld.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import type { Route } from "./openapi/document.ts"
import { type Named, openStanding, type Standing } from "./openapi/standing.ts"

/** Ids nobody has. */
const absent = { household: "H-9999", person: "P-999999" }

/** What an officer has no role for, whichever it is, and the door to health, which says only no. */
const refused = [
  "giveRound",
  "readHealth",
  "answerRequest",
  "confirmRequest",
  "askQuestion",
  "openFile",
  "receiveFile",
  "registerArrival"
]

/** All that is open to those who have no round, by the name of the operation; everything else of the API is refused. */
const open: Readonly<Record<string, ReadonlyArray<string>>> = {
  analyst: ["listProfiles"],
  auditor: ["listProfiles", "searchAudit"],
  vestland: ["confirmSchoolPlaces", "countUpperSecondary", "readForecast"],
  "bergen-reader": [
    "listRequests",
    "openRequest",
    "openFile",
    "listCapacities",
    "reconcilePlaces",
    "readForecast",
    "listOwnSelfSettlements",
    "listDeclarations"
  ],
  trondheim: [
    "listRequests",
    "openRequest",
    "answerRequest",
    "confirmRequest",
    "askQuestion",
    "openFile",
    "receiveFile",
    "takeStep",
    "registerArrival",
    "listCapacities",
    "decideCapacity",
    "reconcilePlaces",
    "readForecast",
    "listOwnSelfSettlements",
    "checkLease",
    "declare",
    "listDeclarations"
  ]
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`

describe.each(engines)("%s", (engine) => {
  let world: Standing
  let outsider: Somebody
  beforeAll(async () => {
    world = await openStanding(engine)
    outsider = await world.asMember("outside", { _tag: "imdi" }, "imdi-officer")
  })
  afterAll(() => world?.close())

  const denials = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit.entry where outcome = 'denied'`.execute(world.database.admin)
    return rows[0]!.n
  }

  /** Status, body and version of an answer, as far as they do not depend on the number of the request. */
  const ask = async (
    somebody: Somebody,
    { method }: Route,
    address: string,
    asked: { readonly body?: unknown; readonly version?: number }
  ) => {
    const { body, headers, status } = await somebody.send<Record<string, unknown>>(method, address, asked)
    const { instance: _, ...told } = body
    return { status, told, etag: headers.get("etag") }
  }
  const addressOf = (route: Route, other: Named = {}) =>
    world.address(route, other) + (route.operationId === "readHealth" ? "?purpose=settlement" : "")

  test("A3, A12: to an officer outside it, the round and all that hangs on it are as what is nowhere, and each try is logged", async () => {
    const was = await world.digest()
    const subjects = world.routes.flatMap((route) => {
      const [, subject] = /^\/api\/v1\/(rounds|runs|plans|requests|settlements)\/\{id\}/u.exec(route.path) ?? []
      return subject === undefined || route.operationId === "breakGlass" ? [] : [{ route, subject }]
    })
    expect(subjects.length).toBeGreaterThanOrEqual(45)
    const times = Math.max(subjects.length, repetitions(20))
    for (let n = 0; n < times; n++) {
      const { route, subject } = subjects[n % subjects.length]!
      const before = await denials()
      const body = world.body(route)
      const asked = { ...(body === undefined ? {} : { body }), ...(await world.version(route)) }
      const nowhere = subject === "rounds" ? "nowhere" : randomUUID()
      const known = await ask(outsider, route, addressOf(route), asked)
      const unknown = await ask(outsider, route, addressOf(route, { [subject]: nowhere, accepted: nowhere }), asked)
      const status = refused.includes(route.operationId) ? 403 : 404
      expect([nameOf(route), known]).toEqual([nameOf(route), { ...unknown, status }])
      expect([nameOf(route), (await denials()) - before]).toEqual([nameOf(route), 2])
    }
    expect((await outsider.ok<{ rounds: [] }>("GET", "/api/v1/rounds")).rounds).toEqual([])
    expect(await world.digest()).toBe(was)
  })

  test("A12: a round's id is taken for everybody alike, and that is all an outsider learns of it", async () => {
    const route = world.routes.find(({ operationId }) => operationId === "createRound")!
    const body = { ...(world.body(route) as object), id: world.named.round }
    const was = await world.digest()
    const told = await ask(outsider, route, "/api/v1/rounds", { body })
    expect([told.status, told.told.type]).toEqual([409, "urn:treff:problem:already-exists"])
    expect(told).toEqual(await ask(await world.as("lead"), route, "/api/v1/rounds", { body }))
    expect(await world.digest()).toBe(was)
  })

  test("A12: to the officers of the round, who is strictly confidential is as nobody, at every address and in every body", async () => {
    const hidden = world.named.hidden!
    const { rows } = await sql<{ id: string }>`
      select id from person.person where household_id = ${hidden} order by id limit 1`.execute(world.database.admin)
    const person = rows[0]!.id
    const was = await world.digest()
    const body = (route: Route, one: typeof absent): unknown => {
      const text = JSON.stringify(world.body(route))
        ?.replaceAll(world.named.household!, one.household)
        .replaceAll(world.named.person!, one.person)
      return text === undefined ? undefined : JSON.parse(text)
    }
    const seen = { household: world.named.household!, person: world.named.person! }
    const asked = world.routes.flatMap((route) => {
      const address = (one: typeof absent) =>
        addressOf(route, { ...one, households: one.household, applicant: one.household })
      const textOf = (one: typeof absent) => `${address(one)} ${JSON.stringify(body(route, one))}`
      // One of the household by itself, and somebody of it beside another household.
      const pairs = [
        [{ household: hidden, person }, absent],
        [
          { ...seen, person },
          { ...seen, person: absent.person }
        ]
      ] as const
      if (!/^\/api\/v1\/(?:rounds\/|households)/u.test(route.path)) return []
      return pairs.filter(([one, other]) => textOf(one) !== textOf(other)).map((pair) => ({ route, address, pair }))
    })
    expect(asked.length).toBeGreaterThanOrEqual(22)
    const people = [await world.as("officer-1"), await world.as("officer-2"), await world.as("lead")]
    const times = Math.max(asked.length, repetitions(20))
    for (let n = 0; n < times; n++) {
      const { address, pair, route } = asked[n % asked.length]!
      const { version } = await world.version(route)
      const [one, other] = await Promise.all(
        pair.map((named) => {
          const sent = body(route, named)
          return ask(people[n % people.length]!, route, address(named), {
            ...(sent === undefined ? {} : { body: sent }),
            ...(version === undefined ? {} : { version })
          })
        })
      )
      const plain = JSON.stringify(other).replaceAll(absent.household, hidden).replaceAll(absent.person, person)
      expect([nameOf(route), JSON.stringify(one)]).toEqual([nameOf(route), plain])
      expect([nameOf(route), one!.status]).toEqual([nameOf(route), route.operationId === "readHealth" ? 403 : 404])
    }
    expect(await world.digest()).toBe(was)
  })

  test("A4: analysts, auditors, counties and municipalities are refused everywhere but where they have something to do", async () => {
    const routes = world.routes.filter(({ path }) => path.startsWith("/api/v1/"))
    const was = await world.digest()
    for (const [person, theirs] of Object.entries(open)) {
      const somebody = await world.as(person)
      const before = await denials()
      const found = new Set<string>()
      const times = Math.max(routes.length, repetitions(20))
      for (let n = 0; n < times; n++) {
        const route = routes[n % routes.length]!
        // Without a body or version: who may come in is asked for them, and changes nothing.
        const { status, told } = await ask(somebody, route, addressOf(route), {})
        if (status !== 403) found.add(route.operationId)
        else expect([nameOf(route), told.type]).toEqual([nameOf(route), "urn:treff:problem:forbidden"])
      }
      expect([person, [...found].sort()]).toEqual([person, [...theirs].sort()])
      // What is another municipality's is not there, and logged too.
      expect((await denials()) - before).toBeGreaterThanOrEqual(routes.length - found.size)
    }
    expect(routes.length).toBeGreaterThanOrEqual(60)
    expect(await world.digest()).toBe(was)
  })
})
