#!/usr/bin/env node
// The command treff on any Node: hands over to the Node npm installed when this one is too old, then loads the program.
// Refuses to guess: without a Node that fits it says so in one sentence and ends with 2.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { findNode, noNode, run } from "./child.mjs"

const node = findNode()
if (node === undefined) {
  console.error(noNode)
  process.exitCode = 2
} else if (node !== process.execPath) {
  process.exitCode = await run(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
} else {
  const source = new URL("../src/main.ts", import.meta.url)
  // Node strips no types under node_modules: an installed Treff runs what was built.
  const installed = /[\\/]node_modules[\\/]/.test(fileURLToPath(source)) || !existsSync(source)
  await import(installed ? "../dist/main.js" : "../src/main.ts")
}
