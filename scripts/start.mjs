// npm start: installs what is missing, then runs the demo until it is stopped.
import { root, run } from "../bin/child.mjs"
import { install } from "./install.mjs"

const node = await install()
process.exitCode = await run(node, ["bin/treff.mjs", "demo", ...process.argv.slice(2)], { cwd: root, underNpm: true })
