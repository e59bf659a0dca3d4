// npm test: installs what is missing, then types, lint, unused code and tests, stopping at the first that fails.
// Arguments go to vitest, and then only vitest runs: npm test -- test/domain
import { basename, extname } from "node:path"
import { root, run } from "../bin/child.mjs"
import { install } from "./install.mjs"

const steps = [
  ["types", "typescript/bin/tsc", "--noEmit"],
  ["lint", "@biomejs/biome/bin/biome", "check", "."],
  ["unused code", "knip/bin/knip.js"],
  ["tests", "vitest/vitest.mjs", "run"]
]

const node = await install()
// Many tests start Treff as a process of its own: what the first one compiled serves the others.
process.env.NODE_COMPILE_CACHE ??= `${root}node_modules/.cache/node`
const wanted = process.argv.slice(2)
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`
const started = performance.now()

for (const [title, program, ...args] of wanted.length > 0 ? steps.slice(-1) : steps) {
  const stepStarted = performance.now()
  console.log(`\n── ${title} (${[basename(program, extname(program)), ...args, ...wanted].join(" ")})`)
  const code = await run(node, [`node_modules/${program}`, ...args, ...wanted], { cwd: root, underNpm: true })
  console.log(`── ${title} ${code === 0 ? "passed" : `failed (${code})`} in ${seconds(stepStarted)}`)
  if (code !== 0) process.exit(code)
}
console.log(`\nEverything passed in ${seconds(started)}.`)
