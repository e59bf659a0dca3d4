/**
 * Load that comes whether or not the server keeps up: requests at a fixed rate, each from the session whose turn it is.
 * Latency counts from the moment a request was due, so that a server that stalls cannot hide it.
 */
import { Agent, request } from "node:http"
import type { BenchSession } from "./sessions.ts"

export interface Asked {
  readonly method: "GET" | "POST"
  readonly path: string
  readonly body?: unknown
  /** Of what is changed. */
  readonly version?: number
}

/** Everything else is wrong, a refusal by a limit as well: cheap answers are no throughput. */
const isRight = (status: string): boolean => status === "200" || status === "304"

export interface Load {
  /** Right answers alone. */
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly requests: number
  readonly wrong: number
  /** Answers by status; where none came, by the error's code. */
  readonly statuses: Readonly<Record<string, number>>
}

interface Plan {
  readonly address: string
  readonly sessions: ReadonlyArray<BenchSession>
  readonly rate: number
  readonly seconds: number
  readonly pick: (session: BenchSession, n: number) => Asked
}

const quantile = (sorted: Float64Array, q: number): number =>
  Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0)) / 10

export const runLoad = async ({ address, pick, rate, seconds, sessions }: Plan): Promise<Load> => {
  const { hostname, port } = new URL(address)
  const agent = new Agent({ keepAlive: true, maxSockets: sessions.length })
  const total = Math.floor(rate * seconds)
  const latencies = new Float64Array(total)
  const statuses: Record<string, number> = {}
  const started = performance.now()
  const dueOf = (n: number) => started + (1000 * n) / rate
  let done = 0

  const ask = (n: number, finish: () => void): void => {
    const session = sessions[n % sessions.length]!
    const { body, method, path, version } = pick(session, n)
    const text = body === undefined ? undefined : JSON.stringify(body)
    const end = (status: string): void => {
      latencies[n] = performance.now() - dueOf(n)
      statuses[status] = (statuses[status] ?? 0) + 1
      finish()
    }
    const asking = request(
      {
        hostname,
        port,
        agent,
        method,
        path,
        headers: {
          cookie: `treff=${session.token}`,
          "accept-encoding": "gzip",
          ...(method === "GET"
            ? {}
            : { origin: address, "treff-request": "1", "idempotency-key": crypto.randomUUID() }),
          ...(version === undefined ? {} : { "if-match": `"v${version}"` }),
          ...(text === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
        }
      },
      (answer) => {
        answer.resume()
        answer.once("end", () => end(String(answer.statusCode)))
      }
    )
    asking.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.name))
    asking.end(text)
  }

  await new Promise<void>((resolve) => {
    let next = 0
    const finish = () => {
      done += 1
      if (done === total) resolve()
    }
    const tick = (): void => {
      while (next < total && dueOf(next) <= performance.now()) ask(next++, finish)
      if (next < total) setTimeout(tick, Math.max(1, dueOf(next) - performance.now()))
    }
    tick()
  })
  const took = (performance.now() - started) / 1000
  agent.destroy()
  const sorted = latencies.sort()
  const wrong = Object.entries(statuses).reduce((sum, [status, times]) => (isRight(status) ? sum : sum + times), 0)
  return {
    requestsPerSecond: Math.round((10 * (total - wrong)) / took) / 10,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
    requests: total,
    wrong,
    statuses
  }
}
