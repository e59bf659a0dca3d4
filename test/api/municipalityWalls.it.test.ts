/**
 * Feature under test: what a municipality sees of a request in each state and role (A2, A8), nothing at all of another's (A1,
 * A12), and that no request shows fewer than five (K1); on both databases, over HTTP.
 */
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  type DisclosureKind,
  type DisclosureRole,
  type DisclosureState,
  disclosureMatrix,
  isSeen
} from "../../src/casework/disclosure/matrix.ts"
import { engines } from "../support/databases.ts"
import { repetitionsOnBoth } from "../support/repetitions.ts"
import { home, openCaseWorld, type Somebody, setUpPeople } from "./caseWorld.ts"
import { type Required, requestsOf, roomy, roundFor, type Sent, sendAll, yesTo } from "./requestWorld.ts"

const times = repetitionsOnBoth(20)
type Opened = {
  readonly version: number
  readonly state: string
  readonly required: ReadonlyArray<Required>
  readonly disclosure: unknown
  readonly settlement: { readonly id: string; readonly version: number; readonly confirmed: boolean } | null
}

/** Every field that is there, by its path in the matrix. */
const fieldsOf = (kind: DisclosureKind, value: unknown, path = ""): ReadonlyArray<string> => {
  if (path !== "" && path in disclosureMatrix[kind]) return [path]
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => fieldsOf(kind, one, path)))]
  if (value === null || typeof value !== "object") return path === "" ? [] : [path]
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(kind, inner, path === "" ? key : `${path}.${key}`))
}
const seenBy = (kind: DisclosureKind, role: DisclosureRole, state: DisclosureState) =>
  Object.keys(disclosureMatrix[kind])
    .filter((path) => isSeen(kind, path, role, state))
    .sort()

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let officer: Somebody
  let bergen: Somebody
  let reader: Somebody
  let trondheim: Somebody
  let sent: ReadonlyArray<Sent>
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUpPeople(world)
    await roomy(await world.as("lead"), 2024)
    officer = await world.as("officer-1")
    bergen = await world.as("bergen")
    reader = await world.as("bergen-reader")
    trondheim = await world.as("trondheim")
    sent = await sendAll(world, await roundFor("bergen", "4601", 5 * times + 6))
  })
  afterAll(() => world?.close())

  const at = ({ id }: { readonly id: string }, rest = "") => `/api/v1/requests/${id}${rest}`
  const opened = (who: Somebody, request: Sent) => who.ok<Opened>("GET", at(request))
  const answer = async (request: Sent, body: unknown) => {
    const { version } = await opened(bergen, request)
    return bergen.send("POST", at(request, "/answer"), { body, version })
  }
  const part = (n: number) => sent.slice(n * times, (n + 1) * times)

  test("K1: what is kept to be shown is shared by five, or is nothing", async () => {
    const { rows } = await sql<{ n: number; rung: number }>`select count(*)::int as n, (d.doc ->> 'rung')::int as rung
      from core.disclosure d group by d.doc`.execute(world.database.admin)
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(sent.length)
    for (const { n, rung } of rows) expect(n >= 5 || rung === 14).toBe(true)
  })

  test("a list tells no fact of anybody, page by page, each once", async () => {
    const ids: Array<string> = []
    for (let next: string | null = "/api/v1/requests?state=open&limit=9"; next !== null; ) {
      const page: { items: ReadonlyArray<Record<string, unknown>>; next: string | null } = await reader.ok("GET", next)
      for (const item of page.items)
        expect(Object.keys(item).sort()).toEqual(
          ["answeredAt", "deadline", "id", "municipality", "sentAt", "state", "version"].sort()
        )
      ids.push(...page.items.map(({ id }) => String(id)))
      next = page.next
    }
    expect([...ids].sort()).toEqual(sent.map(({ id }) => id).sort())
    expect((await trondheim.ok<{ items: [] }>("GET", "/api/v1/requests")).items).toEqual([])
  })

  test("A2, A8: open, answered, expired and withdrawn: the fields are those of the matrix, and the file only follows a yes", async () => {
    const ways: ReadonlyArray<readonly [DisclosureState, (request: Sent) => Promise<unknown>]> = [
      ["open", async () => undefined],
      ["declined", (request) => answer(request, { _tag: "decline", reason: { _tag: "no-suitable-dwelling" } })],
      ["withdrawn", (request) => officer.ok("POST", at(request, "/withdrawal"), { version: request.version })],
      ["accepted", async (request) => answer(request, yesTo((await opened(bergen, request)).required))],
      [
        "expired",
        ({ id }) =>
          sql`update core.request set deadline = now() - interval '1 second' where id = ${id}`.execute(
            world.database.admin
          )
      ]
    ]
    for (const [i, [state, come]] of ways.entries())
      for (const request of part(i)) {
        await come(request)
        for (const [who, role] of [
          [bergen, "municipality-write"],
          [reader, "municipality-read"],
          [officer, "imdi-officer"]
        ] as const) {
          const { disclosure, required, state: now } = await opened(who, request)
          expect(now).toBe(state)
          expect([...fieldsOf("request", disclosure)].sort()).toEqual(seenBy("request", role, state))
          if (disclosure === null) expect(required).toEqual([])
          if (role === "imdi-officer") continue
          const file = await who.send("GET", at(request, "/file"))
          expect(file.status).toBe(state === "accepted" ? 200 : 404)
          if (state !== "accepted") continue
          // What nobody of the household has is an empty list or null, and told as such.
          expect([...fieldsOf("file", file.body)].sort()).toEqual(seenBy("file", role, state))
        }
        expect((await officer.send("GET", at(request, "/file"))).status).toBe(403)
      }
  })

  test("A1, A12: another municipality's request, way, places and facts are like ids of nobody, on every route", async () => {
    const spec = (await (await world.app.request(`${home}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const routes = Object.entries(spec.paths).flatMap(([path, methods]) =>
      /^\/api\/v1\/(requests|settlements|municipalities)\/\{/u.test(path)
        ? Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() }))
        : []
    )
    expect(routes.length).toBeGreaterThanOrEqual(16)
    const bodies: Readonly<Record<string, unknown>> = {
      answer: { _tag: "decline", reason: { _tag: "no-places" } },
      confirmations: { confirmations: [] },
      questions: { text: "Når?" },
      steps: { _tag: "agree-move", moveOn: "2025-01-10" },
      arrivals: { person: "P-0001", on: "2025-01-10" },
      declarations: { declaredOn: "2024-11-20", source: "own" },
      "notice-addresses": { addresses: ["a@example.no"] },
      "school-places": { offers: [] },
      lease: { checkedOn: "2024-11-15", suitable: true, rooms: 3, stepFree: true, availableFrom: "2024-12-15" },
      "2024": { decided: 1, minorsDecided: 0, tolerance: 0, months: [] }
    }
    const ways = await sql<{ id: string }>`select id from core.settlement order by id limit ${times}`.execute(
      world.database.admin
    )
    // Those whose time is up are ended by the worker, whenever it comes to them.
    const inTime = async () => (await requestsOf(officer, "bergen")).filter(({ state }) => state !== "expired")
    const before = await inTime()
    const denials = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from audit.entry where outcome = 'denied'`.execute(world.database.admin)
      return rows[0]!.n
    }
    const ask = async ({ method, path }: { method: string; path: string }, id: string) => {
      const address = path
        .replace("{id}", id)
        .replace("{code}", id)
        .replace("{year}", "2024")
        .replace(/\{(?:question|application)\}/u, randomUUID())
      const body = bodies[address.split("/").at(-1)!]
      const {
        body: told,
        headers,
        status
      } = await trondheim.send<Record<string, unknown>>(method, address, {
        version: 1,
        ...(body === undefined || method === "GET" || method === "DELETE" ? {} : { body })
      })
      const { instance: _, ...rest } = told
      return { status, rest, etag: headers.get("etag") }
    }
    for (const route of routes) {
      const ofCode = route.path.includes("{code}")
      const theirs = ofCode
        ? Array.from({ length: times }, () => "4601")
        : route.path.includes("settlements")
          ? ways.rows.map(({ id }) => id)
          : sent.slice(0, times).map(({ id }) => id)
      const denied = await denials()
      for (const id of theirs) {
        const [known, unknown] = [await ask(route, id), await ask(route, ofCode ? "9999" : randomUUID())]
        expect({ ...route, ...known }).toEqual({ ...route, ...unknown })
        expect([403, 404]).toContain(known.status)
      }
      // Each try is in the log, and once.
      expect({ ...route, denied: (await denials()) - denied }).toEqual({ ...route, denied: 2 * times })
    }
    expect(await inTime()).toEqual(before)
  })

  test("the way after a yes: no vedtak before all is confirmed, then informed, moved, arrived person by person", async () => {
    for (const request of part(3)) {
      const { settlement } = await opened(bergen, request)
      const { body: file } = await bergen.send<{
        confirmations: ReadonlyArray<Required>
        members: ReadonlyArray<{ id: string }>
      }>("GET", at(request, "/file"))
      const step = async (who: Somebody, body: unknown) =>
        who.send("POST", `/api/v1/settlements/${settlement!.id}/steps`, {
          body,
          version: (await opened(bergen, request)).settlement!.version
        })
      const decide = () => step(officer, { _tag: "decide", decidedOn: "2024-12-02" })
      if (!settlement!.confirmed) {
        expect((await decide()).status).toBe(409)
        const { version } = await opened(bergen, request)
        const { confirmations } = yesTo(file.confirmations)
        const none = await bergen.send("POST", at(request, "/confirmations"), { body: { confirmations: [] }, version })
        expect(none.status).toBe(422)
        await bergen.ok("POST", at(request, "/confirmations"), { body: { confirmations }, version })
      }
      expect((await decide()).status).toBe(200)
      expect((await step(officer, { _tag: "agree-move", moveOn: "2025-01-10" })).status).toBe(403)
      expect((await step(bergen, { _tag: "reverse", reason: "Nei." })).status).toBe(403)
      const informed = { _tag: "inform", informedOn: "2024-12-03", language: "ukr", interpreter: true }
      expect((await step(officer, informed)).status).toBe(200)
      expect((await step(bergen, { _tag: "agree-move", moveOn: "2025-01-10" })).status).toBe(200)
      for (const [i, { id: person }] of file.members.entries()) {
        const { state } = await bergen.ok<{ state: string }>("POST", `/api/v1/settlements/${settlement!.id}/arrivals`, {
          body: { person, on: "2025-01-10" },
          version: (await opened(bergen, request)).settlement!.version
        })
        expect(state).toBe(i === file.members.length - 1 ? "settled" : "move-agreed")
      }
    }
  })
})
