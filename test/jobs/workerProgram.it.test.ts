/**
 * Feature under test: `treff worker` beside `treff serve`, as processes of their own over PostgreSQL with the real solver. Who works
 * on a run is told by the run; a plan is saved once; both are gone soon after SIGTERM.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { hostname } from "node:os"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { caseworkOver, readyRound, setUp } from "../api/caseWorld.ts"
import { openForProduction, type ProductionDatabase } from "../support/productionLogin.ts"

const program = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
const round = "small"
let production: ProductionDatabase
const children: Array<ChildProcess> = []

/** A process of Treff, and the first group of `pattern` in what it says. */
const start = async (pattern: RegExp, ...args: ReadonlyArray<string>) => {
  const env = { ...process.env, NO_COLOR: "1", TREFF_MODE: "demo", DATABASE_URL: production.url }
  const child = spawn(process.execPath, [program, ...args], { env })
  children.push(child)
  let said = ""
  const ended = once(child, "close").then(([code]) => ({ code: code as number, said }))
  const told = await new Promise<string>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr])
      output.on("data", (bytes: Buffer) => {
        said += bytes.toString()
        const found = pattern.exec(said)
        if (found !== null) resolve(found[1] ?? "")
      })
    void ended.then(({ code }) => reject(new Error(`ended with ${code}:\n${said}`)))
  })
  const end = async () => {
    child.kill("SIGTERM")
    return (await ended).code
  }
  return { told, end, pid: child.pid, said: () => said }
}
const serve = (...args: ReadonlyArray<string>) => start(/serves at (http:\S+)/u, "serve", "--port", "0", ...args)
const work = () => start(/works on runs and notices()/u, "worker")

/** Somebody of the demo, over HTTP. */
const at = async (address: string, person: string) => {
  const signs = { "content-type": "application/json", origin: address, "treff-request": "1" }
  const login = await fetch(`${address}/auth/demo`, {
    method: "POST",
    headers: signs,
    body: JSON.stringify({ person })
  })
  const headers = { ...signs, cookie: (login.headers.getSetCookie()[0] ?? "").split(";")[0]! }
  const ask = async () => {
    const key = { "idempotency-key": crypto.randomUUID() }
    const answer = await fetch(`${address}/api/v1/rounds/${round}/runs`, {
      method: "POST",
      headers: { ...headers, ...key }
    })
    const body = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${body}`)
    return (JSON.parse(body) as { run: string }).run
  }
  /** How a run ended, as its events tell. */
  const ended = async (run: string) => {
    const events = await (await fetch(`${address}/api/v1/runs/${run}/events`, { headers })).text()
    const last = events.trim().split("\n\n").at(-1)!
    return JSON.parse(last.slice(last.indexOf("data: ") + 6)) as { state: string; plan: string | null }
  }
  const state = async (run: string) =>
    ((await (await fetch(`${address}/api/v1/runs/${run}`, { headers })).json()) as { state: string }).state
  return { ask, ended, state }
}

/** Who worked on a run, how often it was begun, and how many plans it left. */
const kept = async (run: string) => {
  const { rows } = await sql<{ worker: string; attempt: number; plans: number }>`
    select worker, attempt, (select count(*)::int from core.plan where run_id = r.id) as plans
    from ops.run r where id = ${run}`.execute(production.database.admin)
  return rows[0]
}

beforeAll(async () => {
  production = await openForProduction()
  const world = caseworkOver(production.database, { works: false })
  await setUp(world, await readyRound(round))
  await world.stop()
})
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL")
  await production.close()
})

test("a server that leaves work to others answers; a worker solves what was asked for, once; both end with 0", async () => {
  const server = await serve("--without-work")
  const officer = await at(server.told, "officer-1")
  const run = await officer.ask()
  expect(await officer.state(run)).toBe("queued")

  const worker = await work()
  const { plan, state } = await officer.ended(run)
  expect([state, plan]).toEqual(["done", expect.any(String)])
  expect(await kept(run)).toEqual({ worker: `${hostname()}/${worker.pid}`, attempt: 1, plans: 1 })

  expect(await worker.end()).toBe(0)
  expect(await server.end()).toBe(0)
  expect(worker.said()).not.toMatch(/^ +at /mu)
})

test("a server and a worker that share the work save one plan for each run", async () => {
  const [server, worker] = await Promise.all([serve(), work()])
  const officer = await at(server.told, "officer-1")
  for (let n = 0; n < 3; n++) {
    const run = await officer.ask()
    expect((await officer.ended(run)).state).toBe("done")
    expect(await kept(run)).toMatchObject({
      plans: 1,
      worker: expect.stringMatching(new RegExp(`/(${server.pid}|${worker.pid})$`))
    })
  }
  expect(await Promise.all([worker.end(), server.end()])).toEqual([0, 0])
})

test("a worker that is told to stop in the middle of a run gives it back, and the next one ends it", async () => {
  const server = await serve("--without-work")
  const officer = await at(server.told, "officer-1")
  const run = await officer.ask()
  const { admin } = production.database
  // Whoever wants to save a plan waits until this is undone.
  const held = await admin.startTransaction().execute()
  await sql`lock table core.plan in exclusive mode`.execute(held)
  const first = await work()
  const waits = () =>
    sql<{ n: number }>`select count(*)::int as n from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query ilike '%core%plan%'`.execute(admin)
  while ((await waits()).rows[0]!.n === 0) await new Promise((resolve) => setImmediate(resolve))
  const ended = first.end()
  await held.rollback().execute()
  expect(await ended).toBe(0)

  const second = await work()
  expect((await officer.ended(run)).state).toBe("done")
  expect(await kept(run)).toMatchObject({ plans: 1 })
  expect(await Promise.all([second.end(), server.end()])).toEqual([0, 0])
})
