/**
 * Feature under test: what happens in a round as it happens, over a real server and real connections: each event once and in
 * order however often the connection is cut, and none for whoever may listen no more (cases A10, F11), on both databases.
 */
import { Effect, Exit, Scope } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { listen } from "../../src/api/server.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { SessionStore } from "../../src/store/SessionStore.ts"
import { engines } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { openCaseWorld, readyRound, type Somebody, setUp } from "./caseWorld.ts"

const imdi = { _tag: "imdi" } as const
const path = "/api/v1/rounds/small/events"
/** What a look at the session and what is believed of it take together, with time for a busy machine. */
const deadWithinMs = 5_000

describe.each(engines)("%s", (engine) => {
  let world: Awaited<ReturnType<typeof openCaseWorld>>
  let lead: Somebody
  let port: number
  const serving = Scope.makeUnsafe()

  beforeAll(async () => {
    world = await openCaseWorld(engine, { works: false })
    await setUp(world, await readyRound())
    lead = await world.as("lead")
    port = await Effect.runPromise(
      listen((request, env) => world.app.fetch(request, env), 0).pipe(Effect.provideService(Scope.Scope, serving))
    )
  })
  afterAll(async () => {
    await Effect.runPromise(Scope.close(serving, Exit.void))
    await world?.close()
  })

  const sessions = <A, E>(use: (store: SessionStore["Service"]) => Effect.Effect<A, E>) =>
    world.runtime.runPromise(SessionStore.use(use))
  /** Something happens: one event. */
  const act = async (times = 1) => {
    for (let n = 0; n < times; n++)
      await lead.ok("POST", "/api/v1/rounds/small/officers", { body: { officer: lead.account } })
  }
  const happened = async (): Promise<ReadonlyArray<number>> => {
    const { rows } = await sql<{ seq: number }>`
      select seq::int as seq from core.event where round_id = 'small' order by seq`.execute(world.database.admin)
    return rows.map(({ seq }) => seq)
  }

  /** A client that listens to the round from an event on. */
  const connect = async (who: Somebody, since: number) => {
    const leaving = new AbortController()
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { cookie: who.cookie, "last-event-id": String(since) },
      signal: leaving.signal
    })
    expect(answer.status).toBe(200)
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ""
    const ids = () => [...text.matchAll(/^id: (\d+)\nevent: \S+\ndata: .+\n\n/gmu)].map(([, id]) => Number(id))
    return {
      ids,
      /** Until it has so many events; whatever came besides is as good as lost. */
      read: async (count: number) => {
        while (ids().length < count) {
          const { done, value } = await reader.read()
          if (done) throw new Error(`the stream ended after ${ids().length} of ${count} events`)
          text += value
        }
        return ids().slice(0, count)
      },
      /** Until the server ends it. */
      ended: async () => {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return
          text += value
        }
      },
      cut: () => leaving.abort()
    }
  }

  test("each event once and in order, however often the connection is cut", async () => {
    const stretch = fc.record({
      /** While somebody listens, and while nobody does. */
      during: fc.integer({ min: 0, max: 3 }),
      apart: fc.integer({ min: 0, max: 2 }),
      /** Of what could be read before the connection is cut. */
      share: fc.constantFrom(0, 0.5, 1)
    })
    await fc.assert(
      fc.asyncProperty(fc.array(stretch, { minLength: 1, maxLength: 2 }), async (stretches) => {
        const from = (await happened()).at(-1)!
        const got: Array<number> = []
        const last = () => got.at(-1) ?? from
        const left = async () => (await happened()).filter((seq) => seq > last()).length
        for (const { apart, during, share } of stretches) {
          const client = await connect(lead, last())
          await act(during)
          got.push(...(await client.read(Math.floor((await left()) * share))))
          client.cut()
          await act(apart)
        }
        await act()
        const client = await connect(lead, last())
        got.push(...(await client.read(await left())))
        client.cut()
        expect(got).toEqual((await happened()).filter((seq) => seq > from))
      }),
      { numRuns: repetitions(20) }
    )
  })

  test("more than a page of events is told to the last one, from the first", async () => {
    const missing = 101 - (await happened()).length
    await act(Math.max(1, missing))
    const all = await happened()
    const client = await connect(lead, 0)
    expect(await client.read(all.length)).toEqual(all)
    await act()
    expect(await client.read(all.length + 1)).toEqual(await happened())
    client.cut()
  })

  test("a stream that is opened leaves one row, however much it tells", async () => {
    const rows = async () => {
      const found = await sql<{
        n: number
      }>`select count(*)::int as n from audit.entry e join audit.content c on c.seq = e.seq
        where e.action = 'list' and c.subject = 'round:small' and e.fields = array['events']`.execute(
        world.database.admin
      )
      return found.rows[0]!.n
    }
    const before = await rows()
    const client = await connect(lead, (await happened()).at(-1)!)
    for (let n = 1; n <= 3; n++) {
      await act()
      await client.read(n)
    }
    client.cut()
    expect((await rows()) - before).toBe(1)
    const { admin } = world.database
    await sql`create function public.fail() returns trigger language plpgsql as $$
      begin raise exception 'disk full' using errcode = '53100'; end $$`.execute(admin)
    await sql`create trigger fail before insert on audit.entry for each row execute function public.fail()`.execute(
      admin
    )
    // Without its row, nothing is told.
    const refused = await lead.send("GET", path).finally(() => sql`drop trigger fail on audit.entry`.execute(admin))
    expect(refused.status).toBe(503)
  })

  /** People who listen, each with a session of her own, told of everything up to now. */
  const listeners = (name: string, count = repetitions(20)) =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const who = await world.asMember(`${name}-${n}`, imdi, "imdi-lead")
        return { who, client: await connect(who, (await happened()).at(-1)!) }
      })
    )
  type Listening = Awaited<ReturnType<typeof listeners>>
  const tokenOf = ({ cookie }: Somebody) => cookie.slice(cookie.indexOf("=") + 1)
  /** A stream that had to be cut fails. */
  const allDead = async (listening: Listening) => {
    const tooLate = setTimeout(() => {
      for (const { client } of listening) client.cut()
    }, deadWithinMs)
    await Promise.all(listening.map(({ client }) => client.ended())).finally(() => clearTimeout(tooLate))
  }
  /** In another process, which shares nothing but the database. */
  const elsewhere = <A, E>(use: (store: SessionStore["Service"]) => Effect.Effect<A, E>) =>
    Effect.runPromise(
      SessionStore.use(use).pipe(Effect.provide(SessionStore.layer("demo")), Effect.provide(world.database.layer))
    )

  test("A10: no event reaches whoever logged out or lost the role, and the stream ends", async () => {
    const stays = await connect(lead, (await happened()).at(-1)!)
    const listening = await listeners("leaves")
    const out = listening.filter((_, n) => n % 2 === 0)
    const taken = listening.filter((_, n) => n % 2 === 1)
    const take = (account: string) =>
      AccountStore.use((accounts) => accounts.take("admin", account, { role: "imdi-lead", organisation: imdi }))
    for (const { who } of taken) await world.runtime.runPromise(take(who.account))
    for (const { who } of out) await sessions((store) => store.end(tokenOf(who)))
    // A logout forgets what this process believed of anybody: from now on nothing is told to any of them.
    await act()
    await stays.read(1)
    await allDead(listening)
    expect(listening.flatMap(({ client }) => client.ids())).toEqual([])
    for (const { who } of out) expect((await who.get(path)).status).toBe(401)
    for (const { who } of taken) expect((await who.get(path)).status).toBe(403)
    await act()
    await stays.read(2)
    stays.cut()
  })

  test("who only listens is not there: a stream keeps no session from going idle", async () => {
    const [one] = await listeners("idle", 1)
    const token = tokenOf(one!.who)
    const { admin } = world.database
    const minutesAgo = async () => {
      const { rows } = await sql<{ n: number }>`select extract(epoch from now() - s.seen_at)::int / 60 as n
        from ops.session s where s.account = ${one!.who.account}`.execute(admin)
      return rows[0]!.n
    }
    const lastSeen = (minutes: number) =>
      sql`update ops.session set seen_at = now() - make_interval(mins => ${minutes}) where account = ${one!.who.account}`.execute(
        admin
      )
    await lastSeen(20)
    await elsewhere((store) => store.still(token))
    expect(await minutesAgo()).toBe(20)
    // Who is there is seen, also right behind who only listens.
    await elsewhere((store) => Effect.andThen(store.still(token), store.open(token)))
    expect(await minutesAgo()).toBe(0)
    await lastSeen(31)
    await allDead([one!])
    expect(await minutesAgo()).toBe(31)
  })

  test("F11: the kill switch of another process ends every stream", async () => {
    const listening = await listeners("killed")
    // As `treff sessions end` does it.
    await elsewhere((store) => store.endAll("operator"))
    await allDead(listening)
    for (const { who } of listening) expect((await who.get(path)).status).toBe(503)
    await sessions((store) => store.reopen("operator"))
    for (const { who } of listening) expect((await who.get(path)).status).toBe(401)
  })
})
