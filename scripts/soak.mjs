// npm run soak -- --minutes N: installs what is missing, then repeats the security cases. See test/soak/main.ts.
import { root, run } from "../bin/child.mjs"
import { install } from "./install.mjs"

const node = await install()
process.env.NODE_COMPILE_CACHE ??= `${root}node_modules/.cache/node`
process.exitCode = await run(node, ["test/soak/main.ts", ...process.argv.slice(2)], { cwd: root, underNpm: true })
