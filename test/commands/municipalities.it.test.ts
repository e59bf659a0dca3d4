/**
 * Feature under test: `treff municipalities load`. A file is refused with file, line and field, or saved whole as the role that may,
 * on both databases; production takes no made-up fact; the program ends with 0, 1 or 2.
 */
import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect, Layer, Redacted } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { loadIntoUse, showLoaded } from "../../src/commands/municipalities.ts"
import { Database } from "../../src/store/Database.ts"
import type { DatabaseSettings } from "../../src/store/DatabaseSettings.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { worker } from "../../src/store/work/asWorker.ts"
import { createServerDatabase, type Engine, engines, makeEmbeddedFiles, serverUrl } from "../support/databases.ts"
import { openForProduction } from "../support/productionLogin.ts"

const bin = fileURLToPath(new URL("../../bin/treff.mjs", import.meta.url))
const shipped = fileURLToPath(new URL("../../fixtures/norway/municipalities.json", import.meta.url))

let folder: string
let text: string
const closing: Array<() => Promise<unknown>> = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "treff-"))
  text = await readFile(shipped, "utf8")
})
afterAll(async () => {
  for (const close of closing) await close()
  await rm(folder, { recursive: true, force: true })
})

/** A database of its own, by the login that production has. */
const settingsOf = async (engine: Engine, mode: "demo" | "production"): Promise<DatabaseSettings> => {
  const directory = join(folder, crypto.randomUUID())
  if (engine === "PGlite") {
    await makeEmbeddedFiles(directory)
    return { mode, directory }
  }
  const { close, url } = await openForProduction()
  closing.push(close)
  return { mode, directory, url: Redacted.make(url) }
}

// biome-ignore lint/suspicious/noExplicitAny: a document somebody else wrote, to be spoiled
type Loose = any

const write = async (change: (file: Loose) => void): Promise<string> => {
  const file: Loose = JSON.parse(text)
  change(file)
  const path = join(folder, `${crypto.randomUUID()}.json`)
  await writeFile(path, JSON.stringify(file, null, 1))
  return path
}

const load = (settings: DatabaseSettings, file: string, options = {}) =>
  Effect.runPromise(loadIntoUse(settings, file, options))
const refusal = async (settings: DatabaseSettings, file: string, options = {}): Promise<string> =>
  (await Effect.runPromise(Effect.flip(loadIntoUse(settings, file, options)))).message

const inUse = (settings: DatabaseSettings) =>
  Effect.runPromise(
    MunicipalityStore.use((files) => files.getLatest(worker)).pipe(
      Effect.provide(MunicipalityStore.layer.pipe(Layer.provide(Database.layer(settings))))
    )
  )

describe.each(engines)("on %s", (engine) => {
  test("the first file is saved, another version tells what it changes, and neither is saved twice", async () => {
    const settings = await settingsOf(engine, "demo")
    const first = await load(settings, shipped)
    expect(first).toEqual({
      version: "2026-11-23",
      outcome: "saved",
      municipalities: 357,
      leftOut: 0,
      previous: null,
      differences: null
    })
    expect([showLoaded(first, { json: false }), (await inUse(settings)).version]).toEqual([0, "2026-11-23"])

    const again = await load(settings, shipped)
    expect(again).toMatchObject({ outcome: "there", previous: "2026-11-23" })
    expect(showLoaded(again, { json: true })).toBe(0)

    const next = await write((file) => {
      file.version = "2027-01-01"
      file.municipalities.pop()
      file.municipalities[0].facts.population.value += 1
      file.municipalities[1].freePlaces.settled += 1
      file.municipalities[2].name = "Et annet navn"
      file.municipalities[0].facts["gp-capacity"] = undefined
    })
    const second = await load(settings, next)
    expect(second).toMatchObject({
      outcome: "saved",
      previous: "2026-11-23",
      municipalities: 356,
      differences: {
        municipalities: { added: 0, removed: 1, changed: 1 },
        facts: { added: 0, removed: expect.any(Number), changed: 1 },
        places: { added: 0, removed: 1, changed: 1 },
        counties: { added: 0, removed: 0, changed: 0 },
        sources: { added: 0, removed: 0, changed: 0 }
      }
    })

    const clash = await write((file) => {
      file.version = "2027-01-01"
    })
    const refused = await load(settings, clash)
    expect([refused.outcome, showLoaded(refused, { json: false })]).toEqual(["clash", 1])
    // Nor does an older version come back by being loaded again.
    expect((await load(settings, shipped)).outcome).toBe("clash")
    expect((await inUse(settings)).municipalities).toHaveLength(356)
    // Opens an embedded database anew for each load, as the command does.
  })
})

describe("a file that cannot be used", () => {
  test.each<readonly [string, (file: Loose) => void, RegExp]>([
    [
      "a field out of range",
      (file) => (file.municipalities[3].latitude = 12),
      /line \d+, municipalities\[3\]\.latitude: expected .*`treff schema treff-municipalities` shows/u
    ],
    [
      "a municipality twice",
      (file) => (file.municipalities[5].code = file.municipalities[4].code),
      /line \d+, municipalities\[5\]\.code: stands in the list before\. Keep one of the two\./u
    ],
    [
      "a county that is not there",
      (file) => (file.municipalities[0].county = "99"),
      /line \d+, municipalities\[0\]\.county: is not in the file's counties\. Add it/u
    ],
    [
      "a region that is not there",
      (file) => (file.municipalities[0].region = "none"),
      /line \d+, municipalities\[0\]\.region: is not in the file's regions/u
    ],
    [
      "a source that is not there",
      (file) => (file.municipalities[2].facts.population.source = "hearsay"),
      /line \d+, municipalities\[2\]\.facts\.population\.source: is not in the file's sources/u
    ],
    ["no municipality", (file) => (file.municipalities = []), /municipalities: the list is empty/u]
  ])("%s: file, line, field and what to do", async (_, spoil, said) => {
    const settings: DatabaseSettings = { mode: "demo", directory: join(folder, "never") }
    const path = await write(spoil)
    const message = await refusal(settings, path)
    expect(message.startsWith(`${path}, `)).toBe(true)
    expect(message).toMatch(said)
  })

  test("production takes no synthetic fact: the first is named, the others counted, and nothing is saved", async () => {
    const settings = await settingsOf("PostgreSQL", "production")
    const message = await refusal(settings, shipped)
    expect(message).toMatch(/line \d+, counties\[0\]\.interpreters\.\w+\.source: production takes no synthetic fact/u)
    expect(message).toContain("(1856 more in this file)")
    expect(await Effect.runPromise(Effect.flip(Effect.tryPromise(() => inUse(settings))))).toBeDefined()

    const loaded = await load(settings, shipped, { withoutSynthetic: true })
    expect(loaded).toMatchObject({ outcome: "saved", leftOut: 1_857 })
    const kept = await inUse(settings)
    expect(kept.sources.filter(({ kind }) => kind === "synthetic")).toEqual([])
    expect(kept.municipalities.every(({ declaration }) => declaration === undefined)).toBe(true)
  })

  test("free places without a real source are refused also where synthetic facts are left out", async () => {
    const path = await write((file) => (file.municipalities[7].freePlaces.source = "demo"))
    const settings: DatabaseSettings = { mode: "production", directory: join(folder, "never") }
    expect(await refusal(settings, path, { withoutSynthetic: true })).toMatch(
      /municipalities\[7\]\.freePlaces\.source: production takes no synthetic fact/u
    )
  })
})

const treff = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err })
    )
  })

describe("the program", () => {
  test("loads in production with one JSON document, refuses with one sentence and 2, and has help", async () => {
    const { url } = await settingsOf("PostgreSQL", "production")
    const env = { TREFF_MODE: "production", DATABASE_URL: Redacted.value(url!) }
    const refused = await treff(["municipalities", "load", shipped], env)
    expect([refused.code, refused.out]).toEqual([2, ""])
    expect(refused.err.trim().split("\n")).toEqual([expect.stringContaining("production takes no synthetic fact")])

    const loaded = await treff(["municipalities", "load", shipped, "--without-synthetic", "--json"], env)
    expect([loaded.code, loaded.err]).toEqual([0, ""])
    expect(JSON.parse(loaded.out)).toMatchObject({ version: "2026-11-23", outcome: "saved", municipalities: 357 })

    const missing = await treff(["municipalities", "load", "nowhere.json"], env)
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("no such file")])
    expect((await treff(["municipalities", "load", "--help"], {})).out).toContain("saved whole or not at all")
  })

  test("says that the database must be brought to this version first", async () => {
    const { drop, name } = await createServerDatabase()
    const settings: DatabaseSettings = {
      mode: "demo",
      directory: folder,
      url: Redacted.make(serverUrl({ database: name }))
    }
    expect(await refusal(settings, shipped)).toContain("treff migrate")
    await drop()
  })
})
