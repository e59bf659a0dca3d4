// The arrows of D4 hold because the linter refuses what crosses them: here every forbidden import is planted in a copy of the layout,
// linted with the real configuration, and must be reported, and every allowed one must not. The tables are D4, written once more.
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))
const biome = join(root, "node_modules/@biomejs/biome/bin/biome")

const beneath: Record<string, ReadonlyArray<string>> = {
  domain: [],
  matching: ["domain", "texts", "figures"],
  casework: ["domain", "matching", "texts", "figures"],
  whatif: ["domain", "matching", "texts", "figures"],
  store: ["domain", "matching", "casework", "whatif", "texts", "figures"],
  intake: ["domain", "matching", "casework", "whatif", "texts", "figures"],
  api: ["domain", "matching", "casework", "whatif", "store", "intake", "texts", "figures"],
  commands: ["domain", "matching", "casework", "whatif", "store", "intake", "texts", "figures"],
  jobs: ["domain", "matching", "casework", "whatif", "store", "intake", "texts", "figures"],
  texts: ["domain"],
  figures: ["domain"],
  web: ["texts", "figures"]
}
const typesOnly: Record<string, string> = { texts: "matching", web: "api" }
const rings = Object.keys(beneath)

/** Lints the files with the real configuration and answers with the rules each of them broke. */
const lint = async (files: Record<string, string>): Promise<Record<string, ReadonlyArray<string>>> => {
  const copy = await mkdtemp(join(tmpdir(), "treff-arrows-"))
  try {
    for (const name of ["biome.json", "lint", "package.json", ".gitignore"]) {
      await cp(join(root, name), join(copy, name), { recursive: true })
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(copy, path)), { recursive: true })
      await writeFile(join(copy, path), text)
    }
    const report = await new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        [biome, "lint", ".", "--reporter=json", "--max-diagnostics=none"],
        { cwd: copy, maxBuffer: 2 ** 28 },
        (_, stdout) => resolve(stdout)
      )
    )
    const { diagnostics } = JSON.parse(report) as {
      diagnostics: ReadonlyArray<{ category: string; location: { path: string } }>
    }
    const broken = Object.fromEntries(Object.keys(files).map((path): [string, Array<string>] => [path, []]))
    for (const { category, location } of diagnostics) broken[location.path]?.push(category)
    return broken
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

type Plant = readonly [path: string, text: string, forbidden: boolean]

/** Plants files that each should, or should not, break the rule; what comes back is where the linter disagreed. */
const disagreements = async (rule: string, plants: ReadonlyArray<Plant>) => {
  const broken = await lint(Object.fromEntries(plants))
  return plants
    .filter(([path, , forbidden]) => forbidden !== broken[path]?.includes(rule))
    .map(([path, text, forbidden]) => `${path}: ${text} ${forbidden ? "was not reported" : "was reported"}`)
}

test("a ring imports the rings beneath it and no other, from any depth", async () => {
  const plants = rings.flatMap((from) =>
    rings.flatMap((to): ReadonlyArray<Plant> => {
      const forbidden = from !== to && !beneath[from]?.includes(to)
      return [
        [`src/${from}/to-${to}.ts`, `import { A } from "../${to}/A.ts"`, forbidden],
        [`src/${from}/inner/to-${to}.ts`, `import { A } from "../../${to}/inner/A.ts"`, forbidden],
        [
          `src/${from}/types-of-${to}.ts`,
          `import type {\n  A\n} from "../${to}/A.ts"`,
          forbidden && typesOnly[from] !== to
        ]
      ]
    })
  )
  expect(await disagreements("plugin", plants)).toEqual([])
})

test("no way of writing an import slips past", async () => {
  const forms = [
    `import "../store/A.ts"`,
    `import type { A } from "../store/A.ts"`,
    `import { type A } from "../store/A.ts"`,
    `import A, { B } from "./../store/A.ts"`,
    `import * as A from "../../src/store/A.ts"`,
    `export { A } from "../store/A.ts"`,
    `export type { A } from "../store/A.ts"`,
    `export * from "../store/A.ts"`,
    `export const a = () => import("../store/A.ts")`,
    `export type B = import("../store/A.ts").A`,
    `new Worker(new URL("../store/A.worker.ts", import.meta.url))`,
    `new Worker(new URL(\`../store/A.worker\${import.meta.url.slice(-3)}\`, import.meta.url))`
  ]
  const inDomain = forms.map((text, index): Plant => [`src/domain/form-${index}.ts`, text, true])
  const typesInWeb = forms.map(
    (text, index): Plant => [
      `src/web/form-${index}.ts`,
      text.replace("store", "api"),
      !/^(?:import|export) type \{/.test(text)
    ]
  )
  expect(await disagreements("plugin", [...inDomain, ...typesInWeb])).toEqual([])
})

test("nothing in src imports test, bench, the code of fixtures or main.ts; they import what they test", async () => {
  const plants = rings.flatMap(
    (ring): ReadonlyArray<Plant> => [
      [`src/${ring}/main.ts`, `import "../main.ts"`, true],
      [`src/${ring}/test.ts`, `import "../../test/support/A.ts"`, true],
      [`src/${ring}/bench.ts`, `import "../../bench/A.ts"`, true],
      [`src/${ring}/code.ts`, `import "../../fixtures/load.ts"`, true],
      [`src/${ring}/data.ts`, `import a from "../../fixtures/a.json" with { type: "json" }`, false],
      [`test/${ring}.ts`, `import "../src/${ring}/A.ts"`, false],
      [`bench/${ring}.ts`, `import "../src/${ring}/A.ts"`, false],
      [`test/fixtures/${ring}.ts`, `import "../../src/${ring}/A.ts"`, false],
      [`fixtures/${ring}.ts`, `import "../src/${ring}/A.ts"`, ring !== "domain" && ring !== "matching"],
      [
        `fixtures/cohort/${ring}.ts`,
        `import "../../src/${ring}/cohort/A.ts"`,
        !["domain", "matching", "whatif"].includes(ring)
      ]
    ]
  )
  expect(await disagreements("plugin", plants)).toEqual([])
})

test("main.ts knows every ring but the web, which is built on its own", async () => {
  const served = rings.filter((ring) => ring !== "web").map((ring) => `import "./${ring}/A.ts"`)
  expect(await disagreements("plugin", [["src/main.ts", served.join("\n"), false]])).toEqual([])
  expect(await disagreements("plugin", [["src/main.ts", `import "./web/A.ts"`, true]])).toEqual([])
  expect(await disagreements("plugin", [["src/main.ts", `import "../test/support/A.ts"`, true]])).toEqual([])
})

test("an npm package stays in the ring whose business it is", async () => {
  const layers = ["matching/highs", "matching/jslp", "matching/decomposition"]
  const places = [...rings.filter((ring) => ring !== "web"), ...layers]
  const edges = ["whatif", "store", "intake", "api", "commands", "jobs"]
  const home: Record<string, ReadonlyArray<string>> = {
    effect: places,
    "effect/Schema": places,
    highs: ["matching/highs", "matching/decomposition"],
    "javascript-lp-solver": ["matching/jslp"],
    "node:worker_threads": [...edges, ...layers],
    "node:os": [...edges, ...layers],
    "node:fs": edges,
    fs: edges,
    kysely: ["store"],
    "kysely/migration": ["store"],
    pg: ["store"],
    "pg-boss": ["store"],
    nodemailer: ["jobs"],
    "@electric-sql/pglite/node-postgres": ["store"],
    hono: ["api"],
    "hono/client": ["api"],
    "@hono/node-server": ["api"],
    "hono-openapi": ["api"],
    "openid-client": ["api"],
    "d3-force": [...edges, "figures"],
    "effect-but-not-quite": edges
  }
  const plants = Object.entries(home).flatMap(([name, allowed], index) =>
    places.map((place): Plant => [`src/${place}/npm-${index}.ts`, `import "${name}"`, !allowed.includes(place)])
  )
  const particular: ReadonlyArray<Plant> = [
    ["src/matching/solve.worker.ts", `import { parentPort } from "node:worker_threads"`, false],
    ["src/web/client.ts", `import { hc } from "hono/client"`, false],
    ["src/client.ts", `import { hc } from "hono/client"`, false],
    ["src/version.ts", `import { hc } from "hono/client"`, true],
    ["src/web/server.ts", `import { Hono } from "hono"`, true],
    ["src/domain/required.ts", `const fs = await import("node:fs")`, true]
  ]
  expect(await disagreements("plugin", [...plants, ...particular])).toEqual([])
})

test("the pure rings have no clock, no chance and no environment", async () => {
  const pure = ["domain", "matching", "casework", "texts", "figures"]
  const impure = ["Date.now()", "new Date()", "Math.random()", "process.env.HOME", "crypto.randomUUID()"]
  const plants = rings.flatMap((ring) => [
    ...impure.map(
      (use, index): Plant => [`src/${ring}/impure-${index}.ts`, `export const a = ${use}`, pure.includes(ring)]
    ),
    [`src/${ring}/pure.ts`, `export const a = [new Date(0), performance.now()]`, false] as const
  ])
  expect(await disagreements("plugin", plants)).toEqual([])
})

test("the rules beside the arrows bite too", async () => {
  expect(
    await disagreements("plugin", [
      ["src/store/raw.ts", `export const a = sql.raw("drop table")`, true],
      ["test/raw.ts", `export const a = sql.raw("drop table")`, true],
      ["src/store/plain.ts", "export const a = sql`select 1`", false]
    ])
  ).toEqual([])
  expect(
    await disagreements("lint/style/noProcessEnv", [
      ["src/api/env.ts", "export const a = process.env.HOME", true],
      ["src/main.ts", "export const a = process.env.HOME", false]
    ])
  ).toEqual([])
  expect(
    await disagreements("lint/suspicious/noConsole", [
      ["src/api/say.ts", `console.log("a")`, true],
      ["src/commands/say.ts", `console.log("a")`, false]
    ])
  ).toEqual([])
  expect(
    await disagreements("lint/suspicious/noImportCycles", [
      ["src/domain/A.ts", `import { b } from "./B.ts"\nexport const a = () => b`, true],
      ["src/domain/B.ts", `import { a } from "./A.ts"\nexport const b = () => a`, true],
      ["src/domain/C.ts", `import { a } from "./A.ts"\nexport const c = () => a`, false]
    ])
  ).toEqual([])
  expect(
    await disagreements("lint/correctness/noUndeclaredDependencies", [
      ["src/domain/dev.ts", `import "fast-check"`, true],
      ["test/dev.ts", `import "fast-check"`, false]
    ])
  ).toEqual([])
})

test("every folder of src is a ring of the table, and none of its files silences the arrows", async () => {
  const entries = await readdir(join(root, "src"), { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() && entry.parentPath === join(root, "src"))
  expect(folders.map((folder) => folder.name).filter((name) => !rings.includes(name))).toEqual([])
  const files = entries.filter((entry) => /\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const))
  const silenced = /biome-ignore(?:-all|-start)? lint(?:\/plugin|\/suspicious\/noImportCycles|:)/
  expect(texts.filter(([, text]) => silenced.test(text)).map(([file]) => file)).toEqual([])
})
