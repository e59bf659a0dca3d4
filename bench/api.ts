/**
 * The API under load: 200 sessions, mixed requests, a server process over PostgreSQL with fsync on, all on this machine.
 * Reads, case files, explanations and acts in the proportions of a working day; anything but 200 and 304 is wrong.
 */
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { casesOver } from "./api/cases.ts"
import { addHistory } from "./api/history.ts"
import { type Asked, type Load, runLoad } from "./api/load.ts"
import { type BenchSession, copyRound, makeSessions } from "./api/sessions.ts"
import type { Bench, BenchOptions } from "./main.ts"
import { startPostgres } from "./postgres.ts"
import { Random } from "./random.ts"

const officerCount = 160
const officeCount = 40
const goal = { requestsPerSecond: 150, p95Ms: 150 }
const round = "demo-2024-48"
/** Some 29 000 persons: about a year, as many as came in 2023. */
const earlierRounds = 100
/** Read and answered by municipalities; choices of officers stay in the other. */
const sentRound = "bench"

interface Work {
  readonly plan: string
  readonly households: ReadonlyArray<string>
  /** Placed by the plan: they may be decided on. */
  readonly placed: ReadonlyArray<string>
  /** Requests nobody has answered yet, by municipality; each is answered once. */
  readonly open: ReadonlyMap<string, Array<string>>
  /** Requests with a yes, by municipality. */
  readonly accepted: ReadonlyMap<string, string>
}

type Mix = ReadonlyArray<readonly [number, (random: Random, municipality: string) => Asked]>

/** Weights of what people ask for, out of a hundred. */
const officerMix = ({ households, placed, plan }: Work): Mix => {
  const household = (random: Random) => households[random.below(households.length)]!
  return [
    [20, () => ({ method: "GET", path: "/api/v1/rounds" })],
    [20, () => ({ method: "GET", path: `/api/v1/rounds/${round}` })],
    [15, (random) => ({ method: "GET", path: `/api/v1/rounds/${round}/households/${household(random)}` })],
    [15, (random) => ({ method: "GET", path: `/api/v1/households/${household(random)}/explanation?round=${round}` })],
    [10, () => ({ method: "GET", path: "/api/v1/work-queue" })],
    [5, () => ({ method: "GET", path: `/api/v1/rounds/${round}/recommendations` })],
    [10, () => ({ method: "GET", path: `/api/v1/rounds/${round}/history` })],
    [
      5,
      (random) => ({
        method: "POST",
        path: `/api/v1/rounds/${round}/decisions`,
        body: { plan, decisions: [{ _tag: "follow", household: placed[random.below(placed.length)] }] }
      })
    ]
  ]
}

const officeMix = ({ accepted, open }: Work): Mix => {
  const list: Asked = { method: "GET", path: "/api/v1/requests" }
  return [
    [60, () => list],
    [25, () => ({ method: "GET", path: "/api/v1/capacities/2024" })],
    [
      10,
      (_, municipality) => {
        const request = accepted.get(municipality)
        return request === undefined ? list : { method: "GET", path: `/api/v1/requests/${request}/file` }
      }
    ],
    [
      5,
      (_, municipality) => {
        const request = open.get(municipality)?.shift()
        if (request === undefined) return list
        const body = { _tag: "decline", reason: { _tag: "no-suitable-dwelling" } }
        return { method: "POST", path: `/api/v1/requests/${request}/answer`, body, version: 1 }
      }
    ]
  ]
}

/** What is asked has nothing to do with whose turn it is. */
const picking = (work: Work) => {
  const random = new Random(4)
  const mixes = { officer: officerMix(work), office: officeMix(work) }
  return ({ municipality }: BenchSession): Asked => {
    const mix = municipality === null ? mixes.officer : mixes.office
    let rest = random.below(100)
    for (const [weight, ask] of mix) {
      if (rest < weight) return ask(random, municipality ?? "")
      rest -= weight
    }
    return mix[0]![1](random, municipality ?? "")
  }
}

/** Two hundred sessions and what they work on. */
const prepare = async (url: string, address: string) => {
  await copyRound(url, round, sentRound)
  const officers = await makeSessions(
    url,
    Array.from({ length: officerCount }, () => null)
  )
  const cases = casesOver(address)
  const sent = Map.groupBy(await cases.send(officers[0]!, officers[1]!, sentRound), ({ municipality }) => municipality)
  const most = [...sent].sort(([, a], [, b]) => b.length - a.length)
  const codes = Array.from({ length: officeCount }, (_, n) => most[n % most.length]![0])
  const offices = await makeSessions(url, codes)
  const open = new Map(most.map(([code, requests]) => [code, requests.map(({ id }) => id)]))
  const accepted = new Map<string, string>()
  for (const office of offices) {
    const code = office.municipality!
    const request = accepted.has(code) ? undefined : open.get(code)?.[0]
    if (request === undefined || !(await cases.accept(office, request))) continue
    accepted.set(code, request)
    open.get(code)!.shift()
  }
  const work = { ...(await cases.decidable(officers[2]!, round)), open, accepted }
  // In turns of five: four officers and one municipality.
  const sessions = offices.flatMap((office, n) => [office, ...officers.slice(4 * n, 4 * n + 4)])
  return { sessions, pick: picking(work) }
}

const startServer = async (url: string): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> => {
  const port = 20_000 + (process.pid % 20_000)
  const child = spawn(process.execPath, ["src/main.ts", "serve", "--port", String(port)], {
    env: { ...process.env, DATABASE_URL: url, TREFF_MODE: "demo" },
    stdio: ["ignore", "ignore", "pipe"]
  })
  const said: Array<string> = []
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line)
      if (line.startsWith("Treff serves at")) resolve()
    })
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.\n${said.join("\n")}`)))
  })
  return {
    address: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit")
        child.once("exit", () => resolve())
        child.kill("SIGTERM")
      })
  }
}

const rowOf = (load: Load) => ({
  rate: Math.round(load.requestsPerSecond),
  requestsPerSecond: load.requestsPerSecond,
  p50Ms: load.p50Ms,
  p95Ms: load.p95Ms,
  p99Ms: load.p99Ms,
  requests: load.requests,
  errors: load.wrong,
  statuses: Object.entries(load.statuses)
    .map(([status, n]) => `${status}×${n}`)
    .join(" ")
})

export const benchApi = async ({ full }: BenchOptions): Promise<Bench> => {
  const postgres = await startPostgres()
  const server = await startServer(postgres.url)
  try {
    await addHistory(postgres.ownerUrl, round, earlierRounds)
    const { pick, sessions } = await prepare(postgres.url, server.address)
    const at = (rate: number, seconds: number) => runLoad({ address: server.address, sessions, rate, seconds, pick })
    await at(50, 5)
    const loads: Array<Load> = [await at(goal.requestsPerSecond, 60)]
    for (const rate of full ? [200, 250, 300, 400, 500] : [300]) loads.push(await at(rate, full ? 30 : 20))
    const [promised] = loads
    return {
      rows: loads.map(rowOf),
      wrong: [
        ...(promised!.wrong > 0 ? [`${promised!.wrong} requests failed at ${goal.requestsPerSecond}/s`] : []),
        ...(promised!.p95Ms > goal.p95Ms ? [`p95 ${promised!.p95Ms} ms at ${goal.requestsPerSecond}/s`] : [])
      ]
    }
  } finally {
    await server.stop()
    await postgres.stop()
  }
}
