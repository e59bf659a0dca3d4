// Two projects: unit needs nothing, store gets one real PostgreSQL that starts only when one of its files runs.
// A file belongs to store when it lies in test/store or ends with .it.test.ts. What ends with .soak.ts runs in the soak only.
import { defineConfig } from "vitest/config"

const soak = process.env.TREFF_SOAK === undefined ? [] : ["test/soak/**/*.soak.ts"]
const store = ["test/store/**/*.test.ts", "test/**/*.it.test.ts", ...soak]

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Node runs the program as it is, and so do the tests: the same code, and faster than what Vite makes of it.
    experimental: { viteModuleRunner: false },
    // Generous, so that a slow machine is slow and not red; a hang still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ["src/keepWasmCode.ts", "test/support/seedSetup.ts"],
    projects: [
      // Files share a process, and what it has loaded: none changes anything that is not its own without changing it back.
      { extends: true, test: { name: "unit", include: ["test/**/*.test.ts"], exclude: store, isolate: false } },
      {
        extends: true,
        test: { name: "store", include: store, globalSetup: "test/support/postgresSetup.ts", isolate: false }
      }
    ]
  }
})
