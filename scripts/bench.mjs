// npm run bench -- NAME: installs what is missing, then measures. See bench/main.ts.
import { root, run } from "../bin/child.mjs"
import { install } from "./install.mjs"

const node = await install()
process.exitCode = await run(node, ["bench/main.ts", ...process.argv.slice(2)], { cwd: root, underNpm: true })
