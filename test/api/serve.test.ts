/** Feature under test: the program `treff serve` from an empty directory to a stopped process. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect, Layer } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { RecommendationsBody, RoundsBody } from "../../src/api/contract/rounds.ts"
import { serve } from "../../src/api/serve.ts"
import { Solver } from "../../src/matching/solver/Solver.ts"
import { explanationOf, read } from "./answers.ts"
import { hidden, match } from "./world.ts"

const program = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
const programs: Array<ChildProcess> = []
let directory: string

const start = (...args: ReadonlyArray<string>) => {
  const environment = { ...process.env, TREFF_DATA: directory, TREFF_MODE: "demo", DATABASE_URL: "", NO_COLOR: "1" }
  const child = spawn(process.execPath, [program, ...args], { env: environment })
  programs.push(child)
  let output = ""
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? -1)))
  const served = new Promise<string>((resolve, reject) => {
    const read = (bytes: Buffer) => {
      output += bytes.toString()
      const address = /serves at (http:\S+)/u.exec(output)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    void ended.then((code) => reject(new Error(`ended with ${code} before it served:\n${output}`)))
  })
  // Whoever waits for the end alone is not to hear of this.
  served.catch(() => undefined)
  return { child, ended, served, output: () => output }
}

const at = (address: string) => ({ request: (path: string) => fetch(address + path) })

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "treff-serve-"))
})
afterAll(async () => {
  for (const child of programs) if (child.exitCode === null) child.kill("SIGKILL")
  await rm(directory, { recursive: true, force: true })
})

test("serves the demo round from an empty directory, and is gone seconds after SIGTERM", async () => {
  const first = start("serve", "--port", "0")
  const app = at(await first.served)
  expect(first.output()).toContain("not for real personal data")
  expect((await app.request("/readyz")).status).toBe(200)

  const { rounds } = await read(app, "/api/v1/rounds", RoundsBody)
  expect(rounds.map(({ id }) => id)).toEqual(["demo-2024-48"])
  const report = await read(app, "/api/v1/rounds/demo-2024-48/recommendations", RecommendationsBody)
  expect(report).toMatchObject({ status: "optimal", gap: 0 })
  expect(JSON.stringify(report)).not.toContain(hidden)
  expect((await explanationOf(app, "H-0001")).plan).toBe(report.plan)

  const second = start("serve", "--port", "0")
  expect(await second.ended).toBe(2)
  expect(second.output()).toContain(`which serves at ${await first.served}`)

  const told = performance.now()
  first.child.kill("SIGTERM")
  expect(await first.ended).toBe(0)
  expect(performance.now() - told).toBeLessThan(5_000)
  expect(existsSync(join(directory, "lock"))).toBe(false)
})

test("the next start has the plan already, and prints it before the address when asked to", async () => {
  const demo = start("demo", "--port", "0")
  await demo.served
  expect(demo.output()).not.toContain("Solving")
  expect(demo.output()).toMatch(/H-0001[\s\S]*serves at/u)
  demo.child.kill("SIGINT")
  expect(await demo.ended).toBe(0)
})

test("without a login it does not serve in production", async () => {
  const settings = { mode: "production", port: 0, url: undefined, database: { mode: "production", directory } } as const
  const parts = { solver: Layer.mock(Solver, { name: "none" }), match, version: "test", say: () => undefined }
  expect(await Effect.runPromise(Effect.flip(serve(settings, parts)))).toMatchObject({ _tag: "LoginMissing" })
})
