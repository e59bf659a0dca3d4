/**
 * The API under load: 200 sessions, mixed requests, a server process over PostgreSQL with fsync on, all on this machine.
 * Reads, case files, explanations and acts in the proportions of a working day; any 5xx or lost answer is wrong.
 */
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { type Asked, type Load, runLoad } from "./api/load.ts"
import { type BenchSession, makeSessions } from "./api/sessions.ts"
import type { Bench, BenchOptions } from "./main.ts"
import { startPostgres } from "./postgres.ts"

const sessionCount = 200
const goal = { requestsPerSecond: 150, p95Ms: 150 }
const round = "demo-2024-48"
const households = 140
const household = (n: number) => `H-${String(1 + (n % households)).padStart(4, "0")}`
const files = Array.from({ length: households }, () => ({ version: 1 }))

/** Weights of what people ask for, out of a hundred. */
const officerMix: ReadonlyArray<readonly [number, (n: number) => Asked]> = [
  [20, () => ({ method: "GET", path: "/api/v1/rounds" })],
  [20, () => ({ method: "GET", path: `/api/v1/rounds/${round}` })],
  [15, (n) => ({ method: "GET", path: `/api/v1/rounds/${round}/households/${household(n)}` })],
  [15, (n) => ({ method: "GET", path: `/api/v1/households/${household(n)}/explanation?round=${round}` })],
  [10, () => ({ method: "GET", path: "/api/v1/work-queue" })],
  [5, () => ({ method: "GET", path: `/api/v1/rounds/${round}/recommendations` })],
  [10, () => ({ method: "GET", path: `/api/v1/rounds/${round}/history` })],
  [
    5,
    (n) => ({
      method: "PUT",
      path: `/api/v1/rounds/${round}/households/${household(n * 7)}/forbids/0301`,
      body: { reason: "Ikke aktuelt nå." },
      file: files[(n * 7) % households]!
    })
  ]
]
const municipalityMix: ReadonlyArray<readonly [number, (n: number) => Asked]> = [
  [70, () => ({ method: "GET", path: "/api/v1/requests" })],
  [30, () => ({ method: "GET", path: "/api/v1/capacities/2024" })]
]

const pick = ({ organisation }: BenchSession, n: number): Asked => {
  const mix = organisation === "imdi" ? officerMix : municipalityMix
  let rest = (n * 37) % 100
  for (const [weight, ask] of mix) {
    if (rest < weight) return ask(n)
    rest -= weight
  }
  return mix[0]![1](n)
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

const errorsOf = ({ statuses }: Load): number =>
  Object.entries(statuses).reduce((sum, [status, n]) => (status === "0" || status >= "500" ? sum + n : sum), 0)

const rowOf = (load: Load) => ({
  rate: Math.round(load.requestsPerSecond),
  requestsPerSecond: load.requestsPerSecond,
  p50Ms: load.p50Ms,
  p95Ms: load.p95Ms,
  p99Ms: load.p99Ms,
  requests: load.requests,
  errors: errorsOf(load),
  statuses: Object.entries(load.statuses)
    .map(([status, n]) => `${status}×${n}`)
    .join(" ")
})

export const benchApi = async ({ full }: BenchOptions): Promise<Bench> => {
  const postgres = await startPostgres()
  const server = await startServer(postgres.url)
  try {
    const sessions = await makeSessions(postgres.url, sessionCount)
    const at = (rate: number, seconds: number) => runLoad({ address: server.address, sessions, rate, seconds, pick })
    await at(50, 5)
    const loads: Array<Load> = [await at(goal.requestsPerSecond, 60)]
    for (const rate of full ? [200, 250, 300, 400, 500] : [300]) loads.push(await at(rate, full ? 30 : 20))
    const [promised] = loads
    return {
      rows: loads.map(rowOf),
      wrong: [
        ...(errorsOf(promised!) > 0 ? [`${errorsOf(promised!)} requests failed at ${goal.requestsPerSecond}/s`] : []),
        ...(promised!.p95Ms > goal.p95Ms ? [`p95 ${promised!.p95Ms} ms at ${goal.requestsPerSecond}/s`] : [])
      ]
    }
  } finally {
    await server.stop()
    await postgres.stop()
  }
}
