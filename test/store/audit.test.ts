/** The audit log on both engines. */
import { afterAll, beforeAll, describe } from "vitest"
import { engines, openDatabase } from "../support/databases.ts"
import { auditChain, auditChainCutOff } from "./suites/auditChain.ts"
import { type Harness, harness } from "./suites/harness.ts"

/** The embedded database has no server process to lose. */
const suites = { PGlite: [auditChain], PostgreSQL: [auditChain, auditChainCutOff] }

describe.each(engines)("audit log on %s", (engine) => {
  let current: Harness
  beforeAll(async () => {
    current = harness(await openDatabase(engine))
  })
  afterAll(async () => {
    await current?.database.close()
  })
  for (const suite of suites[engine]) suite(() => current)
})
