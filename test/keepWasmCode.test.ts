/** Feature under test: unused WebAssembly code is never collected, in the program and in its benches alike. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const program = `
  const { PGlite } = await import("@electric-sql/pglite")
  await (await PGlite.create()).exec("select 1")
`

/** What V8 tells of collecting code while a database is made, when it takes every chance to. */
const collections = (first: string) => {
  const flags = ["--stress-wasm-code-gc", "--trace-wasm-code-gc", "--input-type=module"]
  const { status, stdout } = spawnSync(process.execPath, [...flags, "--eval", first + program], { encoding: "utf8" })
  expect(status).toBe(0)
  return stdout.split("\n").filter((line) => line.startsWith("[wasm-gc]"))
}

test("nothing is collected once it is imported, and much is without it", () => {
  expect(collections("").length).toBeGreaterThan(100)
  expect(collections('await import("./src/keepWasmCode.ts")')).toEqual([])
})

test.each(["src/main.ts", "bench/main.ts"])("%s imports it before anything else", (entry) => {
  const imports = readFileSync(entry, "utf8").match(/^import .*$/gm)
  expect(imports?.[0]).toMatch(/^import "(\.\/|\.\.\/src\/)keepWasmCode\.ts"$/)
})
