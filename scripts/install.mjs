// Installs what package-lock.json names and node_modules lacks; does nothing, fast, when the two agree.
// Compares contents, not dates: a checkout touches files, and an installation that is right must not be thrown away.
import { readFileSync } from "node:fs"
import { findNode, noNode, root, run } from "../bin/child.mjs"

const packagesOf = (path) => {
  try {
    return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8")).packages
  } catch {
    return {}
  }
}

const isComplete = () => {
  const wanted = packagesOf("package-lock.json")
  const present = packagesOf("node_modules/.package-lock.json")
  const same = (path) =>
    present[path]?.version === wanted[path].version && present[path]?.integrity === wanted[path].integrity
  // Optional packages of other platforms are in the lock and rightly not on disk.
  const agrees = (path) => path === "" || (wanted[path].optional && !(path in present)) || same(path)
  return "" in wanted && Object.keys(wanted).every(agrees) && Object.keys(present).every((path) => path in wanted)
}

/** Ends the process when the installation fails; returns the Node to run everything else on. */
export const install = async () => {
  const started = performance.now()
  if (!isComplete() || findNode() === undefined) {
    console.log("Installing the packages of package-lock.json (npm ci) …")
    // The npm that started us, on the Node it runs on: the one in node_modules is about to be replaced.
    // Errors only, because on an older Node npm warns of every package that wants the newer one it is about to bring.
    const { npm_execpath: npm, npm_node_execpath: node } = process.env
    const [program, ...before] = npm?.endsWith("npm-cli.js") && node ? [node, npm] : ["npm"]
    const options = { cwd: root, shell: program === "npm" && process.platform === "win32" }
    const code = await run(program, [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"], options)
    if (code !== 0) process.exit(code)
    console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`)
  }
  const node = findNode()
  if (node !== undefined) return node
  console.error(`${noNode} (npm must be allowed to run the install script of the package node.)`)
  process.exit(2)
}
