/** Feature under test: the program `treff serve` from an empty directory to a stopped process. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { RecommendationsBody, RoundsBody } from "../../src/api/contract/rounds.ts"
import { explanationOf, read } from "./answers.ts"
import { hidden } from "./smallRound.ts"

const program = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
const programs: Array<ChildProcess> = []
let directory: string

const start = (...args: ReadonlyArray<string>) => startWith({ TREFF_MODE: "demo", DATABASE_URL: "" }, ...args)

const startWith = (settings: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) => {
  const environment = { ...process.env, TREFF_DATA: directory, NO_COLOR: "1", ...settings }
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

/** The program as the lead of the demo sees it. */
const at = async (address: string) => {
  const login = await fetch(`${address}/auth/demo`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address, "treff-request": "1" },
    body: JSON.stringify({ person: "lead" })
  })
  const cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? ""
  return { request: (path: string) => fetch(address + path, { headers: { cookie } }) }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "treff-serve-"))
})
afterAll(async () => {
  for (const child of programs) if (child.exitCode === null) child.kill("SIGKILL")
  await rm(directory, { recursive: true, force: true })
})

test("serves the demo round from an empty directory, and is gone seconds after SIGTERM", async () => {
  const first = start("serve", "--port", "0")
  const app = await at(await first.served)
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

/** A good start in production, but for one thing: nothing is there to be connected to. */
const production = {
  TREFF_MODE: "production",
  TREFF_URL: "https://treff.example",
  TREFF_KEY: "q3l0ZkRr0mJ8nYvT1wXcB5sHgUeAo2Lp9iKdF7xMzE4=",
  DATABASE_URL: "postgres://treff@127.0.0.1:1/treff",
  OIDC_ISSUER: "https://login.example",
  OIDC_CLIENT_ID: "treff",
  OIDC_CLIENT_SECRET: "secret",
  SMTP_URL: "smtp://127.0.0.1:1"
}

describe.each(["serve", "worker"])("in production, treff %s", (command) => {
  test.each([
    ["on the embedded database", { DATABASE_URL: "" }, "DATABASE_URL is missing"],
    ["without an identity provider", { OIDC_ISSUER: "" }, "OIDC_ISSUER is missing"],
    ["without a key", { TREFF_KEY: "" }, "TREFF_KEY is missing"],
    ["with the key of an example", { TREFF_KEY: "00".repeat(32) }, "TREFF_KEY is no random key"],
    ["without TLS", { TREFF_URL: "http://treff.example" }, "TREFF_URL is not https"],
    [
      "under a path",
      { TREFF_URL: "https://treff.example/treff" },
      "The environment variable TREFF_URL is not understood"
    ],
    ["at no address", { TREFF_URL: "treff.example" }, "The environment variable TREFF_URL is not understood"]
  ])("does not start %s: one sentence, and 2", async (_, wrong, said) => {
    const { ended, output } = startWith({ ...production, ...wrong }, command)
    expect(await ended).toBe(2)
    expect(output().trim().split("\n")).toHaveLength(1)
    expect(output()).toContain(`treff: ${said}`)
  })
})
