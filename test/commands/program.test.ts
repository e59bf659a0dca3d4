/** Feature under test: the program as its users start it. Real processes, exit codes, one clear sentence, no stack trace. */
import { execFile } from "node:child_process"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, test } from "vitest"

const bin = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
const demoFile = fileURLToPath(new URL("../../fixtures/rounds/demo.json", import.meta.url))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const treff = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [bin, ...args],
      { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    )
  })

let folder: string
let demo: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "treff-"))
  demo = await readFile(demoFile, "utf8")
})

const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe("usage", () => {
  test.each([
    ["no command", [], "Usage: treff"],
    ["an unknown option", ["match", "--bogus"], "unknown option '--bogus'"],
    ["a missing argument", ["solve"], "missing required argument 'instance'"],
    ["a solver that does not exist", ["match", "--solver", "magic"], "Allowed choices are decomposition, highs"],
    ["a lock that is no pair", ["match", "--lock", "H-0001"], "Write --lock HOUSEHOLD=CODE"],
    ["a file that is not there", ["match", "--round", "nowhere.json"], "no such file"],
    ["an unknown format", ["schema", "nope"], "No format is called nope"]
  ])("%s ends with 2 and says what to do", async (_name, args, said) => {
    const { code, err } = await treff(args)
    expect(code).toBe(2)
    expect(err).toContain(said)
    expect(err).not.toMatch(/^ +at /mu)
  })
  test("help and version end with 0", async () => {
    expect((await treff(["match", "--help"])).out).toContain("--lock <household=municipality>")
    expect(await treff(["--version"])).toMatchObject({ code: 0, out: "0.1.0\n" })
  })
})

describe("bad input", () => {
  const changed = (change: (round: Record<string, unknown>) => void): string => {
    const round = JSON.parse(demo)
    change(round)
    return JSON.stringify(round)
  }
  test.each<readonly [string, () => string, RegExp]>([
    ["truncated", () => demo.slice(0, 5000), /line \d+: not valid JSON/u],
    [
      "another format",
      () => changed((round) => Object.assign(round, { format: "treff-round/9" })),
      /format: expected "treff-round\/1"/u
    ],
    [
      "negative places",
      () => demo.replace(/"places":\d+/u, '"places":-1'),
      /line \d+, capacities\[0\]\.places: expected/u
    ],
    [
      "an unknown municipality",
      () => changed((round) => Object.assign(round, { capacities: [{ municipality: "9999", places: 1 }] })),
      /Municipality 9999 does not exist/u
    ]
  ])("a round that is %s ends with 2 and one sentence", async (name, text, said) => {
    const { code, err, out } = await treff(["match", "--json", "--round", await file(`${name}.json`, text())])
    expect([code, out]).toEqual([2, ""])
    expect(err).toMatch(said)
    expect(err).not.toMatch(/^ +at /mu)
  })
  test("synthetic numbers are refused in production, in one sentence", async () => {
    const { code, err } = await treff(["match"], { TREFF_MODE: "production" })
    expect(code).toBe(2)
    expect(err).toContain("production takes real numbers only")
  })
  test("an unknown mode is refused", async () => {
    expect(await treff(["match"], { TREFF_MODE: "test" })).toMatchObject({ code: 2 })
  })
})

test("schema prints a schema whose example fits, and the columns of a list", async () => {
  const { out } = await treff(["schema", "treff-round"])
  expect(JSON.parse(out)).toMatchObject({ title: "treff-round", examples: [{ format: "treff-round/1" }] })
  expect((await treff(["schema", "capacities", "--csv"])).out).toBe(
    "municipality;places;minimum;followUpUsed;askable\n"
  )
})

test("a variable that Treff does not know is told beside the answer, which is as it was", async () => {
  const { code, err, out } = await treff(["--version"], { TREFF_MODUS: "production" })
  expect([code, out]).toEqual([0, "0.1.0\n"])
  expect(err).toBe("treff: TREFF_MODUS is no variable of Treff and is not read. Is TREFF_MODE meant?\n")
})

test("serving without work is refused where nobody else could work", async () => {
  const { code, err } = await treff(["serve", "--without-work"], { DATABASE_URL: "" })
  expect([code, err.trim().split("\n")]).toEqual([2, [expect.stringContaining("Set DATABASE_URL")]])
})
