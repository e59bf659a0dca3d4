/**
 * Feature under test: a round of 150 households over HTTP, from capacities to the last person who arrives: solved as a job,
 * one lock and one override, published by a second person, answered by municipalities, five declines placed again, vedtak,
 * information, move, files and arrivals. Then the same with ten clients at once.
 */
import { Schema } from "effect"
import { describe, expect, test } from "vitest"
import { placesOf } from "../../src/api/demoData.ts"
import { Round } from "../../src/domain/Round.ts"
import { type Engine, engines } from "../support/databases.ts"
import { openCaseWorld, ready, type Somebody, setUpPeople, solved } from "./caseWorld.ts"
import { fixtures, inFewMunicipalities } from "./smallRound.ts"

type World = Awaited<ReturnType<typeof openCaseWorld>>

interface Required {
  readonly _tag: "dwelling" | "same-age-place" | "care-form" | "service"
  readonly rooms?: number
  readonly stepFree?: boolean
  readonly by?: string
  readonly places?: number
  readonly form?: string
  readonly service?: string
}

/** What a yes says to each thing that is asked. */
const confirmed = ({ _tag, by, form, places, rooms, service, stepFree }: Required) => {
  switch (_tag) {
    case "dwelling":
      return { _tag, rooms, stepFree, availableFrom: by }
    case "same-age-place":
      return { _tag, places, offer: "upper-secondary", access: "daily-travel" }
    case "care-form":
      return { _tag, form, places }
    case "service":
      return { _tag, service, availableFrom: by }
  }
}

interface OpenedRequest {
  readonly version: number
  readonly required: ReadonlyArray<Required>
  readonly settlement: { readonly id: string; readonly version: number; readonly state: string } | null
}

/** Runs the work with so many hands, in the order of the list. */
const withHands = async <A>(hands: number, all: ReadonlyArray<A>, work: (one: A) => Promise<void>): Promise<void> => {
  const rest = [...all]
  const hand = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

/** Tries again where somebody else was first: what a client does with 409, 412 and 503. */
const persistently = async (act: () => Promise<{ readonly status: number; readonly body: unknown }>) => {
  for (let attempt = 0; ; attempt++) {
    const answer = await act()
    if (answer.status === 200) return answer.body
    if (![409, 412, 503].includes(answer.status) || attempt > 20)
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
}

/** With rules that bind nobody left out: each has its price, and each price is a solve. */
const plain = (round: Round): Round => {
  const encoded = Schema.encodeSync(Round)(round)
  return Schema.decodeSync(Round)({
    ...encoded,
    households: encoded.households.map((household) => ({ ...household, roundsHeld: 2 })),
    capacities: encoded.capacities.map(({ minimum: _, ...capacity }) => capacity)
  })
}

const flow = async (world: World, id: string, hands: number) => {
  const { demo, file } = await fixtures()
  const round = plain(inFewMunicipalities(ready(demo, id), 40))
  const [lead, one, two] = [await world.as("lead"), await world.as("officer-1"), await world.as("officer-2")]
  const at = (path: string) => `/api/v1/rounds/${id}${path}`

  // Places and households.
  await lead.ok("PUT", `/api/v1/capacities/${round.date.slice(0, 4)}`, { body: file.municipalities.map(placesOf) })
  await one.ok("POST", "/api/v1/rounds", { body: Schema.encodeSync(Round)(round) })
  await lead.ok("POST", at("/officers"), { body: { officer: two.account } })

  // Solved, with a lock and an override.
  const { plan, told } = await solved(one, id)
  expect(told.some(({ progress, state }) => state === "running" && progress !== null)).toBe(true)
  interface Placement {
    readonly household: string
    readonly municipality: string
    readonly state: string
    readonly topK: ReadonlyArray<{ readonly municipality: string }>
  }
  const recommendations = async () => {
    interface Waiting {
      readonly household: string
      readonly reason: { readonly code: string }
    }
    const { held, placements, unplaced } = await one.ok<{
      placements: ReadonlyArray<Placement>
      held: ReadonlyArray<Waiting>
      unplaced: ReadonlyArray<Waiting>
    }>("GET", at("/recommendations"))
    return { placements, explained: new Set([...held, ...unplaced].map(({ household }) => household)) }
  }
  const { placements } = await recommendations()
  const [locked, overridden] = placements.filter(({ state, topK }) => state === "placed" && topK.length > 1)
  const elsewhere = overridden!.topK.find(({ municipality }) => municipality !== overridden!.municipality)!.municipality
  expect((await one.send("POST", at("/decisions"), { body: { plan, decisions: [] } })).status).toBe(422)
  await one.ok("POST", at("/decisions"), {
    body: {
      plan,
      decisions: [
        {
          _tag: "override",
          household: overridden!.household,
          municipality: elsewhere,
          reason: "Tilbud om arbeid i kommunen."
        }
      ]
    }
  })
  await one.ok("PUT", at(`/households/${locked!.household}/lock`), {
    version: "file",
    body: { municipality: locked!.municipality, reason: "Familien har bolig der." }
  })

  const publish = async () => {
    const { plan: published } = await solved(one, id)
    const { explained, placements: suggested } = await recommendations()
    const placed = suggested.filter(({ state }) => state === "placed").map(({ household }) => household)
    const settlements = await one.ok<{
      settlements: ReadonlyArray<{ readonly household: string; readonly state: string }>
    }>("GET", at("/settlements"))
    const waiting = new Set(settlements.settlements.filter(({ state }) => state === "waiting").map((s) => s.household))
    const decisions = placed
      .filter((household) => waiting.has(household))
      .map((household) => ({ _tag: "follow", household }))
    const { version } = await one.ok<{ version: number }>("POST", at("/decisions"), {
      body: { plan: published, decisions }
    })
    const submitted = await one.ok<{ version: number }>("POST", at("/submission"), { version })
    expect((await one.send("POST", at("/publication"), submitted)).status).toBe(409)
    await two.ok("POST", at("/publication"), submitted)
    const toSend = suggested.filter(({ household, municipality }) => municipality !== null && waiting.has(household))
    await one.ok("POST", at("/requests"), { body: { households: toSend.map(({ household }) => household) } })
    return { asked: toSend.map(({ household }) => household), explained, placed }
  }
  const sent = await publish()
  expect(sent.asked.length).toBeGreaterThanOrEqual(150)

  // Every municipality answers; five households are declined.
  interface Sent {
    readonly id: string
    readonly municipality: string
    readonly household: string
    readonly state: string
    readonly persons: number
  }
  const requests = async () => (await one.ok<{ requests: ReadonlyArray<Sent> }>("GET", at("/requests"))).requests
  const municipalities = new Map<string, Somebody>()
  const officeOf = async (code: string) => {
    const known = municipalities.get(code)
    if (known !== undefined) return known
    const office = await world.asMunicipality(code)
    municipalities.set(code, office)
    return office
  }
  const open = (await requests()).filter(({ state }) => state === "open")
  expect(new Set(open.map(({ municipality }) => municipality)).size).toBeGreaterThanOrEqual(20)
  for (const { municipality } of open) await officeOf(municipality)
  const declined = new Set(
    open
      .filter(({ household }) => sent.placed.includes(household))
      .slice(0, 50)
      .filter((_, n) => n % 10 === 0)
      .map(({ id: request }) => request)
  )

  const answer = async (request: Sent) => {
    const office = await officeOf(request.municipality)
    await persistently(async () => {
      const { required, version } = await office.ok<OpenedRequest>("GET", `/api/v1/requests/${request.id}`)
      const body = declined.has(request.id)
        ? { _tag: "decline", reason: { _tag: "no-suitable-dwelling" } }
        : { _tag: "accept", confirmations: required.map(confirmed) }
      return await office.send("POST", `/api/v1/requests/${request.id}/answer`, { body, version })
    })
  }
  await withHands(hands, open, answer)
  const answered = await requests()
  expect(answered.filter(({ state }) => state === "open")).toEqual([])
  const refused = answered.filter(({ state }) => state === "declined")
  expect(refused).toHaveLength(5)

  // The five are placed again, where nobody has said no to them; nobody else is asked anew, and nobody who has a yes moves.
  const before = answered.filter(({ state }) => state === "accepted")
  const { asked, explained } = await publish()
  const declinedBy = new Map(refused.map(({ household, municipality }) => [household, municipality]))
  expect(asked.length).toBeGreaterThan(0)
  // Whoever had no place may get one that a decline has freed.
  expect(asked.filter((household) => !declinedBy.has(household) && !sent.explained.has(household))).toEqual([])
  expect(refused.filter(({ household }) => !asked.includes(household) && !explained.has(household))).toEqual([])
  declined.clear()
  const anew = (await requests()).filter(({ state }) => state === "open")
  expect(anew.map(({ household }) => household).sort()).toEqual([...asked].sort())
  // Who has agreed on a home of its own stays with that municipality.
  const moved = anew.filter(({ household }) => sent.placed.includes(household))
  expect(moved.length).toBeGreaterThan(0)
  expect(moved.filter(({ household, municipality }) => declinedBy.get(household) === municipality)).toEqual([])
  await withHands(hands, anew, answer)
  const all = await requests()
  const accepted = all.filter(({ state }) => state === "accepted")
  expect(all.filter(({ state }) => state === "open")).toEqual([])
  expect(accepted).toHaveLength(before.length + asked.length)
  const yes = new Map(accepted.map(({ household, municipality }) => [household, municipality]))
  expect(before.filter(({ household, municipality }) => yes.get(household) !== municipality)).toEqual([])

  // Vedtak, information, move date, file and arrivals, person by person.
  interface Settled {
    readonly id: string
    readonly household: string
    readonly state: string
    readonly version: number
    readonly persons: number
    readonly arrived: number
  }
  const settlements = async () =>
    (await one.ok<{ settlements: ReadonlyArray<Settled> }>("GET", at("/settlements"))).settlements
  const ways = new Map((await settlements()).map((way) => [way.household, way]))
  // With many hands some show that acts at once do not harm; one hand takes everybody there.
  const taken = hands === 1 ? accepted : accepted.slice(0, 20)
  await withHands(hands, taken, async (request) => {
    const office = await officeOf(request.municipality)
    const opened = () => office.ok<OpenedRequest>("GET", `/api/v1/requests/${request.id}`)
    const file = await office.ok<{ members: ReadonlyArray<{ id: string }>; confirmations: ReadonlyArray<Required> }>(
      "GET",
      `/api/v1/requests/${request.id}/file`
    )
    expect(file.members).toHaveLength(request.persons)
    if (file.confirmations.length > 0)
      await persistently(async () => {
        const { version } = await opened()
        const body = { confirmations: file.confirmations.map(confirmed) }
        return await office.send("POST", `/api/v1/requests/${request.id}/confirmations`, { body, version })
      })
    const way = ways.get(request.household)!
    let { version } = way
    // Each act answers the version for the next; who is refused looks it up.
    const act = (who: Somebody, path: "steps" | "arrivals", body: unknown) =>
      persistently(async () => {
        const answer = await who.send<{ version: number }>("POST", `/api/v1/settlements/${way.id}/${path}`, {
          body,
          version
        })
        version = answer.status === 200 ? answer.body.version : (await opened()).settlement!.version
        return answer
      })
    await act(one, "steps", { _tag: "decide", decidedOn: "2024-12-02" })
    await act(one, "steps", { _tag: "inform", informedOn: "2024-12-03", language: "ukr", interpreter: true })
    await act(office, "steps", { _tag: "agree-move", moveOn: "2025-01-10" })
    for (const { id: person } of file.members) await act(office, "arrivals", { person, on: "2025-01-10" })
  })

  // Whoever was agreed on is settled, each person arrived; whoever waits is told why.
  const ends = await settlements()
  const settled = ends.filter(({ arrived, persons, state }) => state === "settled" && arrived === persons)
  expect(settled.map(({ household }) => household).sort()).toEqual(taken.map(({ household }) => household).sort())
  const waiting = ends.filter(({ household }) => !yes.has(household))
  expect(waiting.filter(({ household, state }) => state !== "waiting" || !explained.has(household))).toEqual([])
  expect(world.logged).toEqual([])
}

/** Each time a database of its own: a round takes most of the year's places. */
const inOwnWorld = async (engine: Engine, hands: number) => {
  const world = await openCaseWorld(engine)
  try {
    await setUpPeople(world)
    await flow(world, "flow", hands)
  } finally {
    await world.close()
  }
}

describe.each(engines)("%s", (engine) => {
  test("one after the other", () => inOwnWorld(engine, 1), 400_000)
  test("with ten clients at once", () => inOwnWorld(engine, 10), 400_000)
})
