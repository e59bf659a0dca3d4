// What counts as used. Two allowances end by themselves: until src/main.ts joins the rings every file is its own reason to be,
// and a package waits unused only for as long as the folder that will use it is not there.
import { existsSync } from "node:fs"
import type { KnipConfig } from "knip"

const awaited = {
  "src/api": ["hono", "@hono/node-server", "@hono/standard-validator", "hono-openapi"],
  "src/commands": ["cli-table3", "commander"],
  "src/matching/highs": ["highs"],
  "src/matching/jslp": ["javascript-lp-solver"],
  "src/store": ["@electric-sql/pglite", "kysely"],
  "src/web": ["@digdir/designsystemet-css", "@digdir/designsystemet-theme", "@fontsource/inter"],
  "test/matching": ["@effect/vitest", "fast-check"]
}

export default {
  entry: [
    "scripts/*.mjs",
    existsSync("src/main.ts") ? "src/main.ts" : "src/**/*.ts",
    "src/**/*.worker.ts",
    "test/**/*.test.ts",
    "test/soak/main.ts",
    "test/**/*.soak.ts",
    "bench/**/*.ts",
    "fixtures/**/*.ts"
  ],
  project: ["bin/**/*.mjs", "scripts/**/*.mjs", "src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "fixtures/**/*.ts"],
  ignoreDependencies: Object.entries(awaited).flatMap(([folder, packages]) => (existsSync(folder) ? [] : packages)),
  // A rival that is measured where it is installed.
  ignoreBinaries: ["cbc"],
  // An export that its own file uses is not dead code.
  ignoreExportsUsedInFile: true
} satisfies KnipConfig
