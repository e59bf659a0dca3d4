/**
 * Feature under test: a strictly confidential household is in no ordinary answer, however it became so, and in its own
 * queue for its own role (case A11), on both databases.
 */
import { Schema } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { demoAccess } from "../../src/api/access.ts"
import { Round } from "../../src/domain/Round.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { engines } from "../support/databases.ts"
import { repetitions, repetitionsOnBoth } from "../support/repetitions.ts"
import { openCaseWorld, ready, readyRound, type Somebody, setUp, solved } from "./caseWorld.ts"
import { fixtures } from "./smallRound.ts"

interface Queue {
  readonly items: ReadonlyArray<{
    readonly round: string
    readonly household: string
    readonly persons: ReadonlyArray<string>
  }>
  readonly next: string | null
}

/** The first households of the demo round; each is there in every round that is saved. */
const population = async (): Promise<Round> => {
  const { demo } = await fixtures()
  const encoded = Schema.encodeSync(Round)(ready(demo, "base"))
  return Schema.decodeSync(Round)({
    ...encoded,
    households: encoded.households.slice(0, 40).map(({ protection: _, ...household }) => household),
    protectedPairs: [["H-0003", "H-0004"]],
    announced: [{ household: "H-0005", municipality: "0301" }],
    locks: [{ household: "H-0006", municipality: "0301" }]
  })
}

const protectionOf = (kind: "strictly-confidential" | "confidential") => ({
  kind,
  awayFrom: [],
  provenance: { source: "verified" as const, date: "2024-10-01" }
})

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let lead: Somebody
  let keeper: Somebody
  let base: Round
  beforeAll(async () => {
    world = await openCaseWorld(engine)
    await setUp(world, await readyRound())
    base = await population()
    lead = await world.as("lead")
    keeper = await world.as("protected")
  })
  afterAll(() => world?.close())

  const queue = async () => {
    const items: Array<Queue["items"][number]> = []
    for (let next: string | null = "/api/v1/protected-queue?limit=7"; next !== null; ) {
      const page: Queue = await keeper.ok<Queue>("GET", next)
      items.push(...page.items)
      next = page.next
    }
    return items
  }
  const save = (round: Round) => world.runtime.runPromise(RoundStore.use((rounds) => rounds.save(demoAccess, round)))
  const listed = async (round: string) =>
    (
      await lead.ok<{ items: ReadonlyArray<{ household: string }> }>(
        "GET",
        `/api/v1/rounds/${round}/households?limit=100`
      )
    ).items.map(({ household }) => household)

  test("marked while its round is solved and decided on, it is in no answer about the round", async () => {
    const officer = await world.as("officer-1")
    const { plan } = await solved(officer, "small")
    const { placements } = await officer.ok<{ placements: ReadonlyArray<{ household: string; state: string }> }>(
      "GET",
      "/api/v1/rounds/small/recommendations"
    )
    const { household } = placements.find(({ state }) => state === "placed")!
    const path = `/api/v1/rounds/small/households/${household}`
    const file = await officer.ok<{ members: ReadonlyArray<{ id: string }> }>("GET", path)
    await officer.ok("POST", "/api/v1/rounds/small/decisions", {
      body: { plan, decisions: [{ _tag: "follow", household }] }
    })
    await officer.ok("PUT", `${path}/forbids/0301`, { version: "file", body: { reason: "Trusselen bor i kommunen." } })
    await officer.ok("POST", `${path}/strictly-confidential`)
    const secrets = [household, ...file.members.map(({ id }) => id)].map((id) => `"${id}"`)
    const paths = [
      "",
      "/households",
      "/recommendations",
      "/blockers",
      "/history",
      "/plans",
      "/runs",
      "/decisions",
      "/requests",
      "/settlements"
    ].map((rest) => `/api/v1/rounds/small${rest}`)
    for (const address of [...paths, `/api/v1/plans/${plan}`, path, `${path}/explanation`, "/api/v1/work-queue"]) {
      const { body } = await officer.send("GET", address)
      for (const secret of secrets)
        expect([address, secret, JSON.stringify(body).includes(secret)]).toEqual([address, secret, false])
    }
    await solved(officer, "small")
  })

  test("whether a file says it, an officer marks it, or an earlier round knew it", async () => {
    // What the small round knows, every later one knows.
    const gone = new Set((await queue()).map(({ household }) => household))
    const rounds: Array<string> = []
    const all = base.households.map(({ id }) => id)
    const step = fc.record({
      how: fc.constantFrom("file", "mark"),
      who: fc.nat(39),
      kind: fc.constantFrom("strictly-confidential", "confidential")
    } as const)
    const steps = fc.sample(step, repetitionsOnBoth(20))
    for (const [n, { how, kind, who }] of steps.entries()) {
      const id = all[who]!
      const encoded = Schema.encodeSync(Round)(base)
      if (how === "file" || rounds.length === 0) {
        const protect = how === "file"
        await save(
          Schema.decodeSync(Round)({
            ...encoded,
            id: `a11-${n}`,
            households: encoded.households.map((one) =>
              one.id === id && protect ? { ...one, protection: protectionOf(kind) } : one
            )
          })
        )
        rounds.push(`a11-${n}`)
        if (protect) gone.add(id)
      } else {
        const answer = await lead.send(
          "POST",
          `/api/v1/rounds/${rounds[n % rounds.length]!}/households/${id}/strictly-confidential`
        )
        expect(answer.status).toBe(gone.has(id) ? 404 : 200)
        gone.add(id)
      }
      const ordinary = all.filter((one) => !gone.has(one)).sort()
      for (const round of rounds) {
        expect(await listed(round)).toEqual(ordinary)
        const { households } = await lead.ok<{ households: number }>("GET", `/api/v1/rounds/${round}`)
        expect(households).toBe(ordinary.length)
        expect((await lead.send("GET", `/api/v1/rounds/${round}/households/${[...gone][0] ?? "H-9999"}`)).status).toBe(
          404
        )
        const now = await world.runtime.runPromise(RoundStore.use((store) => store.get(demoAccess, round as never)))
        for (const one of gone) expect(JSON.stringify(now)).not.toContain(`"${one}"`)
      }
      const found = (await queue()).filter(({ round }) => rounds.includes(round))
      expect(found.map(({ household, round }) => `${round} ${household}`).sort()).toEqual(
        rounds.flatMap((round) => [...gone].map((one) => `${round} ${one}`)).sort()
      )
    }
  })

  test("the queue is opened by its role alone, with a row for each look", async () => {
    const items = await queue()
    expect(Object.keys(items[0]!).sort()).toEqual(["household", "persons", "round"])
    for (const person of ["officer-1", "lead", "analyst", "bergen", "auditor"])
      expect([person, (await (await world.as(person)).send("GET", "/api/v1/protected-queue")).status]).toEqual([
        person,
        403
      ])
    for (const { household, persons, round } of items.slice(0, repetitions(20))) {
      const file = await keeper.ok<{ id: string; members: ReadonlyArray<{ id: string }> }>(
        "GET",
        `/api/v1/protected-queue/${round}/${household}`
      )
      expect([file.id, file.members.map(({ id }) => id)]).toEqual([household, persons])
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from audit.content c join audit.entry e on e.seq = c.seq
        where c.subject = ${`household:${round}/${household}`} and e.action = 'read' and e.purpose = 'protection'`.execute(
        world.database.admin
      )
      expect(rows[0]!.n).toBe(1)
    }
    const ordinary = (await listed(items[0]!.round))[0]!
    expect((await keeper.send("GET", `/api/v1/protected-queue/${items[0]!.round}/${ordinary}`)).status).toBe(404)
  })
})
